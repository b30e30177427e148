package handclasp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import handclasp.pki.DevelopmentAuthority;
import handclasp.pki.Identity;
import handclasp.pki.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that {@code --cert} and {@code --key} cannot use: one sentence that says why, and exit code 2. */
@Timeout(120)
class BadIdentityTest {
    @TempDir private static Path folder;
    private static Path certificate;
    private static Path key;
    private static Path foreignKey;
    private static Path publicKey;
    private static Path request;
    private static Path binary;
    private static Path empty;

    @BeforeAll
    static void makeFiles() throws Exception {
        Identity identity =
                DevelopmentAuthority.open(folder.resolve("authority"), InstantSource.system())
                        .serverIdentity(List.of("shop.test"));
        var foreign = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        certificate = write("cert.pem", Pem.write(identity.chain()));
        key = write("key.pem", Pem.write(identity.privateKey()));
        foreignKey = write("foreign.pem", Pem.write(foreign.getPrivate()));
        publicKey = write("public.pem", block("PUBLIC KEY", foreign.getPublic().getEncoded()));
        request = write("request.pem", block("CERTIFICATE REQUEST", new byte[] {0x30, 0}));
        binary = Files.write(folder.resolve("cert.der"), identity.certificate().getEncoded());
        empty = write("empty.pem", "");
    }

    private static Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String block(String type, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(type, Base64.getMimeEncoder().encodeToString(content), type);
    }

    private enum File {
        CERTIFICATE,
        KEY,
        FOREIGN_KEY,
        PUBLIC_KEY,
        REQUEST,
        BINARY,
        EMPTY,
        MISSING;

        Path path() {
            return switch (this) {
                case CERTIFICATE -> certificate;
                case KEY -> key;
                case FOREIGN_KEY -> foreignKey;
                case PUBLIC_KEY -> publicKey;
                case REQUEST -> request;
                case BINARY -> binary;
                case EMPTY -> empty;
                case MISSING -> folder.resolve("missing.pem");
            };
        }
    }

    static Stream<Arguments> files() {
        return Stream.of("serve", "connect")
                .flatMap(
                        command ->
                                Stream.of(
                                        arguments(
                                                command,
                                                File.CERTIFICATE,
                                                File.FOREIGN_KEY,
                                                "does not belong to the certificate \"CN="),
                                        arguments(
                                                command,
                                                File.KEY,
                                                File.KEY,
                                                "holds no certificate, only a private key"),
                                        arguments(
                                                command,
                                                File.CERTIFICATE,
                                                File.CERTIFICATE,
                                                "holds no private key, only"),
                                        arguments(
                                                command,
                                                File.PUBLIC_KEY,
                                                File.KEY,
                                                "holds no certificate, only a public key"),
                                        arguments(
                                                command,
                                                File.REQUEST,
                                                File.KEY,
                                                "name the file that came back from it"),
                                        arguments(
                                                command,
                                                File.BINARY,
                                                File.KEY,
                                                "openssl x509 -inform der"),
                                        arguments(command, File.EMPTY, File.KEY, "is empty."),
                                        arguments(
                                                command,
                                                File.MISSING,
                                                File.KEY,
                                                "There is no file")));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("files")
    void areRefusedInOneSentence(String command, File cert, File keyFile, String words) {
        List<String> args = new ArrayList<>(List.of(command));
        if (command.equals("connect")) {
            args.add("localhost:1");
        }
        args.addAll(List.of("--cert", cert.path().toString(), "--key", keyFile.path().toString()));
        args.addAll(List.of("--state", folder.resolve("state").toString()));
        if (command.equals("serve")) {
            args.addAll(List.of("--listen", ":0"));
        }

        CommandRun run = CommandRun.of(args.toArray(String[]::new));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("handclasp " + command + ": ")
                .contains(words)
                .doesNotContain("Exception", "\tat ");
        assertThat(run.err().lines()).hasSize(1);
    }
}
