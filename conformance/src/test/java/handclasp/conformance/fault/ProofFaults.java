package handclasp.conformance.fault;

import static handclasp.conformance.fault.Fault.AUTHORITY;
import static handclasp.conformance.fault.Fault.byClient;
import static handclasp.conformance.fault.Fault.byServer;
import static handclasp.conformance.fault.ServerFlightFaults.tampered;

import handclasp.conformance.peer.Authority;
import handclasp.conformance.peer.CertificateKind;
import handclasp.conformance.peer.FiledIdentity;
import handclasp.pki.KeyKind;
import handclasp.pki.KeyUse;
import handclasp.pki.Purpose;
import handclasp.testkit.Tamper;
import handclasp.testkit.TestAuthority;
import handclasp.tls.BadCertificate;
import handclasp.tls.Misbehaved;
import handclasp.tls.SignatureScheme;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.message.Certificate;
import handclasp.tls.internal.message.CertificateVerify;
import handclasp.tls.internal.message.Finished;
import java.time.Instant;
import java.util.List;

/** Certificates that are refused, and proofs that fail. */
final class ProofFaults {
    private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant NOT_LONG_AGO = Instant.parse("2025-06-01T00:00:00Z");
    private static final Instant FAR = Instant.parse("2098-01-01T00:00:00Z");
    private static final Instant FARTHER = Instant.parse("2099-01-01T00:00:00Z");

    private ProofFaults() {}

    static List<Fault> certificates() {
        return List.of(
                server(
                                "a certificate that has expired",
                                "Shows a certificate that ended in 2025.",
                                usual().validity(LONG_AGO, NOT_LONG_AGO))
                        .must(BadCertificate.EXPIRED, "CN=localhost", "2025-06-01"),
                server(
                                "a certificate of the future",
                                "Shows a certificate that begins in 2098.",
                                usual().validity(FAR, FARTHER))
                        .must(BadCertificate.NOT_YET_VALID, "CN=localhost", "2098-01-01", "clock"),
                server(
                                "a certificate for another name",
                                "Shows a certificate for elsewhere.test.",
                                AUTHORITY.issue().names("elsewhere.test"))
                        .must(BadCertificate.WRONG_NAME, "localhost", "elsewhere.test"),
                server(
                                "a client's certificate at a server",
                                "Shows a certificate for clients only.",
                                usual().purposes(Purpose.CLIENT))
                        .must(BadCertificate.WRONG_USAGE),
                server(
                                "a key that may not sign",
                                "Shows a certificate whose key may only encrypt.",
                                usual().keyUses(KeyUse.KEY_ENCIPHERMENT))
                        .must(BadCertificate.WRONG_USAGE),
                byServer(
                                "an unknown authority",
                                "Shows a certificate of an authority that the client does not trust.")
                        .shows(Authority.stranger().server(CertificateKind.P256))
                        .must(BadCertificate.UNKNOWN_AUTHORITY, "stranger"),
                byServer("a certificate that signed itself", "Shows a self-signed certificate.")
                        .shows(selfSigned())
                        .must(BadCertificate.UNKNOWN_AUTHORITY, "CN=localhost"),
                byServer(
                                "the intermediate left out",
                                "Shows its own certificate without the one that issued it.")
                        .shows(withoutIssuers())
                        .must(BadCertificate.UNKNOWN_AUTHORITY, "intermediate"),
                byServer(
                                "a certificate that cannot be read",
                                "Sends a certificate with one byte changed in its structure.")
                        .server(tampered(Certificate.class, message -> damaged(message)))
                        .must(BadCertificate.CORRUPT, "certificate 0 of the chain"),
                byClient(
                                "no certificate where one is demanded",
                                "Answers a CertificateRequest with an empty Certificate.")
                        .asksForCertificate()
                        .must(BadCertificate.REQUIRED, "demands a certificate", "empty Certificate")
                        .bothOffers(),
                client(
                                "a client's certificate of an unknown authority",
                                "Shows a certificate of an authority that the server does not trust.",
                                Authority.stranger().client(CertificateKind.P256))
                        .must(BadCertificate.UNKNOWN_AUTHORITY, "stranger"),
                client(
                                "a client's certificate that has expired",
                                "Shows a certificate that ended in 2025.",
                                AUTHORITY.file(
                                        AUTHORITY
                                                .issue()
                                                .subject("late client")
                                                .purposes(Purpose.CLIENT)
                                                .validity(LONG_AGO, NOT_LONG_AGO)))
                        .must(BadCertificate.EXPIRED, "CN=late client", "2025-06-01"),
                client(
                                "a server's certificate at a client",
                                "Shows a certificate for servers only.",
                                AUTHORITY.server(CertificateKind.P256))
                        .must(BadCertificate.WRONG_USAGE));
    }

