package handclasp.pki;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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

    private static final Pattern QUOTED_BEGIN = Pattern.compile("^[\"']-----BEGIN");
    private static final Pattern AFTER_END = Pattern.compile("(-----END [A-Z0-9 ]++-----).*");

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
        try (PemReader reader = new PemReader(new StringReader(lines(text)))) {
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

    /**
     * The lines as they are meant, without the empty ones. The reader wants a block's first line to start with its dashes, and ignores what it
     * does not know; a block that was cut out of YAML is indented, and one out of an environment variable or JSON has
     * its line ends written out.
     */
    static String lines(String text) {
        String broken =
                text.contains("-----\\n") || text.contains("-----\\r\\n")
                        ? text.replace("\\r", "").replace("\\n", "\n")
                        : text;
        StringBuilder meant = new StringBuilder();
        broken.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> meant.append(meant(line)).append('\n'));
        return meant.toString();
    }

    /** Only few lines of a file have dashes; for all others, a pattern would cost more than all else that is done. */
    private static String meant(String line) {
        if (!line.contains("-----")) {
            return line;
        }
        String begun = QUOTED_BEGIN.matcher(line).replaceFirst("-----BEGIN");
        return AFTER_END.matcher(begun).replaceFirst("$1");
    }

    String source() {
        return source;
    }

    /** The blocks that hold certificates, in the order of the file; at least one. */
    List<PemObject> certificates() throws PkiException {
        List<PemObject> found = blocks.stream().filter(PemBlocks::isCertificate).toList();
        if (found.isEmpty()) {
            throw new PkiException(
                    "%s holds no certificate%s; %s."
                            .formatted(source, instead(), remedyForCertificate()));
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

    /** The first block of a type. */
    Optional<PemObject> first(String type) {
        return blocks.stream().filter(block -> block.getType().equals(type)).findFirst();
    }

    private String remedyForCertificate() {
        if (has("certificate signing request")) {
            return "an authority makes a certificate of a request: name the file that came back from it";
        }
        if (has("PKCS#7 bundle")) {
            return "take the certificates out of it with: openssl pkcs7 -print_certs -in "
                    + source
                    + " -out "
                    + source
                    + ".pem";
        }
        return "name the certificate's file";
    }

    private boolean has(String kind) {
        return blocks.stream().anyMatch(block -> kind(block).equals(kind));
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
                        // They belong to the private key that follows them.
                        .filter(block -> !block.getType().equals("EC PARAMETERS"))
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
                : number
                        + " "
                        + (kind.startsWith("block")
                                ? kind.replaceFirst("block", "blocks")
                                : kind + "s");
    }

    private static String kind(PemObject block) {
        if (isCertificate(block)) {
            return "certificate";
        }
        if (isPrivateKey(block)) {
            return "private key";
        }
        return switch (block.getType()) {
            case "PUBLIC KEY", "RSA PUBLIC KEY" -> "public key";
            case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" -> "certificate signing request";
            case "X509 CRL" -> "revocation list";
            case "PKCS7", "CMS" -> "PKCS#7 bundle";
            default -> "block \"" + block.getType() + "\"";
        };
    }
}
