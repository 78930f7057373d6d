package org.wonsi.columns;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.columns.lake.Lake;
import org.wonsi.core.PureModule;

@DisplayName("the columns' packages")
class ColumnsHouseRulesTest {
    /** From the cellar to the street; a package uses only those before it. docs/architecture.md draws them. */
    private static final List<String> FLOORS =
            List.of("answer", "schema", "question", "duck", "chain", "lake", "sql", "command");

    private static final PureModule COLUMNS = new PureModule(Lake.class, "org.wonsi.columns", FLOORS);

    /** What of the node's is used; none of it starts a server. The jar leaves out the libraries of the rest. */
    private static final List<String> NODE = List.of(
            "org.wonsi.node.platform",
            "org.wonsi.node.store",
            "org.wonsi.node.store.db",
            "org.wonsi.node.store.query",
            "org.wonsi.node.command.program");

    @Test
    @DisplayName("are these")
    void known() {
        COLUMNS.packagesAreKnown();
    }

    @Test
    @DisplayName("use only those on floors below them")
    void downwards() {
        COLUMNS.packagesAreInOrder();
    }

    @Test
    @DisplayName("use of the node what reads its database, and no more")
    void littleOfTheNode() {
        JavaClasses classes = new ClassFileImporter()
                .importUrl(Lake.class.getProtectionDomain().getCodeSource().getLocation());
        assertThat(classes.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith("org.wonsi.") && !name.startsWith("org.wonsi.columns"))
                        .filter(name -> !name.startsWith("org.wonsi.core."))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(NODE);
        assertThat(classes.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getName())
                        .filter(name -> name.startsWith("org.wonsi.node.command.program.")))
                .containsOnly(
                        "org.wonsi.node.command.program.CommandFailedException",
                        "org.wonsi.node.command.program.NodePlace",
                        "org.wonsi.node.command.program.Program");
    }

    @Test
    @DisplayName("say for each room what to read first")
    void frontDoors() throws IOException {
        PureModule.roomsHaveFrontDoors(Path.of("src/main/java"));
    }

    @Test
    @DisplayName("have no room of more than 25 files")
    void roomsAreSmall() {
        COLUMNS.roomsAreSmall();
    }

    @Test
    @DisplayName("have no record with an array for a component, and none with an Optional")
    void recordsAreValues() {
        COLUMNS.recordsAreValues();
    }

    @Test
    @DisplayName("have nothing that can be changed from everywhere: static fields are final")
    void noStaticState() {
        COLUMNS.noStaticState();
    }

    @Test
    @DisplayName("have only classes that are final or abstract, but for interfaces and enums")
    void noInheritanceBetweenConcreteClasses() {
        COLUMNS.noInheritanceBetweenConcreteClasses();
    }
}
