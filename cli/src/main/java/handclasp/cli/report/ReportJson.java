package handclasp.cli.report;

import handclasp.cli.text.Json;
import handclasp.tls.Alert;
import handclasp.tls.CipherSuite;
import handclasp.tls.Facts;
import handclasp.tls.NamedGroup;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.SignatureScheme;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The report for programs. Keys never change their meaning; new ones may come. What is not known is
 * null.
 *
 * <ul>
 *   <li>{@code format}: 1
 *   <li>{@code target}: {@code host}, {@code port}, {@code address}, {@code serverName}
 *   <li>{@code handshake}: {@code completed}, {@code milliseconds}, {@code version}, {@code
 *       cipherSuite}, {@code group}, {@code signatureScheme}, {@code applicationProtocol}, {@code
 *       retried}, {@code clientCertificateRequested}, {@code clientCertificate}
 *   <li>{@code trust}: {@code trusted}, {@code checked} (booleans), {@code reason}
 *   <li>{@code certificates}, as the peer sent them: {@code subject}, {@code issuer}, {@code names},
 *       {@code keyType}, {@code keyBits}, {@code signatureAlgorithm}, {@code serialNumber}
 *       (hexadecimal), {@code notBefore}, {@code notAfter} (ISO 8601, UTC), {@code daysLeft}, {@code
 *       sha256} (hexadecimal), {@code pem}
 *   <li>{@code failure}, null if there is none: {@code error}, {@code alert}, {@code happened},
 *       {@code ours}, {@code theirs}, {@code rule}, {@code remedy}, {@code exitCode}
 * </ul>
 */
public final class ReportJson {
    private ReportJson() {}

    public static String write(HandshakeReport report) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("format", 1);
        document.put("target", target(report));
        document.put("handshake", handshake(report));
        document.put("trust", trust(report.trust()));
        document.put(
                "certificates",
                report.certificates().stream()
                        .map(certificate -> certificate(certificate, report))
                        .toList());
        document.put("failure", report.failure().map(ReportJson::failure).orElse(null));
        return Json.write(document);
    }

    private static Map<String, @Nullable Object> target(HandshakeReport report) {
        Map<String, @Nullable Object> target = new LinkedHashMap<>();
        target.put("host", report.host());
        target.put("port", report.port());
        target.put("address", report.address().orElse(null));
        target.put("serverName", report.serverName());
        return target;
    }

    private static Map<String, @Nullable Object> handshake(HandshakeReport report) {
        Facts facts = report.facts();
        Map<String, @Nullable Object> handshake = new LinkedHashMap<>();
        handshake.put("completed", facts.completed());
        handshake.put("milliseconds", report.took().toMillis());
        handshake.put("version", text(facts.version().map(ProtocolVersion::toString)));
        handshake.put("cipherSuite", text(facts.cipherSuite().map(CipherSuite::toString)));
        handshake.put("group", text(facts.namedGroup().map(NamedGroup::toString)));
        handshake.put(
                "signatureScheme",
                text(facts.peerSignatureScheme().map(SignatureScheme::toString)));
        handshake.put("applicationProtocol", text(facts.applicationProtocol()));
        handshake.put("retried", facts.retried());
        handshake.put("clientCertificateRequested", facts.clientCertificateRequested());
        handshake.put("clientCertificate", text(report.clientCertificate()));
        return handshake;
    }

    private static Map<String, @Nullable Object> trust(Trust trust) {
        boolean checked =
                trust.verdict() == Trust.Verdict.TRUSTED
                        || trust.verdict() == Trust.Verdict.NOT_TRUSTED;
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("trusted", trust.verdict() == Trust.Verdict.TRUSTED);
        members.put("checked", checked);
        members.put("reason", trust.reason());
        return members;
    }

    private static Map<String, @Nullable Object> certificate(
            CertificateSummary certificate, HandshakeReport report) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("subject", certificate.subject());
        members.put("issuer", certificate.issuer());
        members.put("names", certificate.names());
        members.put("keyType", certificate.keyType());
        members.put("keyBits", certificate.keyBits());
        members.put("signatureAlgorithm", certificate.signatureAlgorithm());
        members.put("serialNumber", certificate.serialNumber());
        members.put("notBefore", certificate.notBefore().toString());
        members.put("notAfter", certificate.notAfter().toString());
        members.put("daysLeft", certificate.daysLeft(report.time()));
        members.put("sha256", certificate.fingerprint());
        members.put("pem", certificate.pem());
        return members;
    }

    private static Map<String, @Nullable Object> failure(Failure failure) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("error", failure.error());
        members.put("alert", text(failure.alert().map(Alert::toString)));
        members.put("happened", failure.happened());
        members.put("ours", text(failure.ours()));
        members.put("theirs", text(failure.theirs()));
        members.put("rule", text(failure.rule()));
        members.put("remedy", text(failure.remedy()));
        members.put("exitCode", failure.exitCode());
        return members;
    }

    private static @Nullable String text(Optional<String> value) {
        return value.orElse(null);
    }
}
