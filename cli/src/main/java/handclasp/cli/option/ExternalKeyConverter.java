package handclasp.cli.option;

import handclasp.tls.ExternalPsk;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code ID:HEX}; what is wrong with it is told without a digit of the key. */
final class ExternalKeyConverter implements ITypeConverter<ExternalPsk> {
    @Override
    public ExternalPsk convert(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new TypeConversionException("it is ID:HEX, an identity and a key in hexadecimal");
        }
        byte[] key;
        try {
            key = HexFormat.of().parseHex(text, colon + 1, text.length());
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("the key behind the colon is not hexadecimal");
        }
        if (key.length < ExternalPsk.MIN_LENGTH) {
            throw new TypeConversionException(
                    "the key has %d bytes; it needs at least %d, such as openssl rand -hex 32 makes"
                            .formatted(key.length, ExternalPsk.MIN_LENGTH));
        }
        try {
            return ExternalPsk.of(text.substring(0, colon).getBytes(StandardCharsets.UTF_8), key);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
