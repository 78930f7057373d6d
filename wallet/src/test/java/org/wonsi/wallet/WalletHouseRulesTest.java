package org.wonsi.wallet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.PureModule;

class WalletHouseRulesTest {
    private static final String ROOT = "org.wonsi.wallet";

    /** The packages from bottom to top; each uses only those before it. The empty one is the front door itself. */
    private static final List<String> FLOORS = List.of(
            ".problem",
            ".json",
            ".spv",
            ".coins",
            ".build",
            ".keystore",
            ".client",
            "",
            ".cli.program",
            ".cli.keys",
            ".cli.funds",
            ".cli.pay",
            ".cli");

    private static final List<String> PURE = List.of(".problem", ".spv", ".coins", ".build");

    // picocli, compiled from its sources, lies beside ours.
    private static final JavaClasses WALLET = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/picocli/"))
            .importUrl(Wallet.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    @DisplayName("every package of the wallet is one of the known floors")
    void floorsAreKnown() {
        assertThat(WALLET.stream().map(JavaClass::getPackageName).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        FLOORS.stream().map(floor -> ROOT + floor).toList());
    }

    @Test
    @DisplayName("a floor of the wallet uses only the floors below it")
    void importsGoDown() {
        for (int i = 0; i < FLOORS.size() - 1; i++) {
            List<String> above = FLOORS.subList(i + 1, FLOORS.size());
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + FLOORS.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            above.stream().map(floor -> ROOT + floor).toArray(String[]::new))
                    .check(WALLET);
        }
    }

    @Test
    @DisplayName("proofs, coins and payments know no files, sockets, threads or clock: they run in a browser too")
    void pureFloors() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE.stream().map(floor -> ROOT + floor).toArray(String[]::new))
                .and()
                .doNotHaveSimpleName("WalletException")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.util.concurrent..",
                        "com.fasterxml..",
                        "picocli..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, Thread.class, java.net.URL.class, java.net.Socket.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(WALLET);
    }

    @Test
    @DisplayName("the wallet says for each room what to read first")
    void frontDoors() throws IOException {
        PureModule.roomsHaveFrontDoors(Path.of("src/main/java"));
    }

    @Test
    @DisplayName("the wallet has no room of more than 25 files")
    void roomsAreSmall() {
        PureModule.roomsAreSmall(WALLET);
    }

    @Test
    @DisplayName("the wallet never uses the node's module")
    void noNode() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.wonsi.node..")
                .check(WALLET);
    }
}
