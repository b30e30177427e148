package handclasp.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.inspector.Event.Message;
import handclasp.inspector.Recording.End;
import handclasp.inspector.Recording.Omitted;
import handclasp.testkit.TestAuthority;
import handclasp.tls.Direction;
import handclasp.tls.Epoch;
import handclasp.tls.Fact;
import handclasp.tls.HandshakeType;
import handclasp.tls.Incompatible;
import handclasp.tls.MessageView;
import handclasp.tls.Role;
import handclasp.tls.TlsException;
import handclasp.tls.WorkKind;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecorderTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456Z");

    static List<Shaken.Kind> kinds() {
        return Shaken.kinds();
    }

    @Test
    void bothEndsRecordTheSameMessages() throws Exception {
        for (Shaken.Kind kind : List.of(Shaken.PLAIN, Shaken.RETRIED, Shaken.MUTUAL)) {
            Shaken shaken = Shaken.hands(kind);

            assertThat(shaken.client().end()).as(kind.name()).isEqualTo(End.COMPLETED);
            assertThat(shaken.server().end()).as(kind.name()).isEqualTo(End.COMPLETED);
            assertThat(said(shaken.client())).as(kind.name()).isEqualTo(said(shaken.server()));
        }
    }

    /** Flight, sender, name and bytes. */
    private static List<String> said(Recording recording) {
        return recording.messages().stream()
                .map(
                        message ->
                                message.flight()
                                        + " "
                                        + recording.sender(message.direction())
                                        + " "
                                        + message.name()
                                        + " "
                                        + message.hex())
                .toList();
    }

    @Test
    void numbersFlights() throws Exception {
        Shaken shaken = Shaken.hands(Shaken.RETRIED);

        for (Recording recording : List.of(shaken.client(), shaken.server())) {
            assertThat(recording.messages().stream().map(m -> m.flight() + " " + m.name()))
                    .containsExactly(
                            "1 ClientHello",
                            "2 HelloRetryRequest",
                            "3 ClientHello",
                            "4 ServerHello",
                            "4 EncryptedExtensions",
                            "4 Certificate",
                            "4 CertificateVerify",
                            "4 Finished",
                            "5 Finished");
            assertThat(recording.flights().stream().map(Recording.Flight::sender))
                    .startsWith(Role.CLIENT, Role.SERVER, Role.CLIENT, Role.SERVER, Role.CLIENT);
            assertThat(recording.retried()).isTrue();
        }
    }

    @Test
    void recordsWhatWasSettledAndDerived() throws Exception {
        Shaken shaken = Shaken.hands(Shaken.PLAIN);

        for (Recording recording : List.of(shaken.client(), shaken.server())) {
            assertThat(recording.version()).contains("TLS 1.3");
            assertThat(recording.cipherSuite()).contains("TLS_AES_128_GCM_SHA256");
            assertThat(recording.group()).contains("x25519");
            assertThat(recording.serverName()).contains("localhost");
            assertThat(recording.applicationProtocol()).contains("http/1.1");
            assertThat(recording.signatureScheme(Role.SERVER)).contains("ecdsa_secp256r1_sha256");
            assertThat(recording.signatureScheme(Role.CLIENT)).isEmpty();
            assertThat(recording.certificates(Role.SERVER).getFirst().names())
                    .contains("localhost");
            assertThat(keyChanges(recording))
                    .containsExactlyInAnyOrder(
                            "SERVER HANDSHAKE s hs traffic",
                            "CLIENT HANDSHAKE c hs traffic",
                            "SERVER APPLICATION s ap traffic",
                            "CLIENT APPLICATION c ap traffic");
            assertThat(recording.events().stream().filter(Event.Derived.class::isInstance))
                    .extracting(event -> ((Event.Derived) event).label())
                    .containsExactlyInAnyOrder(
                            "c hs traffic",
                            "s hs traffic",
                            "c ap traffic",
                            "s ap traffic",
                            "exp master");
        }
        assertThat(shaken.client().verifiedChain()).isNotEmpty();
    }

    private static List<String> keyChanges(Recording recording) {
        return recording.events().stream()
                .filter(Event.KeyChange.class::isInstance)
                .map(Event.KeyChange.class::cast)
                .map(
                        change ->
                                "%s %s %s"
                                        .formatted(
                                                recording.sender(change.direction()),
                                                change.epoch(),
                                                change.label()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void recordsFailuresAndTimes(Shaken.Kind kind) throws Exception {
        Shaken shaken = Shaken.hands(kind);

        for (Recording recording : List.of(shaken.client(), shaken.server())) {
            boolean fails = kind == Shaken.NOTHING_IN_COMMON || kind == Shaken.STRANGER;
            assertThat(recording.failure().isPresent()).isEqualTo(fails);
            assertThat(recording.events())
                    .extracting(Event::at)
                    .isSorted()
                    .allMatch(at -> at >= 0 && at < 60_000_000);
            assertThat(recording.omitted()).isEqualTo(Omitted.NOTHING);
        }
        if (kind == Shaken.NOTHING_IN_COMMON) {
            assertThat(shaken.server().failure().orElseThrow().diagnosis().ours())
                    .hasValueSatisfying(ours -> assertThat(ours).contains("secp384r1"));
            assertThat(shaken.client().failure().orElseThrow().alert())
                    .contains("handshake_failure");
        }
    }

    @Test
    void givesEachExtensionItsBytes() throws Exception {
        Message hello = Shaken.hands(Shaken.PLAIN).server().messages().getFirst();

        Event.Extension name = hello.extensions().getFirst();
        assertThat(name.name()).isEqualTo("server_name");
        assertThat(name.code()).isZero();
        byte[] bytes = hello.bytes();
        assertThat(new String(bytes, name.data().offset(), name.data().length(), "ISO-8859-1"))
                .endsWith("localhost");
        assertThat(hello.extensions()).extracting(Event.Extension::code).contains(10, 13, 16, 51);
    }

    @Test
    void cutsWhatExceedsItsLimitsAndSaysSo() {
        Recorder recorder = new Recorder(Role.SERVER, new Recorder.Limits(10, 3, 100));
        recorder.message(Direction.INBOUND, view(8));
        recorder.message(Direction.INBOUND, view(8));
        recorder.message(Direction.INBOUND, view(8));
        recorder.changeCipherSpec(Direction.INBOUND);
        recorder.failed(TlsException.of(Incompatible.GROUP));

        Recording recording = recorder.recording();
        assertThat(recording.messages())
                .extracting(Message::hex)
                .extracting(String::length)
                .containsExactly(16, 4, 0);
        assertThat(recording.messages())
                .extracting(Message::isCut)
                .containsExactly(false, true, true);
        assertThat(recording.omitted()).isEqualTo(new Omitted(1, 14));
        assertThat(recording.failure()).isPresent();
    }

    @Test
    void cutsTooManyFieldsAndSaysSo() throws Exception {
        Message hello =
                Shaken.hands(Shaken.PLAIN, new Recorder.Limits(1 << 20, 500, 7))
                        .server()
                        .messages()
                        .getFirst();

        assertThat(hello.fields().getLast().name()).isEqualTo("cut");
        assertThat(hello.fields().getLast().value()).isEqualTo("after 7 fields");
        assertThat(hello.isCut()).isFalse();
    }

    @Test
    void measuresTimeFromItsFirstEvent() {
        AtomicLong nanoseconds = new AtomicLong(5_000_000);
        Recorder recorder =
                new Recorder(
                        Role.CLIENT,
                        Recorder.Limits.DEFAULT,
                        InstantSource.fixed(NOON.plusNanos(789)),
                        nanoseconds::get,
                        Optional.empty());
        recorder.suspended(WorkKind.SIGN);
        nanoseconds.addAndGet(1_234_567);
        recorder.resumed(WorkKind.SIGN);

        assertThat(recorder.recording().began()).isEqualTo(NOON);
        assertThat(recorder.recording().events())
                .containsExactly(
                        new Event.Suspended(0, WorkKind.SIGN),
                        new Event.Resumed(1234, WorkKind.SIGN, 1234));
    }

    @Test
    void namesTheKeysOfUpdates() {
        Recorder recorder = new Recorder(Role.CLIENT);
        recorder.keyChange(Direction.INBOUND, Epoch.APPLICATION);
        recorder.keyChange(Direction.INBOUND, Epoch.APPLICATION);
        recorder.keyChange(Direction.OUTBOUND, Epoch.APPLICATION);

        assertThat(keyChanges(recorder.recording()))
                .containsExactly(
                        "SERVER APPLICATION s ap traffic",
                        "SERVER APPLICATION traffic upd",
                        "CLIENT APPLICATION c ap traffic");
    }

    @Test
    void tellsAFollowerAndForgets() {
        List<Event> told = new ArrayList<>();
        Recorder recorder = new Recorder(Role.SERVER, Recorder.Limits.DEFAULT, told::add);
        recorder.message(Direction.INBOUND, view(8));
        assertThat(told).isEqualTo(recorder.recording().events());

        recorder.release();
        recorder.changeCipherSpec(Direction.INBOUND);

        assertThat(recorder.recording().events()).isEmpty();
        assertThat(told).hasSize(2);
    }

    @Test
    void boundsWhatItKeepsOfCertificates() throws Exception {
        List<X509Certificate> chain =
                TestAuthority.create().server("localhost").credential().chain();
        int length = chain.getFirst().getEncoded().length;
        Recorder recorder = new Recorder(Role.CLIENT, new Recorder.Limits(3 * length, 100, 100));
        for (int i = 0; i < 2; i++) {
            recorder.fact(new Fact.PeerCertificates(List.of(chain.getFirst(), chain.getFirst())));
        }
        recorder.fact(new Fact.CertificateStatus("00".repeat(length)));
        recorder.message(Direction.INBOUND, view(8));

        Recording recording = recorder.recording();
        assertThat(recording.events())
                .filteredOn(Event.Certificates.class::isInstance)
                .extracting(event -> ((Event.Certificates) event).chain().size())
                .containsExactly(2, 1);
        assertThat(recording.events()).noneMatch(Event.Settled.class::isInstance);
        assertThat(recording.omitted()).isEqualTo(new Omitted(0, 2L * length));
        // Messages have a room of their own.
        assertThat(recording.messages().getFirst().isCut()).isFalse();
    }

    @Test
    void keepsToItsLimitsAfterItWasReleased() {
        List<Event> told = new ArrayList<>();
        Recorder recorder =
                new Recorder(Role.SERVER, new Recorder.Limits(1 << 20, 5, 100), told::add);
        recorder.message(Direction.INBOUND, view(8));
        recorder.release();
        for (int i = 0; i < 20; i++) {
            recorder.message(Direction.INBOUND, view(8));
            recorder.keyChange(Direction.INBOUND, Epoch.APPLICATION);
            recorder.failed(TlsException.of(Incompatible.GROUP));
        }

        // The failure is told beyond the limit, but once.
        assertThat(told).hasSize(6);
        assertThat(recorder.recording().events()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void doesNotLetAFollowerBreakTheConnection() throws Exception {
        List<Event> told = new ArrayList<>();
        List<Throwable> uncaught = new ArrayList<>();
        Recorder recorder =
                new Recorder(
                        Role.SERVER,
                        Recorder.Limits.DEFAULT,
                        event -> {
                            told.add(event);
                            throw new IllegalStateException("a follower's defect");
                        });
        Thread thread =
                Thread.ofPlatform()
                        .uncaughtExceptionHandler((where, what) -> uncaught.add(what))
                        .start(
                                () -> {
                                    recorder.message(Direction.INBOUND, view(8));
                                    recorder.message(Direction.INBOUND, view(8));
                                });
        thread.join();

        assertThat(recorder.recording().messages()).hasSize(2);
        assertThat(told).hasSize(1);
        assertThat(uncaught)
                .singleElement()
                .hasToString("java.lang.IllegalStateException: a follower's defect");
    }

    @Test
    void survivesManyThreads() throws InterruptedException {
        Recorder recorder = new Recorder(Role.SERVER, new Recorder.Limits(1 << 20, 1000, 100));
        List<Thread> threads = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            threads.add(
                    Thread.startVirtualThread(
                            () -> {
                                for (int i = 0; i < 1000; i++) {
                                    recorder.message(direction, view(8));
                                    recorder.recording();
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(recorder.recording().events()).hasSize(1000);
        assertThat(recorder.recording().omitted().events()).isEqualTo(1000);
    }

    private static MessageView view(int length) {
        return new MessageView(HandshakeType.FINISHED, "Finished", new byte[length], List::of);
    }
}
