package handclasp.cli.http;

import handclasp.inspector.Recording;
import handclasp.inspector.explain.Language;
import handclasp.inspector.page.HandshakePage;

/** The page about the visitor's own handshake, in the language of {@code ?lang=en} or {@code ?lang=zh}, or the browser's. */
final class ConnectionPage {
    private ConnectionPage() {}

    static HttpResponse respond(HttpRequest request, Recording recording) {
        Language language = language(request);
        return HttpResponse.page(HandshakePage.of(recording, language))
                .with("Content-Language", language.tag())
                .with("Vary", "Accept-Language");
    }

    private static Language language(HttpRequest request) {
        if (request.asks("lang", "zh")) {
            return Language.CHINESE;
        }
        boolean chinese =
                request.header("accept-language")
                        .filter(AcceptLanguage::prefersChinese)
                        .isPresent();
        return chinese && !request.asks("lang", "en") ? Language.CHINESE : Language.ENGLISH;
    }
}
