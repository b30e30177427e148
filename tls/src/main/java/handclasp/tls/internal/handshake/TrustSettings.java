package handclasp.tls.internal.handshake;

import handclasp.tls.ClientConfiguration;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.TlsConfiguration;
import handclasp.tls.auth.CertificateVerifier;
import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.RunningHash;
import handclasp.tls.internal.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.WeakHashMap;

/**
 * What a configuration trusts, as a value: a session is resumed only under the settings that made it, so that a lax
 * configuration never lends its sessions to a strict one.
 */
final class TrustSettings {
    /** Of the value, in bytes. */
    static final int LENGTH = 32;

    /** Names of objects that have none of their own, each for as long as the object lives. */
    private static final Map<Object, String> NAMES =
            Collections.synchronizedMap(new WeakHashMap<>());

    private TrustSettings() {}

    /** 32 bytes; equal for configurations that take the same peers for who they say they are. */
    static byte[] of(TlsConfiguration configuration) {
        WireWriter settings = new WireWriter();
        settings.u8(configuration.peerUnverified() ? 1 : 0);
        if (configuration instanceof ServerConfiguration server) {
            settings.u8(server.clientAuthentication().ordinal());
        } else if (configuration instanceof ClientConfiguration client) {
            // A client is to the server who it was when the session began.
            text(settings, nameOf(client.credentials()));
        }
        configuration
                .verifier()
                .filter(verifier -> matters(configuration))
                .ifPresent(verifier -> text(settings, nameOf(verifier)));
        RunningHash hash = configuration.crypto().newHash(HashAlgorithm.SHA256);
        byte[] all = settings.toByteArray();
        hash.update(all, 0, all.length);
        return hash.value();
    }

    /** A server that asks for no certificate verifies none. */
    private static boolean matters(TlsConfiguration configuration) {
        return !(configuration instanceof ServerConfiguration server)
                || server.clientAuthentication() != handclasp.tls.ClientAuthentication.NONE;
    }

    private static String nameOf(CertificateVerifier verifier) {
        return verifier.settings()
                .map(name -> "named " + name)
                .orElseGet(() -> nameOf((Object) verifier));
    }

    private static String nameOf(Object any) {
        return NAMES.computeIfAbsent(any, object -> UUID.randomUUID().toString());
    }

    private static void text(WireWriter out, String text) {
        out.vector(2, text.getBytes(StandardCharsets.UTF_8));
    }
}
