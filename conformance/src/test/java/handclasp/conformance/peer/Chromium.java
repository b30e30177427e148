package handclasp.conformance.peer;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import handclasp.testkit.Peers;
import handclasp.tls.ProtocolVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A headless Chromium with a new profile, which trusts an authority as a person's browser would: by
 * the NSS database in its home folder. One page, driven over the DevTools protocol.
 */
public final class Chromium implements Program, AutoCloseable {
    static final String NAME = "Chromium";

    /** What it cannot do, or not as a headless browser without a person. */
    static final Gaps GAPS =
            Gaps.none()
                    .because(
                            "Chromium does not offer it",
                            Feature.SECP521R1,
                            Feature.X448,
                            Feature.RSA_PSS,
                            Feature.P521,
                            Feature.ED25519,
                            Feature.ED448)
                    .because("Chromium begins no key update", Feature.KEY_UPDATE_BY_PEER)
                    .because("browsers close both directions at once", Feature.HALF_CLOSE_BY_PEER)
                    .because("browsers say no more after a server's end", Feature.HALF_CLOSE_BY_US)
                    .because("Chromium offers http/1.1 and h2 only", Feature.NO_COMMON_ALPN)
                    .because(
                            "it is tried in TLS 1.3 alone",
                            Feature.of(ProtocolVersion.TLS_1_2).toArray(Feature[]::new))
                    .because(
                            "a person must choose the certificate",
                            Feature.CLIENT_CERTIFICATE,
                            Feature.CLIENT_CERTIFICATE_WRONG);

    private final Path home;
    private final Child child;
    private final DevTools tools;
    private final String session;

    private Chromium(Path home, Child child, DevTools tools, String session) {
        this.home = home;
        this.child = child;
        this.tools = tools;
        this.session = session;
    }

    /** Starts the browser. */
    public static Chromium trusting(List<Authority> authorities)
            throws IOException, InterruptedException {
        String browser = Peers.require("chromium", "chromium").toString();
        String certutil = Peers.require("certutil", "libnss3-tools").toString();
        Path home = Files.createTempDirectory("handclasp-chromium-");
        Path database = Files.createDirectories(home.resolve(".pki/nssdb"));
        Child.run(certutil, "-N", "-d", "sql:" + database, "--empty-password");
        for (Authority authority : authorities) {
            Child.run(
                    certutil,
                    "-A",
                    "-d",
                    "sql:" + database,
                    "-n",
                    authority.toString(),
                    "-t",
                    "C,,",
                    "-i",
                    authority.rootFile().toString());
        }
        Path profile = home.resolve("profile");
        Child child =
                Child.start(
                        List.of(
                                browser,
                                "--headless",
                                // Chromium does not start as root with its sandbox, as in
                                // containers.
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--disable-dev-shm-usage",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile,
                                "about:blank"),
                        Map.of("HOME", home.toString()));
        try {
            DevTools tools = new DevTools(address(profile.resolve("DevToolsActivePort"), child));
            return new Chromium(home, child, tools, openPage(tools));
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            child.close();
            throw e;
        }
    }

    /** The file has two lines: a port and a path. */
    private static URI address(Path file, Child child) throws IOException, InterruptedException {
        for (int i = 0; i < 600 && child.isAlive(); i++) {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                if (lines.size() == 2) {
                    return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("Chromium does not start:\n" + child);
    }

    private static String openPage(DevTools tools) throws InterruptedException {
        JsonObject blank = object("url", "about:blank");
        String target = tools.call("", "Target.createTarget", blank).get("targetId").getAsString();
        JsonObject attach = object("targetId", target);
        attach.addProperty("flatten", true);
        String session =
                tools.call("", "Target.attachToTarget", attach).get("sessionId").getAsString();
        tools.call(session, "Network.enable", new JsonObject());
        tools.call(session, "Page.enable", new JsonObject());
        return session;
    }

    private static JsonObject object(String name, String value) {
        JsonObject object = new JsonObject();
        object.add(name, new JsonPrimitive(value));
        return object;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        try {
            JsonObject version = tools.call("", "Browser.getVersion", new JsonObject());
            return version.get("product").getAsString().replaceFirst(".*/", "");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Goes to an address and returns what the DevTools say of the answer, security details included. */
    public JsonObject visit(String address) throws InterruptedException {
        tools.forgetEvents();
        JsonObject loaded = tools.call(session, "Page.navigate", object("url", address));
        if (loaded.has("errorText")) {
            throw new AssertionError(loaded.get("errorText").getAsString());
        }
        JsonObject response =
                tools.event(
                                "Network.responseReceived",
                                event -> event.get("type").getAsString().equals("Document"))
                        .getAsJsonObject("response");
        tools.event("Page.loadEventFired", event -> true);
        return response;
    }

    /** Goes to an address that must not load, and returns the browser's error. */
    public String refuse(String address) throws InterruptedException {
        JsonObject loaded = tools.call(session, "Page.navigate", object("url", address));
        if (!loaded.has("errorText")) {
            throw new AssertionError(address + " was loaded");
        }
        return loaded.get("errorText").getAsString();
    }

    /** Runs JavaScript in the page, waits for its promise, and returns the string that comes. */
    public String evaluate(String script) throws InterruptedException {
        JsonObject parameters = object("expression", script);
        parameters.addProperty("awaitPromise", true);
        parameters.addProperty("returnByValue", true);
        JsonObject got = tools.call(session, "Runtime.evaluate", parameters);
        if (got.has("exceptionDetails")) {
            throw new AssertionError(got.get("exceptionDetails").toString());
        }
        return got.getAsJsonObject("result").get("value").getAsString();
    }

    /** Whether pages may run scripts; {@link #evaluate} can in any case. */
    public void allowScripts(boolean allowed) throws InterruptedException {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("value", !allowed);
        tools.call(session, "Emulation.setScriptExecutionDisabled", parameters);
    }

    /** How wide the page is, in CSS pixels, as on a phone. */
    public void width(int pixels) throws InterruptedException {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("width", pixels);
        parameters.addProperty("height", 844);
        parameters.addProperty("deviceScaleFactor", 1);
        parameters.addProperty("mobile", true);
        tools.call(session, "Emulation.setDeviceMetricsOverride", parameters);
    }

    /** The {@code Accept-Language} of its requests. */
    public void language(String header) throws InterruptedException {
        JsonObject parameters = new JsonObject();
        parameters.add("headers", object("Accept-Language", header));
        tools.call(session, "Network.setExtraHTTPHeaders", parameters);
    }

    /** Presses and releases a key, such as {@code Tab} or {@code Enter}. */
    public void press(String key, int code) throws InterruptedException {
        for (String type : List.of("keyDown", "keyUp")) {
            JsonObject parameters = object("type", type);
            parameters.addProperty("key", key);
            parameters.addProperty("code", key);
            parameters.addProperty("windowsVirtualKeyCode", code);
            if (key.equals("Enter") && type.equals("keyDown")) {
                parameters.addProperty("text", "\r");
            }
            tools.call(session, "Input.dispatchKeyEvent", parameters);
        }
    }

    @Override
    public void close() {
        tools.close();
        child.close();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException stillInUse) {
            // A process of the browser writes to the end; the folder is a temporary one.
        }
    }

    @Override
    public String toString() {
        return child.toString();
    }
}