    private static TestAuthority.Issue usual() {
        return AUTHORITY.issue().names("localhost");
    }

    private static Fault server(String title, String done, TestAuthority.Issue issue) {
        return byServer(title, done).shows(AUTHORITY.file(issue));
    }

    private static Fault client(String title, String done, FiledIdentity identity) {
        return byClient(title, done).asksForCertificate().shows(identity);
    }

    private static FiledIdentity selfSigned() {
        TestAuthority alone = TestAuthority.create("nobody", KeyKind.EC_P256);
        FiledIdentity good = Fault.SERVER;
        return new FiledIdentity(
                alone.issue().names("localhost").selfSigned(),
                good.chainFile(),
                good.issuersFile(),
                good.keyFile());
    }

    private static FiledIdentity withoutIssuers() {
        FiledIdentity good = Fault.SERVER;
        try {
            var alone =
                    handclasp.pki.Identity.of(
                            List.of(good.certificate()), good.identity().privateKey());
            return new FiledIdentity(
                    new handclasp.testkit.TestIdentity(alone),
                    good.chainFile(),
                    good.issuersFile(),
                    good.keyFile());
        } catch (handclasp.pki.PkiException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Certificate damaged(Certificate message) {
        byte[] der = message.entries().getFirst().data().clone();
        der[5] ^= 0x40;
        return new Certificate(new byte[0], List.of(new Certificate.Entry(der, Extensions.NONE)));
    }

    static List<Fault> proofs() {
        return List.of(
                byServer("a server's bad signature", "Changes a bit of its signature.")
                        .server(tampered(CertificateVerify.class, ProofFaults::wrong))
                        .must(
                                Misbehaved.BAD_SIGNATURE,
                                "ecdsa_secp256r1_sha256",
                                "key of its certificate"),
                byServer(
                                "a signature scheme that was not offered",
                                "Says that it signed with ed448.")
                        .server(
                                tampered(
                                        CertificateVerify.class,
                                        message ->
                                                new CertificateVerify(
                                                        SignatureScheme.ED448,
                                                        message.signature())))
                        .must(Misbehaved.SIGNATURE_SCHEME_NOT_OFFERED, "the peer: ed448")
                        .bothOffers(),
                byServer(
                                "a scheme that does not fit the key",
                                "Says that it signed with rsa_pss_rsae_sha256, by an ECDSA key.")
                        .server(
                                tampered(
                                        CertificateVerify.class,
                                        message ->
                                                new CertificateVerify(
                                                        SignatureScheme.RSA_PSS_RSAE_SHA256,
                                                        message.signature())))
                        .must(
                                Misbehaved.SIGNATURE_SCHEME_NOT_OFFERED,
                                "rsa_pss_rsae_sha256 with a key of type EC"),
                byServer("a server's bad Finished", "Changes a bit of its Finished.")
                        .server(tampered(Finished.class, ProofFaults::wrong))
                        .must(Misbehaved.BAD_FINISHED),
                byClient("a client's bad Finished", "Changes a bit of its Finished.")
                        .client(
                                builder ->
                                        builder.listener(
                                                Tamper.with(Finished.class, ProofFaults::wrong)))
                        .must(Misbehaved.BAD_FINISHED),
                byClient("a client's bad signature", "Changes a bit of its signature.")
                        .asksForCertificate()
                        .shows(Fault.CLIENT)
                        .client(
                                builder ->
                                        builder.listener(
                                                Tamper.with(
                                                        CertificateVerify.class,
                                                        ProofFaults::wrong)))
                        .must(Misbehaved.BAD_SIGNATURE, "ecdsa_secp256r1_sha256"),
                byClient("a Finished of the wrong length", "Sends a Finished of 31 bytes.")
                        .client(
                                builder ->
                                        builder.listener(
                                                Tamper.with(
                                                        Finished.class,
                                                        message -> new Finished(new byte[31]))))
                        .must(Misbehaved.BAD_FINISHED));
    }

    private static CertificateVerify wrong(CertificateVerify message) {
        return new CertificateVerify(message.algorithm(), Bytes.flipped(message.signature()));
    }

    private static Finished wrong(Finished message) {
        return new Finished(Bytes.flipped(message.verifyData()));
    }
}
