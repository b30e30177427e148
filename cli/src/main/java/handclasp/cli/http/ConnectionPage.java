package handclasp.cli.http;

import handclasp.tls.Facts;
import java.util.Optional;

/** A page that says what the visitor's own connection negotiated. */
final class ConnectionPage {
    private final ConnectionWords words;
    private final StringBuilder rows = new StringBuilder();

    private ConnectionPage(ConnectionWords words) {
        this.words = words;
    }

    static HttpResponse respond(HttpRequest request, Facts facts) {
        boolean chinese =
                request.header("accept-language")
                        .filter(AcceptLanguage::prefersChinese)
                        .isPresent();
        ConnectionWords words = chinese ? ConnectionWords.CHINESE : ConnectionWords.ENGLISH;
        return HttpResponse.page(new ConnectionPage(words).write(facts))
                .with("Content-Language", words.language())
                .with("Vary", "Accept-Language");
    }

    private String write(Facts facts) {
        row(words.version(), facts.version());
        row(words.cipherSuite(), facts.cipherSuite());
        row(words.group(), facts.namedGroup());
        row(words.signature(), facts.ownSignatureScheme());
        row(words.applicationProtocol(), facts.applicationProtocol());
        row(words.serverName(), facts.serverName());
        row(words.retry(), facts.retried() ? words.retried() : words.notRetried());
        row(words.clientCertificate(), clientCertificate(facts));
        String body = "<p>%s</p>\n<table>\n%s</table>".formatted(Html.text(words.intro()), rows);
        return Html.page(words.language(), "Handclasp: " + words.title(), body);
    }

    private String clientCertificate(Facts facts) {
        if (!facts.peerCertificates().isEmpty()) {
            return facts.peerCertificates().getFirst().getSubjectX500Principal().getName();
        }
        return facts.clientCertificateRequested() ? words.notShown() : words.notAsked();
    }

    private void row(ConnectionWords.Row row, Optional<?> value) {
        row(row, value.map(Object::toString).orElse(words.none()));
    }

    private void row(ConnectionWords.Row row, String value) {
        rows.append(
                "<tr><th scope=\"row\">%s</th><td><code>%s</code><small>%s</small></td></tr>\n"
                        .formatted(
                                Html.text(row.label()), Html.text(value), Html.text(row.note())));
    }
}
