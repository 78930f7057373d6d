package org.wonsi.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.Hex;

class HouseRulesTest {
    /** In the paper's order: a package uses only those before it. */
    private static final List<String> ORDER = List.of(
            "bytes",
            "crypto",
            "script",
            "tx",
            "block",
            "pow",
            "consensus",
            "chain",
            "mempool",
            "mining",
            "address",
            "hd",
            "protocol",
            "simulation",
            "paper",
            "api");

    /** The main classes alone, found where one of them is. */
    private static final JavaClasses CORE = new ClassFileImporter()
            .importUrl(Hex.class.getProtectionDomain().getCodeSource().getLocation());

    /** The package, or the one it is a part of. */
    private static String packageOf(JavaClass type) {
        String name = type.getPackageName().substring("org.wonsi.core".length());
        return name.isEmpty() ? "" : name.substring(1).split("\\.", 2)[0];
    }

    @Test
    @DisplayName("every package of core is one of the known, in the paper's order")
    void packagesAreKnown() {
        assertThat(CORE.stream().map(HouseRulesTest::packageOf).distinct()).isSubsetOf(ORDER);
    }

    @Test
    @DisplayName("a package of core uses only the packages before it")
    void packagesAreInOrder() {
        for (int i = 0; i < ORDER.size(); i++) {
            List<String> later = ORDER.subList(i + 1, ORDER.size());
            if (!later.isEmpty()) {
                noClasses()
                        .that()
                        .resideInAPackage("org.wonsi.core." + ORDER.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(later.stream()
                                .map(name -> "org.wonsi.core." + name + "..")
                                .toArray(String[]::new))
                        .allowEmptyShould(true)
                        .check(CORE);
            }
        }
    }

    @Test
    @DisplayName("core has no files, sockets, threads, logging, JSON or database")
    void coreIsPure() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.sql..",
                        "java.util.logging..",
                        "java.util.concurrent..",
                        "org.slf4j..",
                        "com.fasterxml..",
                        "tools.jackson..",
                        "io.javalin..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, ThreadLocal.class, Process.class)
                .check(CORE);
    }

    @Test
    @DisplayName("core has no clock: time is an argument")
    void coreHasNoClock() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class)
                .check(CORE);
    }

    @Test
    @DisplayName("no record has an array for a component, and none an Optional")
    void recordsAreValues() {
        fields().that()
                .areDeclaredInClassesThat()
                .areRecords()
                .and()
                .areNotStatic()
                .should(new ArchCondition<JavaField>("be no array and no Optional") {
                    @Override
                    public void check(JavaField field, ConditionEvents events) {
                        boolean wrong = field.getRawType().isArray()
                                || field.getRawType().isEquivalentTo(Optional.class);
                        events.add(new SimpleConditionEvent(field, !wrong, field.getFullName()));
                    }
                })
                .check(CORE);
    }

    @Test
    @DisplayName("nothing in core can be changed from everywhere: static fields are final")
    void noStaticState() {
        fields().that().areStatic().should().beFinal().check(CORE);
    }

    @Test
    @DisplayName("classes of core that are no interface, exception or sealed are final or abstract")
    void noInheritanceBetweenConcreteClasses() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areNotAnonymousClasses()
                .should(new ArchCondition<JavaClass>("be final or abstract") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean closed = type.getModifiers().contains(JavaModifier.FINAL)
                                || type.getModifiers().contains(JavaModifier.ABSTRACT)
                                || type.getSimpleName().equals("package-info");
                        events.add(new SimpleConditionEvent(type, closed, type.getName()));
                    }
                })
                .check(CORE);
    }
}
