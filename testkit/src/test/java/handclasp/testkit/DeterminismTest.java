package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import handclasp.tls.NamedGroup;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** With the same randomness and time a run repeats itself bit for bit. */
class DeterminismTest {
    private final Instant now = Instant.now();

    static List<NamedGroup> groups() {
        return Ends.client().build().namedGroups();
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void everyKindOfHandshakeRepeats(Variant variant) throws Exception {
        NamedGroup group = groups().getFirst();

        assertThat(run(variant, group, 1)).containsExactlyElementsOf(run(variant, group, 1));
    }

    /** With tickets of one key, and after the same first handshake. */
    @ParameterizedTest
    @EnumSource(PskVariant.class)
    void everyKindOfPreSharedKeyRepeats(PskVariant variant) throws Exception {
        assertThat(run(variant, 1)).containsExactlyElementsOf(run(variant, 1));
    }

    private List<byte[]> run(PskVariant variant, int seed) throws Exception {
        variant.forget();
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            InstantSource clock = InstantSource.fixed(now.plusSeconds(i));
            End client = End.client(variant.client().random(new Scripted(seed + i)).clock(clock));
            End server =
                    End.server(variant.server().random(new Scripted(100 + seed + i)).clock(clock));
            byte[] hello =
                    client.connection().earlyDataRoom() > 0
                            ? client.sendsEarly((byte) 1, (byte) 2)
                            : client.says();
            all.add(hello);
            server.hears(hello);
            while (!client.connection().handshakeComplete()
                    || !server.connection().handshakeComplete()) {
                all.add(server.says());
                client.hears(all.getLast());
                all.add(client.says());
                server.hears(all.getLast());
            }
            all.add(server.sends((byte) 3));
            client.hears(all.getLast());
            assertThat(server.receivedEarly())
                    .hasSize(i == 1 && variant == PskVariant.EARLY_DATA ? 2 : 0);
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("groups")
    void everyGroupRepeats(NamedGroup group) throws Exception {
        List<byte[]> first = run(Variant.PLAIN, group, 1);

        assertThat(run(Variant.PLAIN, group, 1)).containsExactlyElementsOf(first);
        List<byte[]> other = run(Variant.PLAIN, group, 2);
        assertThat(other).hasSameSizeAs(first);
        assertThat(other.getFirst()).isNotEqualTo(first.getFirst());
        assertThat(other.getLast()).isNotEqualTo(first.getLast());
    }

    @ParameterizedTest
    @EnumSource(
            value = Variant12.class,
            names = {"ECDHE_ECDSA", "DHE_RSA", "RSA", "CBC", "MUTUAL_DHE_RSA", "TICKET"})
    void everyKindOfTls12Repeats(Variant12 variant) throws Exception {
        assertThat(run(variant, 1)).containsExactlyElementsOf(run(variant, 1));
    }

    private List<byte[]> run(Variant12 variant, int seed) throws Exception {
        Wire wire =
                Ends.wire(
                        variant.client().random(new Scripted(seed)).clock(InstantSource.fixed(now)),
                        variant.server()
                                .random(new Scripted(100 + seed))
                                .clock(InstantSource.fixed(now)));
        wire.handshake();
        wire.fromClient(new byte[1000]);
        wire.fromServer(new byte[1000]);
        wire.client().closeWrite();
        wire.pump();
        List<byte[]> all = new ArrayList<>(wire.clientRecords());
        all.addAll(wire.serverRecords());
        return all;
    }

    private List<byte[]> run(Variant variant, NamedGroup group, int seed) throws Exception {
        Wire wire =
                Ends.wire(
                        variant.client()
                                .namedGroups(List.of(group))
                                .keyShareGroups(
                                        variant.name().startsWith("RETRY")
                                                ? List.of()
                                                : List.of(group))
                                .random(new Scripted(seed))
                                .clock(InstantSource.fixed(now)),
                        variant.server()
                                .random(new Scripted(100 + seed))
                                .clock(InstantSource.fixed(now)));
        wire.handshake();
        wire.fromClient(new byte[1000]);
        wire.client().updateKeys(true);
        wire.pump();
        wire.fromServer(new byte[1000]);
        wire.client().closeWrite();
        wire.server().closeWrite();
        wire.pump();
        List<byte[]> all = new ArrayList<>(wire.clientRecords());
        all.addAll(wire.serverRecords());
        return all;
    }

    /** Not random at all. */
    private static final class Scripted extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final Random script;

        Scripted(long seed) {
            script = new Random(seed);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            script.nextBytes(bytes);
        }
    }
}
