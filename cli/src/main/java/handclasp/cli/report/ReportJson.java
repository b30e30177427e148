package handclasp.cli.report;

import handclasp.inspector.CertificateJson;
import handclasp.inspector.CertificateSummary;
import handclasp.inspector.Json;
import handclasp.inspector.Recording;
import handclasp.tls.Alert;
import handclasp.tls.Role;
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
 *   <li>{@code certificates}, as the peer sent them: see {@link CertificateJson}, and {@code
 *       daysLeft}
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
        Recording recording = report.recording();
        Map<String, @Nullable Object> handshake = new LinkedHashMap<>();
        handshake.put("completed", recording.completed());
        handshake.put("milliseconds", report.took().toMillis());
        handshake.put("version", text(recording.version()));
        handshake.put("cipherSuite", text(recording.cipherSuite()));
        handshake.put("group", text(recording.group()));
        handshake.put("signatureScheme", text(recording.signatureScheme(Role.SERVER)));
        handshake.put("applicationProtocol", text(recording.applicationProtocol()));
        handshake.put("retried", recording.retried());
        handshake.put("clientCertificateRequested", recording.clientCertificateRequested());
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
        members.putAll(CertificateJson.members(certificate));
        members.put("daysLeft", certificate.daysLeft(report.time()));
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
