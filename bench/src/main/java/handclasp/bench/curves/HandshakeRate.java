package handclasp.bench.curves;

import handclasp.curves.HandclaspCurvesProvider;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * SunJSSE's full handshakes per second of thread CPU time, client and server together in one thread, without
 * and with {@code HandclaspCurves} registered first, in turns. Certificates: root, intermediate and leaf on
 * P-256, checked by the JDK's PKIX with host name.
 *
 * <p>Arguments: the number of rounds (9) and the milliseconds of a turn (400).
 */
final class HandshakeRate {

    private static final int WARM_UP_ROUNDS = 6;
    private static final String HOST = "server.example";
    private static final Provider CURVES = new HandclaspCurvesProvider();

    private HandshakeRate() {}

    /** A version and a group. */
    private record Case(String protocol, String group) {
        /** TLS 1.2 needs the group of the certificate too. */
        String[] groups() {
            return group.equals("secp256r1")
                    ? new String[] {group}
                    : new String[] {group, "secp256r1"};
        }
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
        int millis = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 400;
        List<Case> cases =
                List.of(
                        new Case("TLSv1.3", "x25519"),
                        new Case("TLSv1.3", "secp256r1"),
                        new Case("TLSv1.2", "x25519"));
        KeyStore[] stores = stores();
        for (Case c : cases) {
            double[][] rates = new double[2][rounds];
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                for (int with = 0; with < 2; with++) {
                    double rate = turn(c, stores, with == 1, millis * 1_000_000L);
                    if (round >= 0) {
                        rates[with][round] = rate;
                    }
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s %-10s  SunJSSE %6.0f/s  with HandclaspCurves %6.0f/s  (%.2f)%n",
                    c.protocol,
                    c.group,
                    median(rates[0]),
                    median(rates[1]),
                    median(rates[1]) / median(rates[0]));
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double turn(Case c, KeyStore[] stores, boolean with, long nanos)
            throws Exception {
        if (with) {
            Security.insertProviderAt(CURVES, 1);
        }
        try {
            SSLContext server = server(stores[0]);
            SSLContext client = client(stores[1]);
            long warm = cpuTime();
            while (cpuTime() - warm < nanos / 2) {
                handshake(c, client, server);
            }
            int count = 0;
            long start = cpuTime();
            while (cpuTime() - start < nanos) {
                handshake(c, client, server);
                count++;
            }
            return count * 1e9 / (cpuTime() - start);
        } finally {
            Security.removeProvider(CURVES.getName());
        }
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** A server's key store and a client's trust store. */
    private static KeyStore[] stores() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair root = generator.generateKeyPair();
        KeyPair intermediate = generator.generateKeyPair();
        KeyPair leaf = generator.generateKeyPair();
        X509Certificate rootCertificate = certificate("root", root, "root", root, true);
        X509Certificate intermediateCertificate =
                certificate("intermediate", intermediate, "root", root, true);
        X509Certificate leafCertificate =
                certificate(HOST, leaf, "intermediate", intermediate, false);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "server",
                leaf.getPrivate(),
                new char[0],
                new Certificate[] {leafCertificate, intermediateCertificate});
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("root", rootCertificate);
        return new KeyStore[] {keys, trust};
    }

    private static X509Certificate certificate(
            String subject, KeyPair pair, String issuer, KeyPair signer, boolean ca)
            throws Exception {
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        new X500Name("CN=" + issuer),
                        BigInteger.valueOf(System.nanoTime()),
                        Date.from(Instant.now().minusSeconds(3600)),
                        Date.from(Instant.now().plusSeconds(86400)),
                        new X500Name("CN=" + subject),
                        pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
        if (!ca) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, HOST)));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(signer.getPrivate())));
    }

    private static SSLContext server(KeyStore keys) throws GeneralSecurityException {
        // Not PKIX, which decrypts the key anew when its cache was collected.
        KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
        managers.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static SSLContext client(KeyStore trust) throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static void handshake(Case c, SSLContext client, SSLContext server)
            throws SSLException {
        // Without a port SunJSSE has no name under which to resume.
        SSLEngine a = client.createSSLEngine(HOST, -1);
        SSLEngine b = server.createSSLEngine();
        a.setUseClientMode(true);
        b.setUseClientMode(false);
        SSLParameters parameters = a.getSSLParameters();
        parameters.setProtocols(new String[] {c.protocol});
        parameters.setNamedGroups(c.groups());
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        a.setSSLParameters(parameters);
        Pipe toServer = new Pipe();
        Pipe toClient = new Pipe();
        for (int i = 0; i < 50 && !(isDone(a) && isDone(b)); i++) {
            advance(a, toClient, toServer);
            advance(b, toServer, toClient);
        }
        if (!isDone(a) || !isDone(b)) {
            throw new IllegalStateException("the handshake did not end");
        }
    }

    private static boolean isDone(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && !engine.getSession().getCipherSuite().startsWith("TLS_NULL")
                && !engine.getSession().getCipherSuite().startsWith("SSL_NULL");
    }

    /** Bytes on their way, ready to be read. */
    private static final class Pipe {
        private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
    }

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    /** Does what the engine asks for until it waits for its peer. */
    private static void advance(SSLEngine engine, Pipe in, Pipe out) throws SSLException {
        ByteBuffer plaintext = ByteBuffer.allocate(1 << 15);
        if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING && !isDone(engine)) {
            engine.beginHandshake();
        }
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    Runnable task = engine.getDelegatedTask();
                    while (task != null) {
                        task.run();
                        task = engine.getDelegatedTask();
                    }
                }
                case NEED_WRAP -> {
                    out.bytes.compact();
                    engine.wrap(EMPTY, out.bytes);
                    out.bytes.flip();
                }
                default -> {
                    if (!in.bytes.hasRemaining()) {
                        return;
                    }
                    engine.unwrap(in.bytes, plaintext);
                }
            }
        }
    }
}
