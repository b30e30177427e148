package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import handclasp.tls.Role;
import handclasp.tls.TlsException;
import handclasp.tls.Truncated;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Flips, cuts, duplicates, reorders and splices over recorded flights, in both roles: an end that hears them refuses
 * with a typed error, or has heard nothing that differs. A failure names seed and case; {@code
 * -Dhandclasp.mutation=SEED:CASE} plays that one again.
 */
@Timeout(1200)
class MutationTest {
    private static final long SEED = 20261124;
    private static final int SOME = 10_000;
    private static final int MANY = 1_000_000;

    private static final List<Scene> SCENES = List.of(Scene.values());
    private static final List<Role> ROLES = List.of(Role.values());
    private static final List<Mutation> MUTATIONS = List.of(Mutation.values());

    private static final Map<Scene, Flights> FLIGHTS = new EnumMap<>(Scene.class);
    private static final Map<String, List<byte[]>> HANDSHAKES = new HashMap<>();
    private static final List<byte[]> RECORDS = new ArrayList<>();

    static {
        for (Scene scene : Scene.values()) {
            Flights flights = Flights.record(scene);
            FLIGHTS.put(scene, flights);
            for (Role role : Role.values()) {
                HANDSHAKES.put(scene + " " + role, handshake(flights, role));
                RECORDS.addAll(flights.heardBy(role));
            }
        }
    }

    /** The messages that an end hears until the handshake is complete. */
    private static List<byte[]> handshake(Flights flights, Role role) {
        Victim unharmed = new Victim(flights, role).hear(stream(flights.heardBy(role)));
        if (unharmed.refusal().isPresent() || unharmed.received() != 53) {
            throw new IllegalStateException("does not repeat itself: " + unharmed.refusal());
        }
        // What follows the handshake here is one KeyUpdate, if there are any.
        List<byte[]> all = unharmed.messages();
        return List.copyOf(all.subList(0, all.size() - (flights.scene().updatesKeys() ? 1 : 0)));
    }

    private static byte[] stream(List<byte[]> records) {
        return Mutation.join(records.toArray(byte[][]::new));
    }

