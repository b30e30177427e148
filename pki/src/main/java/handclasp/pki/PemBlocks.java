package handclasp.pki;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * The blocks of a PEM text (RFC 7468), with anything between them. May hold private keys, so it is no record.
 */
final class PemBlocks {
    private static final Set<String> CERTIFICATE_TYPES =
            Set.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE");

    private final String source;
    private final List<PemObject> blocks;

    private PemBlocks(String source, List<PemObject> blocks) {
        this.source = source;
        this.blocks = List.copyOf(blocks);
    }

    static PemBlocks read(Path file) throws PkiException {
        byte[] bytes = InputFile.read(file);
        String text = InputFile.text(bytes);
        if (!text.contains("-----BEGIN ")) {
            throw InputFile.notPem(file, bytes);
        }
        return parse(text, file.toString());
    }

    /**
     * @param source what errors call it: a file's name
     */
    static PemBlocks parse(String text, String source) throws PkiException {
        List<PemObject> blocks = new ArrayList<>();
        // The reader wants a block's first line to start with its dashes, and ignores what it does
        // not know.
        try (PemReader reader = new PemReader(new StringReader(text))) {
            for (PemObject block = reader.readPemObject();
                    block != null;
                    block = reader.readPemObject()) {
                blocks.add(block);
            }
        } catch (IOException | DecoderException | IllegalArgumentException e) {
            throw new PkiException(
                    "%s is damaged: PEM block number %s is cut off or holds something other than base64."
                            .formatted(source, blocks.size() + 1),
                    e);
        }
        return new PemBlocks(source, blocks);
    }

    String source() {
        return source;
    }

    /** The blocks that hold certificates, in the order of the file; at least one. */
    List<PemObject> certificates() throws PkiException {
        List<PemObject> found = blocks.stream().filter(PemBlocks::isCertificate).toList();
        if (found.isEmpty()) {
            throw new PkiException(
                    "%s holds no certificate%s; name the certificate's file."
                            .formatted(source, instead()));
        }
        return found;
    }

    /** The first block that holds a private key. */
    PemObject privateKey() throws PkiException {
        return blocks.stream()
                .filter(PemBlocks::isPrivateKey)
                .findFirst()
                .orElseThrow(
                        () ->
                                new PkiException(
                                        "%s holds no private key%s; name the key's file."
                                                .formatted(source, instead())));
    }

    private static boolean isCertificate(PemObject block) {
        return CERTIFICATE_TYPES.contains(block.getType());
    }

    private static boolean isPrivateKey(PemObject block) {
        return block.getType().endsWith("PRIVATE KEY");
    }

    /** What the file holds, for someone who named the wrong one. */
    private String instead() {
        Map<String, Long> kinds =
                blocks.stream()
                        .collect(
                                Collectors.groupingBy(
                                        PemBlocks::kind,
                                        LinkedHashMap::new,
                                        Collectors.counting()));
        if (kinds.isEmpty()) {
            return "";
        }
        return ", only "
                + kinds.entrySet().stream()
                        .map(kind -> counted(kind.getKey(), kind.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String counted(String kind, long number) {
        return number == 1
                ? "a " + kind
                : number + " " + kind.replaceFirst("certificate|private key|block", "$0s");
    }

    private static String kind(PemObject block) {
        if (isCertificate(block)) {
            return "certificate";
        }
        return isPrivateKey(block) ? "private key" : "block \"" + block.getType() + "\"";
    }
}
