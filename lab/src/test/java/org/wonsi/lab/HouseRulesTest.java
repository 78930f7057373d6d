package org.wonsi.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.PureModule;
import org.wonsi.lab.network.SimulatedNetwork;

@DisplayName("the lab")
class HouseRulesTest {
    private static final PureModule LAB = new PureModule(
            SimulatedNetwork.class,
            "org.wonsi.lab",
            List.of(
                    "text", "attack", "mining", "network", "paper", "story", "tamper", "coin", "explain", "live", "spv",
                    "real", "trial"));

    @Test
    @DisplayName("has only the known packages")
    void packagesAreKnown() {
        LAB.packagesAreKnown();
    }

    @Test
    @DisplayName("uses in a package only the packages before it")
    void packagesAreInOrder() {
        LAB.packagesAreInOrder();
    }

    @Test
    @DisplayName("says for each room what to read first")
    void frontDoors() throws IOException {
        PureModule.roomsHaveFrontDoors(Path.of("src/main/java"));
    }

    @Test
    @DisplayName("has no room of more than 25 files")
    void roomsAreSmall() {
        LAB.roomsAreSmall();
    }

    @Test
    @DisplayName("has no files, sockets, threads, logging, JSON or database")
    void isPure() {
        LAB.isPure();
    }

    @Test
    @DisplayName("has no clock: time is an argument")
    void hasNoClock() {
        LAB.hasNoClock();
    }

    @Test
    @DisplayName("has no record with an array for a component, and none with an Optional")
    void recordsAreValues() {
        LAB.recordsAreValues();
    }

    @Test
    @DisplayName("has nothing that can be changed from everywhere: static fields are final")
    void noStaticState() {
        LAB.noStaticState();
    }

    @Test
    @DisplayName("has only classes that are final or abstract, but for interfaces and enums")
    void noInheritanceBetweenConcreteClasses() {
        LAB.noInheritanceBetweenConcreteClasses();
    }
}