    @Test
    void someChangedFlights() {
        String again = System.getProperty("handclasp.mutation");
        if (again != null) {
            int colon = again.indexOf(':');
            run(
                    Long.parseLong(again.substring(0, colon)),
                    Integer.parseInt(again.substring(colon + 1)));
            return;
        }
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int i = 0; i < SOME; i++) {
            outcomes.merge(run(SEED, i), 1, Integer::sum);
        }
        // They get everywhere: a run that only ever sees bad records would prove little.
        assertThat(outcomes)
                .containsKeys(
                        "unharmed",
                        "BAD_FINISHED",
                        "BAD_SIGNATURE",
                        "UNEXPECTED_MESSAGE",
                        "FIELD_TRUNCATED",
                        "LENGTH_OUT_OF_RANGE",
                        "TRAILING_DATA",
                        "INTERLEAVED",
                        "SECOND_CLIENT_HELLO_DIFFERS",
                        "CORRUPT",
                        "IN_RECORD",
                        "FLOOD",
                        "PEER_ALERT",
                        "unharmed in TLS 1.2",
                        "BAD_FINISHED in TLS 1.2",
                        "BAD_SIGNATURE in TLS 1.2",
                        "UNEXPECTED_MESSAGE in TLS 1.2",
                        "LENGTH_OUT_OF_RANGE in TLS 1.2",
                        "FLOOD in TLS 1.2");
        assertThat(outcomes).hasSizeGreaterThan(70);
    }

    @Test
    @LongRunning("about 3 minutes")
    void aMillionChangedFlights() {
        long seed = System.nanoTime();
        IntStream.range(0, MANY).parallel().forEach(i -> run(seed, i));
    }

    /** One case; the same seed and number make the same one. */
    private static String run(long seed, int number) {
        SplittableRandom random = new SplittableRandom(seed * 31 + number * 0x9e3779b97f4a7c15L);
        Scene scene = SCENES.get(random.nextInt(SCENES.size()));
        Role role = ROLES.get(random.nextInt(ROLES.size()));
        List<byte[]> records = new ArrayList<>();
        FLIGHTS.get(scene).heardBy(role).forEach(record -> records.add(record.clone()));
        List<Mutation> done = new ArrayList<>();
        try {
            for (int i = random.nextInt(1, 4); i > 0 && !records.isEmpty(); i--) {
                Mutation next = MUTATIONS.get(random.nextInt(MUTATIONS.size()));
                done.add(next);
                next.apply(records, RECORDS, random);
                records.removeIf(record -> record.length == 0);
            }
            Victim victim = new Victim(FLIGHTS.get(scene), role).hear(stream(records));
            victim.mustHaveStoodFirm(HANDSHAKES.get(scene + " " + role));
            String outcome =
                    victim.refusal().map(TlsException::error).map(e -> e.name()).orElse("unharmed");
            return scene.updatesKeys() ? outcome : outcome + " in TLS 1.2";
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "-Dhandclasp.mutation=%d:%d: %s at the %s of %s: %s"
                            .formatted(seed, number, done, role, scene, e),
                    e);
        }
    }

    /** At every byte of a whole conversation, in both roles. */
    @ParameterizedTest
    @EnumSource(Scene.class)
    void aStreamThatEndsAnywhereIsTruncated(Scene scene) {
        Flights flights = FLIGHTS.get(scene);
        for (Role role : Role.values()) {
            byte[] whole = stream(flights.heardBy(role));
            List<byte[]> sent = HANDSHAKES.get(scene + " " + role);
            for (int length = 0; length < whole.length; length++) {
                Victim victim =
                        new Victim(flights, role).hear(java.util.Arrays.copyOf(whole, length));
                victim.mustHaveStoodFirm(sent);
                TlsException refusal = victim.refusal().orElseThrow();
                assertThat(refusal.error()).isInstanceOf(Truncated.class);
                if (!victim.connection().handshakeComplete()) {
                    assertThat(victim.received()).isZero();
                    assertThat(refusal.diagnosis().ours().orElseThrow()).startsWith("waited for ");
                }
            }
        }
    }

    static Stream<Arguments> hellos() {
        return Stream.of(Scene.PLAIN, Scene.PLAIN_12, Scene.RESUMED_12)
                .flatMap(scene -> ROLES.stream().map(role -> arguments(scene, role)));
    }

    /** Every bit of the first hello of either end. */
    @ParameterizedTest
    @MethodSource("hellos")
    void noBitOfAHelloCanChangeUnnoticed(Scene scene, Role role) {
        Flights flights = FLIGHTS.get(scene);
        List<byte[]> sent = HANDSHAKES.get(scene + " " + role);
        int length = flights.heardBy(role).getFirst().length;
        for (int bit = 0; bit < 8 * length; bit++) {
            byte[] whole = stream(flights.heardBy(role));
            whole[bit / 8] ^= (byte) (1 << bit % 8);
            Victim victim = new Victim(flights, role).hear(whole);
            victim.mustHaveStoodFirm(sent);
            boolean recordVersion = bit / 8 == 2;
            assertThat(victim.refusal().isEmpty()).as("bit %d", bit).isEqualTo(recordVersion);
        }
    }

    @Test
    void whatIsCalledResumedIs() {
        byte certificate = 11;
        assertThat(HANDSHAKES.get(Scene.RESUMED_12 + " " + Role.CLIENT))
                .hasSize(2)
                .noneMatch(message -> message[0] == certificate);
        assertThat(HANDSHAKES.get(Scene.TICKET_12 + " " + Role.CLIENT))
                .anyMatch(message -> message[0] == certificate);
    }

    @Test
    void everyMutationChangesSomething() {
        SplittableRandom random = new SplittableRandom(1);
        for (Mutation mutation : Mutation.values()) {
            boolean changed =
                    Stream.generate(() -> mutate(mutation, random))
                            .limit(50)
                            .anyMatch(stream -> !java.util.Arrays.equals(stream, original()));
            assertThat(changed).as("%s", mutation).isTrue();
        }
    }

    private static byte[] original() {
        return stream(FLIGHTS.get(Scene.PLAIN).heardBy(Role.CLIENT));
    }

    private static byte[] mutate(Mutation mutation, SplittableRandom random) {
        List<byte[]> records = new ArrayList<>();
        FLIGHTS.get(Scene.PLAIN)
                .heardBy(Role.CLIENT)
                .forEach(record -> records.add(record.clone()));
        mutation.apply(records, RECORDS, random);
        return stream(records);
    }
}
