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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules of a module without input and output: what its tests call, each as a test of its own. */
public final class PureModule {
    private final JavaClasses classes;
    private final String root;
    private final List<String> order;

    /**
     * The main classes of a module, found where one of them is.
     *
     * @param root the package that all others of the module are in
     * @param order the packages in it; each uses only those before it
     */
    public PureModule(Class<?> one, String root, List<String> order) {
        this.classes = new ClassFileImporter()
                .importUrl(one.getProtectionDomain().getCodeSource().getLocation());
        this.root = root;
        this.order = order;
    }

    /** The package, or the one it is a part of. */
    private String packageOf(JavaClass type) {
        String name = type.getPackageName().substring(root.length());
        return name.isEmpty() ? "" : name.substring(1).split("\\.", 2)[0];
    }

    /** Every package is one of the known, in the paper's order. */
    public void packagesAreKnown() {
        assertThat(classes.stream().map(this::packageOf).distinct()).isSubsetOf(order);
    }

    /** No package has more than 25 files, so that a room can be looked over. */
    public void roomsAreSmall() {
        roomsAreSmall(classes);
    }

    /** The same of the classes of any module. */
    public static void roomsAreSmall(JavaClasses classes) {
        Map<String, Long> files = classes.stream()
                .filter(type ->
                        !type.getName().contains("$") && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(files)
                .isNotEmpty()
                .allSatisfy((room, count) ->
                        assertThat(count).as("files of " + room).isLessThanOrEqualTo(25));
    }

    /** Every package of a module's sources says in its package-info what to read first. */
    public static void roomsHaveFrontDoors(Path sources) throws IOException {
        Set<Path> rooms;
        try (Stream<Path> files = Files.walk(sources)) {
            rooms = files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> file.resolveSibling("package-info.java"))
                    .collect(Collectors.toSet());
        }
        assertThat(rooms)
                .isNotEmpty()
                .allSatisfy(info -> assertThat(info).content().containsPattern("\\bfirst\\b|Start with"));
    }

    /** A package uses only the packages before it. */
    public void packagesAreInOrder() {
        for (int i = 0; i < order.size(); i++) {
            List<String> later = order.subList(i + 1, order.size());
            if (!later.isEmpty()) {
                noClasses()
                        .that()
                        .resideInAPackage(root + "." + order.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(later.stream()
                                .map(name -> root + "." + name + "..")
                                .toArray(String[]::new))
                        .allowEmptyShould(true)
                        .check(classes);
            }
        }
    }

    /** Core has no files, sockets, threads, logging, JSON or database. */
    public void isPure() {
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
                .check(classes);
    }

    /** Core has no clock: time is an argument. */
    public void hasNoClock() {
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
                .check(classes);
    }

    /** No record has an array for a component, and none an Optional. */
    public void recordsAreValues() {
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
                .check(classes);
    }

    /** Nothing in core can be changed from everywhere: static fields are final. */
    public void noStaticState() {
        fields().that().areStatic().should().beFinal().check(classes);
    }

    /** Classes that are no interface, exception or sealed are final or abstract. */
    public void noInheritanceBetweenConcreteClasses() {
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
                .check(classes);
    }
}
