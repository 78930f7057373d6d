package org.wonsi.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.Hex;

@DisplayName("core, in the paper's order")
class HouseRulesTest {
    private static final PureModule CORE = new PureModule(
            Hex.class,
            "org.wonsi.core",
            List.of(
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
                    "api"));

    @Test
    @DisplayName("has only the known packages")
    void packagesAreKnown() {
        CORE.packagesAreKnown();
    }

    @Test
    @DisplayName("uses in a package only the packages before it")
    void packagesAreInOrder() {
        CORE.packagesAreInOrder();
    }

    @Test
    @DisplayName("says for each room what to read first")
    void frontDoors() throws IOException {
        PureModule.roomsHaveFrontDoors(Path.of("src/main/java"));
    }

    @Test
    @DisplayName("has no room of more than 25 files")
    void roomsAreSmall() {
        CORE.roomsAreSmall();
    }

    @Test
    @DisplayName("has no files, sockets, threads, logging, JSON or database")
    void isPure() {
        CORE.isPure();
    }

    @Test
    @DisplayName("has no clock: time is an argument")
    void hasNoClock() {
        CORE.hasNoClock();
    }

    @Test
    @DisplayName("has no record with an array for a component, and none with an Optional")
    void recordsAreValues() {
        CORE.recordsAreValues();
    }

    @Test
    @DisplayName("has nothing that can be changed from everywhere: static fields are final")
    void noStaticState() {
        CORE.noStaticState();
    }

    @Test
    @DisplayName("has only classes that are final or abstract, but for interfaces and enums")
    void noInheritanceBetweenConcreteClasses() {
        CORE.noInheritanceBetweenConcreteClasses();
    }

    @Test
    @DisplayName("uses in a room of protocol only the rooms before it: message, peer, relay, sync, the node")
    void roomsOfProtocol() {
        roomsAreInOrder("org.wonsi.core.protocol", List.of(".message", ".peer", ".relay", ".sync", ""));
    }

    @Test
    @DisplayName("writes scripts without knowing how they run: the interpreter uses the language, never the other way")
    void roomsOfScript() {
        roomsAreInOrder("org.wonsi.core.script", List.of("", ".interpreter"));
    }

    private static void roomsAreInOrder(String root, List<String> rooms) {
        JavaClasses core = new ClassFileImporter()
                .importUrl(Hex.class.getProtectionDomain().getCodeSource().getLocation());
        for (int i = 0; i < rooms.size() - 1; i++) {
            noClasses()
                    .that()
                    .resideInAPackage(root + rooms.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(rooms.subList(i + 1, rooms.size()).stream()
                            .map(room -> root + room)
                            .toArray(String[]::new))
                    .check(core);
        }
    }
}
