package handclasp.tls.internal.tls13;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.CipherSuite;
import handclasp.tls.Role;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.HashAlgorithm;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.jca.JcaCryptoProvider;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.tls13.KeySchedule.HandshakeSecret;
import handclasp.tls.internal.tls13.KeySchedule.MainSecret;
import handclasp.tls.trace.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every value of the key schedule that RFC 8448 prints. */
class KeyScheduleTraceTest {
    private static final CryptoProvider JCA = JcaCryptoProvider.shared();

    private final Suite13 suite = new Suite13(JCA, CipherSuite.TLS_AES_128_GCM_SHA256);

    /** Step by step, each from the inputs that the RFC prints beside its result. */
    @TestFactory
    Stream<DynamicContainer> steps() {
        return Arrays.stream(Trace.values())
                .map(
                        trace ->
                                DynamicContainer.dynamicContainer(
                                        trace.toString(),
                                        trace.steps().stream()
                                                .filter(KeyScheduleTraceTest::isOfTheSchedule)
                                                .map(
                                                        step ->
                                                                DynamicTest.dynamicTest(
                                                                        step.toString(),
                                                                        () -> check(step)))));
    }

    private static boolean isOfTheSchedule(Trace.Step step) {
        return step.values().containsKey("IKM") || step.values().containsKey("PRK");
    }

    private void check(Trace.Step step) {
        if (step.title().startsWith("extract secret")) {
            Secret extracted = suite.hkdf().extract(step.value("salt"), step.value("IKM"));
            assertThat(extracted.bytes()).isEqualTo(step.value("secret"));
        } else if (step.title().contains("traffic keys")) {
            checkTrafficKeys(step);
        } else {
            // The title quotes the label, prefix included, but for the binder's.
            String label =
                    step.title().contains("binder")
                            ? "finished"
                            : step.title().replaceFirst(".*\"tls13 (.*)\"", "$1");
            Secret prk = Secret.owning(step.value("PRK").clone());
            byte[] expanded = step.value("expanded");
            assertThat(suite.expandLabel(prk, label, step.value("hash"), expanded.length).bytes())
                    .isEqualTo(expanded);
        }
    }

    private void checkTrafficKeys(Trace.Step step) {
        Secret prk = Secret.owning(step.value("PRK").clone());
        byte[] key = step.value("key expanded");
        assertThat(suite.expandLabel(prk, "key", new byte[0], key.length).bytes()).isEqualTo(key);
        assertThat(JCA.keyLength(suite.cipherSuite())).isEqualTo(key.length);
        assertThat(new TrafficKeys13(suite, prk).iv().bytes()).isEqualTo(step.value("iv expanded"));
    }

    /** From the shared secret and the messages alone. */
    @ParameterizedTest
    @EnumSource
    void fromOneEndToTheOther(Trace trace) {
        byte[] shared = trace.step("extract secret \"handshake\"").value("IKM");
        byte[] key = trace.step("extract secret \"early\"").value("IKM");
        HandshakeSecret handshake =
                KeySchedule.earlySecret(suite, Secret.owning(key.clone()))
                        .handshakeSecret(Secret.owning(shared.clone()));
        byte[] hellos = transcriptUpTo(trace, Role.SERVER, Kind.SERVER_HELLO);
        assertThat(handshake.clientTraffic(hellos).bytes()).isEqualTo(trace.secret("c hs traffic"));
        assertThat(handshake.serverTraffic(hellos).bytes()).isEqualTo(trace.secret("s hs traffic"));

        MainSecret main = handshake.mainSecret();
        byte[] serverFinished = transcriptUpTo(trace, Role.SERVER, Kind.FINISHED);
        assertThat(main.clientTraffic(serverFinished).bytes())
                .isEqualTo(trace.secret("c ap traffic"));
        assertThat(main.serverTraffic(serverFinished).bytes())
                .isEqualTo(trace.secret("s ap traffic"));
        assertThat(main.exporter(serverFinished).bytes()).isEqualTo(trace.secret("exp master"));
    }

    @ParameterizedTest
    @EnumSource
    void transcript(Trace trace) {
        assertThat(transcriptUpTo(trace, Role.SERVER, Kind.SERVER_HELLO))
                .isEqualTo(transcriptHash(trace, "c hs traffic"))
                .isEqualTo(transcriptHash(trace, "s hs traffic"));
        assertThat(transcriptUpTo(trace, Role.SERVER, Kind.FINISHED))
                .isEqualTo(transcriptHash(trace, "c ap traffic"))
                .isEqualTo(transcriptHash(trace, "s ap traffic"))
                .isEqualTo(transcriptHash(trace, "exp master"));
        assertThat(transcriptUpTo(trace, Role.CLIENT, Kind.FINISHED))
                .isEqualTo(transcriptHash(trace, "res master"));
    }

    @ParameterizedTest
    @EnumSource
    void finished(Trace trace) {
        for (Role role : Role.values()) {
            String label = role == Role.CLIENT ? "c hs traffic" : "s hs traffic";
            Secret secret = Secret.owning(trace.secret(label).clone());
            byte[] before = transcriptBeforeFinished(trace, role);
            Trace.Step step =
                    trace.steps("calculate finished \"tls13 finished\"").stream()
                            .filter(each -> each.actor() == role)
                            .findFirst()
                            .orElseThrow();
            assertThat(suite.verifyData(secret, before))
                    .as(role.toString())
                    .isEqualTo(step.value("finished"));
        }
    }

    private static byte[] transcriptHash(Trace trace, String label) {
        return trace.step("derive secret \"tls13 " + label + "\"").value("hash");
    }

    private static byte[] transcriptUpTo(Trace trace, Role sender, Kind last) {
        return transcript(trace.messages(), indexOf(trace, sender, last) + 1);
    }

    private static byte[] transcriptBeforeFinished(Trace trace, Role sender) {
        return transcript(trace.messages(), indexOf(trace, sender, Kind.FINISHED));
    }

    private static int indexOf(Trace trace, Role sender, Kind kind) {
        List<Trace.Message> messages = trace.messages();
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).sender() == sender && messages.get(i).kind() == kind) {
                return i;
            }
        }
        throw new IllegalArgumentException("no " + kind + " of " + sender + " in " + trace);
    }

    private static byte[] transcript(List<Trace.Message> messages, int count) {
        Transcript transcript = new Transcript(JCA);
        transcript.hashWith(HashAlgorithm.SHA256);
        for (Trace.Message message : messages.subList(0, count)) {
            if (message.kind() == Kind.HELLO_RETRY_REQUEST) {
                transcript.replaceByMessageHash(HashAlgorithm.SHA256);
            }
            transcript.add(message.bytes());
        }
        return transcript.value();
    }
}
