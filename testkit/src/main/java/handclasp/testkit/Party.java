package handclasp.testkit;

import handclasp.tls.Alert;
import handclasp.tls.ClientConfiguration;
import handclasp.tls.Direction;
import handclasp.tls.Epoch;
import handclasp.tls.Fact;
import handclasp.tls.Facts;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.ServerName;
import handclasp.tls.SessionStore;
import handclasp.tls.TlsException;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.handshake.Dispatch;
import handclasp.tls.internal.handshake.Effects;
import handclasp.tls.internal.handshake.Exporter;
import handclasp.tls.internal.handshake.Flight;
import handclasp.tls.internal.handshake.Gate;
import handclasp.tls.internal.handshake.RecordBoundary;
import handclasp.tls.internal.handshake.SideTask;
import handclasp.tls.internal.handshake.State;
import handclasp.tls.internal.handshake.Suspended;
import handclasp.tls.internal.handshake.TicketIssuer;
import handclasp.tls.internal.handshake.Transcript;
import handclasp.tls.internal.message.Form;
import handclasp.tls.internal.message.Kind;
import handclasp.tls.internal.negotiate.ClientStart;
import handclasp.tls.internal.negotiate.WaitClientHello;
import handclasp.tls.internal.record.Reassembler;
import handclasp.tls.internal.record.TrafficKeys;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * One end of a handshake without records: its states are driven with messages, and what they do is written down. Two of
 * them can talk, and a test can stop at any state and look.
 */
public final class Party {
    private final List<Transition> transitions;
    private final List<String> effectsSeen = new ArrayList<>();
    private final Deque<byte[]> outgoing = new ArrayDeque<>();
    private final Recorder recorder = new Recorder();
    private Facts facts = Facts.NONE;
    private Gate readGate = Gate.CLOSED;
    private Gate writeGate = Gate.CLOSED;
    private Form form = Form.TLS13;
    private State state;

    private Party(State start, List<Transition> transitions) {
        this.state = start;
        this.transitions = transitions;
    }

    /**
     * A client whose hello is waiting in {@link #outgoing}.
     *
     * @param transitions receives each change of state
     */
    public static Party client(
            ClientConfiguration configuration, ServerName name, List<Transition> transitions) {
        Party party = new Party(new Start(), transitions);
        State first;
        try {
            first = ClientStart.begin(configuration, name, OptionalInt.empty(), party.recorder);
        } catch (TlsException e) {
            throw new IllegalStateException(e);
        }
        transitions.add(new Transition("Start", "begin", first.name()));
        party.state = first;
        return party;
    }

    /** A server that waits for a hello. */
    public static Party server(ServerConfiguration configuration, List<Transition> transitions) {
        return new Party(new WaitClientHello(configuration), transitions);
    }

    /** The state that waits for a message now. */
    public State state() {
        return state;
    }

    /** Messages that wait for the peer, each with its header; a ChangeCipherSpec is an empty array. */
    public Deque<byte[]> outgoing() {
        return outgoing;
    }

    public Facts facts() {
        return facts;
    }

    public boolean canRead() {
        return readGate.isOpen();
    }

    public boolean canWrite() {
        return writeGate.isOpen();
    }

    /** Of the messages it takes now. */
    public Form form() {
        return form;
    }

    /** Everything the states have done, a line each. */
    public List<String> effects() {
        return effectsSeen;
    }

    /** Takes a message, or a ChangeCipherSpec if it is empty, and does all work that follows. */
    public void receive(byte[] message) throws TlsException {
        String from = state.name();
        boolean changeCipherSpec = message.length == 0;
        String input =
                changeCipherSpec ? Kind.CHANGE_CIPHER_SPEC.toString() : Kind.describe(message);
        State next =
                changeCipherSpec
                        ? state.on(Dispatch.changeCipherSpec(state, canRead()), recorder)
                        : state.on(Dispatch.message(state, form, message, canRead()), recorder);
        List<String> work = new ArrayList<>();
        while (next instanceof Suspended waiting) {
            work.add(waiting.work().kind().name());
            waiting.work().run();
            next = waiting.resume(recorder);
        }
        state = next;
        String label = work.isEmpty() ? input : input + " / " + String.join(", ", work);
        transitions.add(new Transition(from, label, next.name()));
    }

