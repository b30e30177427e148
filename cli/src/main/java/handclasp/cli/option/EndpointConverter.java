package handclasp.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code HOST[:PORT]}, where the port is 443 if none is named. */
public final class EndpointConverter implements ITypeConverter<Endpoint> {
    private static final int HTTPS = 443;

    @Override
    public Endpoint convert(String text) {
        return parse(text, HTTPS);
    }

    private static Endpoint parse(String text, int defaultPort) {
        try {
            return Endpoint.parse(text, defaultPort);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** Reads {@code HOST:PORT}. */
    public static final class WithPort implements ITypeConverter<Endpoint> {
        @Override
        public Endpoint convert(String text) {
            return parse(text, 0);
        }
    }
}
