package org.wonsi.node;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.PureModule;
import org.wonsi.node.service.NodeService;

@DisplayName("the node's packages")
class FloorsTest {
    private static final String ROOT = "org.wonsi.node.";

    /** The packages from bottom to top; docs/architecture.md draws them. A package uses only those before it. */
    private static final List<String> FLOORS = List.of(
            "platform",
            "metrics",
            "talk",
            "checks",
            "vectors",
            "p2p",
            "store.db",
            "store.sql",
            "store.query",
            "store.blockfile",
            "store",
            "mirror",
            "service.event",
            "simulation",
            "service.lab",
            "service",
            "vote",
            "lesson",
            "recording",
            "http.route",
            "http.auth",
            "http.server",
            "http.rest",
            "http.node.body.status",
            "http.node.body",
            "http.node",
            "http.inspect",
            "http.rpc.call",
            "http.rpc.tx",
            "http.rpc.chain",
            "http.rpc.mining",
            "http.rpc.control",
            "http.rpc.rest",
            "http.rpc",
            "http.lab",
            "http.vote",
            "http.people",
            "http.docs",
            "http.pages",
            "http.events",
            "http.simulation",
            "http.tab",
            "http.metrics",
            "http.mirror",
            "http",
            "site",
            "miner",
            "discovery",
            "runtime.thread",
            "runtime.sync",
            "runtime.faucet",
            "runtime",
            "seminar",
            "lab.context",
            "lab.actor",
            "lab.experiment",
            "lab",
            "lying",
            "bench",
            "bench.against",
            "doctor",
            "command.program",
            "command.simulate",
            "command");

    // picocli, compiled from its sources, lies beside ours.
    private static final JavaClasses NODE = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/picocli/"))
            .importUrl(NodeService.class.getProtectionDomain().getCodeSource().getLocation());

    private static String floor(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : "";
    }

    @Test
    @DisplayName("are these")
    void known() {
        assertThat(NODE.stream()
                        .map(FloorsTest::floor)
                        .filter(name -> !name.isEmpty())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(FLOORS);
    }

    @Test
    @DisplayName("use only those on floors below them")
    void downwards() {
        TreeSet<String> upwards = NODE.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(FloorsTest::goesUp)
                .map(d -> d.getOriginClass().getName() + " -> "
                        + d.getTargetClass().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(upwards).isEmpty();
    }

    private static boolean goesUp(Dependency dependency) {
        String to = floor(dependency.getTargetClass().getBaseComponentType());
        return !to.isEmpty() && FLOORS.indexOf(to) > FLOORS.indexOf(floor(dependency.getOriginClass()));
    }

    @Test
    @DisplayName(
            "have no interface in the room service with more than 12 methods: who needs a part takes no whole node")
    void smallInterfaces() {
        List<JavaClass> interfaces = NODE.stream()
                .filter(type -> type.isInterface() && floor(type).startsWith("service"))
                .toList();
        assertThat(interfaces).extracting(JavaClass::getSimpleName).contains("NodeService", "ChainView", "PeerControl");
        assertThat(interfaces)
                .allSatisfy(type ->
                        assertThat(type.getMethods()).as(type.getSimpleName()).hasSizeLessThanOrEqualTo(12));
    }

    @Test
    @DisplayName("say for each room what to read first")
    void frontDoors() throws IOException {
        PureModule.roomsHaveFrontDoors(Path.of("src/main/java"));
    }

    @Test
    @DisplayName("have no room of more than 25 files")
    void roomsAreSmall() {
        PureModule.roomsAreSmall(NODE);
    }

    @Test
    @DisplayName("form no circle")
    void noCircles() {
        slices().matching("org.wonsi.node.(**)").should().beFreeOfCycles().check(NODE);
    }
}
