package handclasp.cli.show;

import java.util.List;

/** Secrets in lines, for whoever asked to see them. */
public final class SecretsText {
    private static final int NAME = 24;

    private SecretsText() {}

    public static List<String> lines(List<SecretsSeen.Entry> secrets) {
        return secrets.stream()
                .map(
                        secret ->
                                "  "
                                        + secret.name()
                                        + " ".repeat(Math.max(1, NAME - secret.name().length()))
                                        + secret.hex())
                .toList();
    }
}
