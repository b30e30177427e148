package handclasp.conformance;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of ARCHITECTURE.md: what may depend on what. */
class ArrowsTest {

    /** Each module uses only those before it. */
    private static final List<String> MODULES =
            List.of(
                    "handclasp.curves..",
                    "handclasp.tls..",
                    "handclasp.pki..",
                    "handclasp.jsse..",
                    "handclasp.ca..",
                    "handclasp.inspector..",
                    "handclasp.cli..");

    /** The floors inside {@code tls}: each package uses only those before it. */
    private static final List<String> FLOORS =
            List.of(
                    "handclasp.tls.internal.wire..",
                    "handclasp.tls.internal.extension..",
                    "handclasp.tls.internal.message..",
                    "handclasp.tls.internal.record..",
                    "handclasp.tls.internal.handshake..",
                    "handclasp.tls.internal.tls13..",
                    "handclasp.tls.internal.tls12..",
                    "handclasp.tls.internal.negotiate..");

    /** Above the seams: the classes of {@code handclasp.tls} that speak of configurations and of what is watched. */
    private static final Set<String> CONFIGURATIONS =
            named(
                    "TlsConfiguration ClientConfiguration ServerConfiguration ConfigurationSelector"
                            + " ClientHelloSummary Fact Facts HandshakeListener MessageView Field KeyLog"
                            + " SecretListener SessionStore SessionCache TicketKey TicketKeys SealedTickets"
                            + " RotatingTicketKeys ExternalPsk ExternalPsks ReplayGuard ReplayWindow");

    /** The roof: the classes of {@code handclasp.tls} that drive what is internal. */
    private static final Set<String> ROOF =
            named(
                    "TlsConnection ConnectionEffects Outbox Budget PeerRefusal TlsSocket TlsInputStream TlsOutputStream TlsEarlyInputStream"
                            + " RecordInput Transport Deadline");

    private static JavaClasses all;

    @BeforeAll
    static void read() {
        all =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("handclasp");
        assertThat(all.contain("handclasp.tls.TlsSocket")).isTrue();
        assertThat(all.contain("handclasp.inspector.page.HandshakePage")).isTrue();
        assertThat(all.contain("handclasp.cli.Main")).isTrue();
    }

    @Test
    void modulesDependOnlyOnThoseBeforeThem() {
        eachUsesNoneAfterIt(MODULES);
    }

    @Test
    void packagesInsideTlsDependOnlyOnThoseBeforeThem() {
        eachUsesNoneAfterIt(FLOORS);
    }

    @Test
    void theRecordingKnowsNothingOfItsExplanationAndItsPage() {
        eachUsesNoneAfterIt(
                List.of(
                        "handclasp.inspector",
                        "handclasp.inspector.explain..",
                        "handclasp.inspector.page.."));
    }

    @Test
    void theTwoVersionsNeverMeet() {
        noClasses()
                .that()
                .resideInAPackage("handclasp.tls.internal.tls12..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("handclasp.tls.internal.tls13..")
                .allowEmptyShould(true)
                .check(all);
    }

    @Test
    void theSeamsKnowNothingInternal() {
        noClasses()
                .that()
                .resideInAnyPackage("handclasp.tls.crypto..", "handclasp.tls.auth..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("handclasp.tls.internal..")
                .check(all);
        noClasses()
                .that()
                .resideInAPackage("handclasp.tls.crypto..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("handclasp.tls.auth..")
                .check(all);
    }

    @Test
    void theExportedPackageHasThreeFloors() {
        DescribedPredicate<JavaClass> values =
                resideInAPackage("handclasp.tls")
                        .and(DescribedPredicate.not(floor("configurations", CONFIGURATIONS)))
                        .and(DescribedPredicate.not(floor("the roof", ROOF)));
        noClasses()
                .that(values)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("handclasp.tls.crypto..", "handclasp.tls.auth..")
                                .or(floor("configurations", CONFIGURATIONS))
                                .or(floor("the roof", ROOF))
                                .or(resideInAPackage("handclasp.tls.internal..")))
                .check(all);
        noClasses()
                .that()
                .resideInAnyPackage("handclasp.tls.crypto..", "handclasp.tls.auth..")
                .should()
                .dependOnClassesThat(
                        floor("configurations", CONFIGURATIONS).or(floor("the roof", ROOF)))
                .check(all);
        noClasses()
                .that(floor("configurations", CONFIGURATIONS))
                .should()
                .dependOnClassesThat(
                        floor("the roof", ROOF)
                                .or(
                                        resideInAPackage("handclasp.tls.internal..")
                                                .and(
                                                        DescribedPredicate.not(
                                                                resideInAPackage(
                                                                        "handclasp.tls.internal.jca..")))))
                .check(all);
        noClasses()
                .that()
                .resideInAPackage("handclasp.tls.internal..")
                .should()
                .dependOnClassesThat(floor("the roof", ROOF))
                .check(all);
    }

    @Test
    void onlyTheDefaultOfTheConfigurationsNamesJca() {
        classes()
                .that()
                .resideInAPackage("handclasp.tls.internal.jca..")
                .should()
                .onlyHaveDependentClassesThat(
                        resideInAPackage("handclasp.tls.internal.jca..").or(configurations()))
                .check(all);
    }

    @Test
    void nothingDependsOnTestModules() {
        noClasses()
                .that(resideInAnyPackage(MODULES.toArray(String[]::new)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "handclasp.testkit..", "handclasp.conformance..", "handclasp.bench..")
                .check(all);
    }

    private static void eachUsesNoneAfterIt(List<String> order) {
        for (int i = 0; i < order.size() - 1; i++) {
            noClasses()
                    .that()
                    .resideInAPackage(order.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(order.subList(i + 1, order.size()).toArray(String[]::new))
                    .allowEmptyShould(true)
                    .check(all);
        }
    }

    private static DescribedPredicate<JavaClass> floor(String name, Set<String> classes) {
        return describe(name, type -> classes.contains(outermost(type).getName()));
    }

    private static Set<String> named(String simpleNames) {
        return Set.of(("handclasp.tls." + simpleNames.replace(" ", " handclasp.tls.")).split(" "));
    }

    private static DescribedPredicate<JavaClass> configurations() {
        return describe(
                "the configurations",
                type -> outermost(type).getName().matches("handclasp\\.tls\\.\\w*Configuration"));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArrowsTest::outermost).orElse(type);
    }
}