    /** Hands all that waits to the other, and back, until nothing waits. */
    public static void talk(Party one, Party other) throws TlsException {
        while (!one.outgoing.isEmpty() || !other.outgoing.isEmpty()) {
            while (!one.outgoing.isEmpty()) {
                other.receive(one.outgoing.remove());
            }
            while (!other.outgoing.isEmpty()) {
                one.receive(other.outgoing.remove());
            }
        }
    }

    /** A change of state, by the names that diagrams use. */
    public record Transition(String from, String input, String to) {}

    private static final class Start implements State {
        @Override
        public java.util.Set<Kind> expects() {
            return java.util.Set.of();
        }

        @Override
        public State on(handclasp.tls.internal.message.Input input, Effects effects) {
            throw new IllegalStateException();
        }
    }

    private final class Recorder implements Effects {
        @Override
        public Flight flight(Transcript transcript) {
            return new Flight(transcript, message -> message);
        }

        @Override
        public void send(Flight flight) {
            flight.messages()
                    .forEach(
                            message -> {
                                effectsSeen.add("send " + Kind.describe(message));
                                outgoing.add(message);
                            });
        }

        @Override
        public void changeCipherSpec() {
            effectsSeen.add("send ChangeCipherSpec");
            outgoing.add(new byte[0]);
        }

        @Override
        public void changeCipherSpecAtOnce() {
            changeCipherSpec();
        }

        @Override
        public void unprotectWriting() {
            effectsSeen.add("protect CLEAR");
        }

        @Override
        public void aside(SideTask task) {
            effectsSeen.add("aside " + task.kind());
            task.run();
        }

        @Override
        public void tickets(TicketIssuer issuer) {
            effectsSeen.add("tickets");
        }

        @Override
        public void changeWriteCipher(TrafficKeys keys) {
            effectsSeen.add("send ChangeCipherSpec");
            effectsSeen.add("protect APPLICATION");
            outgoing.add(new byte[0]);
        }

        @Override
        public void form(Form next) {
            form = next;
        }

        @Override
        public void protect(Epoch epoch, TrafficKeys keys) {
            effectsSeen.add("protect " + epoch);
        }

        @Override
        public void unprotect(Epoch epoch, TrafficKeys keys, RecordBoundary proof) {
            effectsSeen.add("unprotect " + epoch);
        }

        @Override
        public void updateReadKeys(RecordBoundary proof) {
            effectsSeen.add("update read keys");
        }

        @Override
        public void answerKeyUpdate() {
            effectsSeen.add("answer KeyUpdate");
        }

        @Override
        public RecordBoundary boundary() throws TlsException {
            return RecordBoundary.of(new Reassembler(0));
        }

        @Override
        public void gate(Direction direction, Gate gate) {
            effectsSeen.add(
                    "gate " + direction + " " + gate.kind().name().toLowerCase(Locale.ROOT));
            if (direction == Direction.INBOUND) {
                readGate = gate;
            } else {
                writeGate = gate;
            }
        }

        @Override
        public void fact(Fact fact) {
            effectsSeen.add("fact " + fact.getClass().getSimpleName());
            facts = facts.with(fact);
        }

        @Override
        public void secret(String label, byte[] clientRandom, Secret secret) {
            effectsSeen.add("secret " + label);
        }

        @Override
        public void reveal(String name, Secret secret) {
            effectsSeen.add("reveal " + name);
        }

        @Override
        public void exporter(Exporter exporter) {
            effectsSeen.add("exporter");
        }

        @Override
        public void firstFinished(byte[] verifyData) {
            effectsSeen.add("first Finished");
        }

        @Override
        public void session(SessionStore store, String key) {
            effectsSeen.add("session");
        }

        @Override
        public void warn(Alert alert) {
            effectsSeen.add("warn " + alert);
        }
    }
}
