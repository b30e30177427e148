package handclasp.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurvesProviderTest {
    /** The one that is looked for. */
    public static final class Wanted extends Provider {
        private static final long serialVersionUID = 1L;

        public Wanted() {
            super("Wanted", "1", "for tests");
        }
    }

    /** One that cannot be made, and need not be. */
    public static final class Broken extends Provider {
        private static final long serialVersionUID = 1L;

        public Broken() {
            super("Broken", "1", "for tests");
            throw new IllegalStateException("not to be made");
        }
    }

    @TempDir Path directory;

    @Test
    void theProviderIsFoundBehindFilesAndClassesThatAreBroken() throws Exception {
        try (URLClassLoader loader = brokenAround(Wanted.class)) {
            assertThat(CurvesProvider.search(loader, Wanted.class.getName()))
                    .hasValueSatisfying(found -> assertThat(found.getName()).isEqualTo("Wanted"));
        }
    }

    @Test
    void aProviderThatIsNotThereOrCannotBeMadeIsNotFound() throws Exception {
        try (URLClassLoader loader = brokenAround(Wanted.class)) {
            assertThat(CurvesProvider.search(loader, "handclasp.Absent")).isEmpty();
            assertThat(CurvesProvider.search(loader, Broken.class.getName())).isEmpty();
        }
    }

    /** A class path: garbage; a class that is missing, one of another name (NoClassDefFoundError), one that throws; the one that is wanted. */
    private URLClassLoader brokenAround(Class<?> wanted) throws IOException {
        Path garbage = service("garbage", "this is not the name of a class");
        Path broken = service("broken", "handclasp.Missing", "Unlinkable", name(Broken.class));
        copy(Broken.class, broken.resolve("Unlinkable.class"));
        copy(Broken.class, classFile(broken, Broken.class));
        Path good = service("good", name(wanted));
        copy(wanted, classFile(good, wanted));
        URL[] path = {url(garbage), url(broken), url(good)};
        return new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
    }

    private static String name(Class<?> type) {
        return type.getName();
    }

    private static URL url(Path path) throws IOException {
        return path.toUri().toURL();
    }

    private Path service(String folder, String... lines) throws IOException {
        Path root = directory.resolve(folder);
        Path services = Files.createDirectories(root.resolve("META-INF/services"));
        Files.writeString(services.resolve(Provider.class.getName()), String.join("\n", lines));
        return root;
    }

    private static Path classFile(Path root, Class<?> type) {
        return root.resolve(type.getName().replace('.', '/') + ".class");
    }

    private static void copy(Class<?> type, Path file) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        String simple = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(simple))) {
            Files.copy(in, file);
        }
    }
}
