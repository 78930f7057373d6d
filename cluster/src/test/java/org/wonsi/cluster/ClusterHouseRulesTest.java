package org.wonsi.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.cluster.sweep.Sweep;
import org.wonsi.core.PureModule;

@DisplayName("the cluster's packages")
class ClusterHouseRulesTest {
    /** From the cellar to the street; a package uses only those before it. docs/architecture.md draws them. */
    private static final List<String> FLOORS = List.of("plot", "trial", "sweep", "spark", "command");

    private static final PureModule CLUSTER = new PureModule(Sweep.class, "org.wonsi.cluster", FLOORS);

    @Test
    @DisplayName("are these")
    void known() {
        CLUSTER.packagesAreKnown();
    }

    @Test
    @DisplayName("use only those on floors below them")
    void downwards() {
        CLUSTER.packagesAreInOrder();
    }

    @Test
    @DisplayName("know Spark, Hadoop and Parquet in one room only, but for the session that commands hold")
    void sparkInOneRoom() {
        assertThat(new ClassFileImporter()
                                .importUrl(Sweep.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation())
                                .stream()
                                .filter(type -> !type.getPackageName().endsWith(".cluster.spark"))
                                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                                .map(JavaClass::getName)
                                .filter(name -> name.startsWith("org.apache."))
                                .distinct())
                .containsExactlyInAnyOrder("org.apache.spark.sql.SparkSession", "org.apache.spark.SparkContext");
    }

    @Test
    @DisplayName("say for each room what to read first")
    void frontDoors() throws IOException {
        PureModule.roomsHaveFrontDoors(Path.of("src/main/java"));
    }

    @Test
    @DisplayName("have no room of more than 25 files")
    void roomsAreSmall() {
        CLUSTER.roomsAreSmall();
    }

    @Test
    @DisplayName("have no record with an array for a component, and none with an Optional")
    void recordsAreValues() {
        CLUSTER.recordsAreValues();
    }

    @Test
    @DisplayName("have nothing that can be changed from everywhere: static fields are final")
    void noStaticState() {
        CLUSTER.noStaticState();
    }

    @Test
    @DisplayName("have only classes that are final or abstract, but for interfaces and enums")
    void noInheritanceBetweenConcreteClasses() {
        CLUSTER.noInheritanceBetweenConcreteClasses();
    }
}
