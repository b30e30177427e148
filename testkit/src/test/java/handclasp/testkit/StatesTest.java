package handclasp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import handclasp.tls.Alert;
import handclasp.tls.HandshakeType;
import handclasp.tls.Role;
import handclasp.tls.TlsException;
import handclasp.tls.Unexpected;
import handclasp.tls.internal.extension.Extensions;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Suspended;
import handclasp.tls.internal.message.EndOfEarlyData;
import handclasp.tls.internal.message.Form;
import handclasp.tls.internal.message.HelloRequest;
import handclasp.tls.internal.message.KeyUpdate;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.message.NewSessionTicket;
import handclasp.tls.internal.message.RawMessage;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every input to every state: what a state does not expect is refused, and nothing else is. */
class StatesTest {
    /** A message of each kind and form, as real handshakes sent it. */
    private static final Map<Form, Map<Kind, byte[]>> SAMPLES = samples();

    static Stream<HandshakeKind> kinds() {
        return HandshakeKind.all();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void refusesWhatItDoesNotExpect(HandshakeKind variant) throws Exception {
        Set<String> tried = new HashSet<>();
        for (Stop stop : stops(variant)) {
            Party party = stop.reach(variant);
            boolean fresh = true;
            for (Kind kind : Kind.values()) {
                // What is refused as unexpected never reaches the state, which stays as it was.
                party = fresh ? party : stop.reach(variant);
                boolean expected = party.state().expects().contains(kind);
                byte[] message = sample(party.form(), kind);
                Optional<TlsException> refusal = refusal(party, message);
                boolean unexpected =
                        refusal.filter(e -> e.error() instanceof Unexpected).isPresent();
                assertThat(unexpected)
                        .as("%s in %s of %s: %s", kind, party.state().name(), variant, refusal)
                        .isNotEqualTo(expected);
                refusal.filter(e -> unexpected)
                        .ifPresent(
                                e ->
                                        assertThat(e.error().alert())
                                                .isEqualTo(Alert.UNEXPECTED_MESSAGE));
                fresh = unexpected;
                tried.add(party.state().name() + kind);
            }
        }
        assertThat(tried).hasSizeGreaterThan(5 * Kind.values().length);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void refusesMessagesThatNoVersionHas(HandshakeKind variant) throws Exception {
        for (Stop stop : stops(variant)) {
            Party party = stop.reach(variant);
            for (int type : List.of(3, 6, 7, 21, 23, 25, 99, 254, 255)) {
                byte[] message = new RawMessage(new HandshakeType(type), new byte[8]).encode();
                assertThatThrownBy(() -> party.receive(message))
                        .isInstanceOfSatisfying(
                                TlsException.class,
                                e -> assertThat(e.error()).isInstanceOf(Unexpected.class));
            }
        }
    }

    @Test
    void theVariantsPassEveryState() throws Exception {
        Set<String> passed = new TreeSet<>();
        for (HandshakeKind variant : HandshakeKind.all().toList()) {
            HandshakeKind.Pair pair = variant.pair();
            Party.talk(pair.client(), pair.server());
            Stream.of(pair.atClient(), pair.atServer())
                    .flatMap(List::stream)
                    .flatMap(step -> Stream.of(step.from(), step.to()))
                    .forEach(passed::add);
        }
        passed.remove("Start");
        assertThat(passed).containsExactlyElementsOf(stateClasses());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void dataPassesOnlyAfterTheProofs(HandshakeKind variant) throws Exception {
        for (Stop stop : stops(variant)) {
            Party party = stop.reach(variant);
            boolean connected = party.state().name().matches(".*Connected(12)?");
            assertThat(party.canRead()).as("%s", party.state().name()).isEqualTo(connected);
            assertThat(party.canWrite()).as("%s", party.state().name()).isEqualTo(connected);
        }
    }

    private static Optional<TlsException> refusal(Party party, byte[] message) {
        try {
            party.receive(message);
            return Optional.empty();
        } catch (TlsException e) {
            return Optional.of(e);
        }
    }

    /** Every place at which an end of this handshake waits for something. */
    private static List<Stop> stops(HandshakeKind variant) throws TlsException {
        List<Stop> stops = new ArrayList<>();
        for (Role role : Role.values()) {
            HandshakeKind.Pair pair = variant.pair();
            Party.talk(pair.client(), pair.server());
            int inputs = (role == Role.CLIENT ? pair.atClient() : pair.atServer()).size();
            for (int i = 0; i <= inputs; i++) {
                stops.add(new Stop(role, i));
            }
        }
        return stops;
    }

    /** An end that has taken so many inputs. */
    private record Stop(Role role, int inputs) {
        Party reach(HandshakeKind variant) throws TlsException {
            HandshakeKind.Pair pair = variant.pair();
            Party wanted = role == Role.CLIENT ? pair.client() : pair.server();
            Party other = role == Role.CLIENT ? pair.server() : pair.client();
            int taken = 0;
            while (taken < inputs && !(wanted.outgoing().isEmpty() && other.outgoing().isEmpty())) {
                while (!wanted.outgoing().isEmpty()) {
                    other.receive(wanted.outgoing().remove());
                }
                while (taken < inputs && !other.outgoing().isEmpty()) {
                    wanted.receive(other.outgoing().remove());
                    taken++;
                }
            }
            return wanted;
        }
    }

    /** As the form has it, or else as any other has it. */
    private static byte[] sample(Form form, Kind kind) {
        if (kind == Kind.CHANGE_CIPHER_SPEC) {
            return new byte[0];
        }
        byte[] sample = SAMPLES.get(form).get(kind);
        return sample != null
                ? sample
                : SAMPLES.values().stream()
                        .map(samples -> samples.get(kind))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow();
    }

    private static Map<Form, Map<Kind, byte[]>> samples() {
        Map<Form, Map<Kind, byte[]>> samples = new EnumMap<>(Form.class);
        for (Form form : Form.values()) {
            samples.put(form, new EnumMap<>(Kind.class));
        }
        try {
            for (HandshakeKind variant : HandshakeKind.all().toList()) {
                HandshakeKind.Pair pair = variant.pair();
                while (!pair.client().outgoing().isEmpty() || !pair.server().outgoing().isEmpty()) {
                    carry(pair.client(), pair.server(), samples);
                    carry(pair.server(), pair.client(), samples);
                }
            }
        } catch (TlsException e) {
            throw new IllegalStateException(e);
        }
        samples.get(Form.ECDHE).put(Kind.HELLO_REQUEST, new HelloRequest().encode());
        samples.get(Form.TLS13).put(Kind.KEY_UPDATE, new KeyUpdate(true).encode());
        samples.get(Form.TLS13).put(Kind.END_OF_EARLY_DATA, new EndOfEarlyData().encode());
        samples.get(Form.TLS13)
                .put(
                        Kind.NEW_SESSION_TICKET,
                        new NewSessionTicket(7200, 1, new byte[1], new byte[16], Extensions.NONE)
                                .encode());
        return samples;
    }

    private static void carry(Party from, Party to, Map<Form, Map<Kind, byte[]>> samples)
            throws TlsException {
        while (!from.outgoing().isEmpty()) {
            byte[] message = from.outgoing().remove();
            if (message.length > 0) {
                samples.get(from.form()).putIfAbsent(Kind.of(message).orElseThrow(), message);
            }
            to.receive(message);
        }
    }

    /** The names of all classes that are states, but for the one that waits for work. */
    private static Set<String> stateClasses() throws Exception {
        Path code =
                Path.of(State.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(code)) {
            return stateClasses(code);
        }
        try (FileSystem jar =
                FileSystems.newFileSystem(URI.create("jar:" + code.toUri()), Map.of())) {
            return stateClasses(jar.getPath("/"));
        }
    }

    private static Set<String> stateClasses(Path root) throws IOException, ClassNotFoundException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root.resolve("handclasp/tls/internal"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String path = root.relativize(file).toString().replace('\\', '/');
                if (path.endsWith(".class") && !path.endsWith("-info.class")) {
                    Class<?> type =
                            Class.forName(path.substring(0, path.length() - 6).replace('/', '.'));
                    if (State.class.isAssignableFrom(type)
                            && !Modifier.isAbstract(type.getModifiers())
                            && type != Suspended.class) {
                        names.add(type.getSimpleName());
                    }
                }
            }
        }
        return names;
    }
}
