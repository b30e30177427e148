package handclasp.conformance.peer;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import handclasp.testkit.Peers;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.Role;
import handclasp.tls.TlsSocket;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Node's {@code tls} module, driven by a script that takes commands: one process for all tests. */
public final class Node implements Peer {
    private static final Gson GSON = new Gson();
    private static final AtomicInteger IDS = new AtomicInteger();
    private static Optional<Child> running = Optional.empty();

    @Override
    public String name() {
        return "Node";
    }

    @Override
    public String toString() {
        return name();
    }

    @Override
    public String version() {
        return Child.run(program(), "--version").strip().substring(1);
    }

    @Override
    public void require() {
        program();
    }

    private static String program() {
        return Peers.require("node", "nodejs").toString();
    }

    @Override
    public Set<Role> roles() {
        return Set.of(Role.CLIENT, Role.SERVER);
    }

    @Override
    public Gaps gaps(Role role) {
        Gaps gaps =
                Gaps.none().because("Node cannot begin a key update", Feature.KEY_UPDATE_BY_PEER);
        return role == Role.CLIENT
                ? gaps
                : gaps.because(
                                "Node finishes the handshake and then breaks the connection",
                                Feature.CLIENT_CERTIFICATE_MISSING,
                                Feature.CLIENT_CERTIFICATE_WRONG)
                        .because(
                                "Node's server sends no close_notify where it ends first",
                                Feature.HALF_CLOSE_BY_PEER)
                        .because(
                                "Node's server leaves the keeping of sessions to its application",
                                Feature.SESSION_ID_12);
    }

    @Override
    public Agreed connect(Setup setup, int port) throws IOException, InterruptedException {
        int id = IDS.incrementAndGet();
        return agreed(ask(id, Map.of("do", "connect", "port", port, "setup", json(setup))));
    }

    @Override
    public Listener listen(Setup setup) throws IOException, InterruptedException {
        int id = IDS.incrementAndGet();
        int port = ask(id, Map.of("do", "listen", "setup", json(setup))).get("port").getAsInt();
        return new Listener() {
            @Override
            public int port() {
                return port;
            }

            @Override
            public Agreed converse(TlsSocket socket) throws IOException, InterruptedException {
                int start = child().output().length();
                if (setup.ending() == Setup.Ending.BEFORE_OURS) {
                    Echo.afterTheirEnd(socket, setup.body());
                } else {
                    Echo.afterOurEnd(socket, setup.body());
                }
                JsonObject said = await("\"server\":" + id, start);
                if (!said.get("heard").getAsBoolean()) {
                    throw new AssertionError(said.toString());
                }
                return agreed(said);
            }

            @Override
            public void close() {
                try {
                    ask(IDS.incrementAndGet(), Map.of("do", "close", "server", id));
                } catch (IOException e) {
                    throw new AssertionError(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    private static Map<String, Object> json(Setup setup) {
        boolean tls12 = setup.version().equals(ProtocolVersion.TLS_1_2);
        Map<String, Object> json = new HashMap<>(json(setup.identity()));
        json.put("version", setup.version().toString().replace("TLS ", "TLSv"));
        json.put(
                "suites",
                tls12 ? OpenSsl.openSslNames(setup.suites()) + ":@SECLEVEL=0" : setup.suiteNames());
        json.putAll(
                Map.of(
                        "trusted", setup.trusted().rootFile().toString(),
                        "groups", OpenSsl.groups(setup.groups()),
                        "alpn", setup.applicationProtocols(),
                        "clientAuthentication", setup.clientAuthentication().name(),
                        "body", setup.body(),
                        "rounds", setup.rounds(),
                        "ending", setup.ending().name()));
        return json;
    }

    private static Map<String, String> json(Optional<FiledIdentity> identity) {
        return Map.of(
                "chain", identity.map(one -> one.chainFile().toString()).orElse(""),
                "key", identity.map(one -> one.keyFile().toString()).orElse(""));
    }

    /** Sends a command and waits for its answer. */
    private static JsonObject ask(int id, Map<String, Object> command)
            throws IOException, InterruptedException {
        JsonObject all = GSON.toJsonTree(command).getAsJsonObject();
        all.addProperty("id", id);
        int start = child().output().length();
        child().type(GSON.toJson(all));
        return await("\"id\":" + id, start);
    }

    private static JsonObject await(String key, int start)
            throws IOException, InterruptedException {
        String output = child().awaitOutput(key, so -> line(key, so.substring(start)).isPresent());
        JsonObject said =
                JsonParser.parseString(line(key, output.substring(start)).orElseThrow())
                        .getAsJsonObject();
        if (said.has("error")) {
            throw new IOException("Node says " + said.get("error").getAsString());
        }
        return said;
    }

    /** The first whole line of an object with this member. */
    private static Optional<String> line(String key, String output) {
        String whole = output.substring(0, output.lastIndexOf('\n') + 1);
        return whole.lines()
                .filter(line -> line.contains(key + ",") || line.contains(key + "}"))
                .findFirst();
    }

    private static synchronized Child child() throws IOException {
        if (running.filter(Child::isAlive).isEmpty()) {
            running = Optional.of(Child.start(List.of(program(), script())));
        }
        return running.orElseThrow();
    }

    private static String script() {
        URL url = Objects.requireNonNull(Node.class.getResource("node.mjs"));
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Agreed agreed(JsonObject said) {
        String group = said.get("group").getAsString();
        String alpn = said.get("alpn").getAsString();
        return new Agreed(
                OpenSsl.suite(said.get("suite").getAsString()),
                OpenSsl.group(group),
                Optional.empty(),
                Optional.of(alpn).filter(name -> !name.isEmpty()),
                Optional.of(said.get("serverName").getAsString()).filter(name -> !name.isEmpty()));
    }
}
