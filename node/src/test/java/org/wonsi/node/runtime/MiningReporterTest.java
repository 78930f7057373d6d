package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.service.MinerControl;
import org.wonsi.node.service.MiningStatus;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.event.EventLog;
import org.wonsi.node.service.event.EventSubscription;
import org.wonsi.node.service.event.LoggedEvent;

class MiningReporterTest {
    private final EventLog events = new EventLog(InstantSource.system(), 1_000);
    private final Map<String, Long> tries = new HashMap<>();
    private final List<NodeService> nodes = new ArrayList<>();
    private final MiningReporter miningReporter = new MiningReporter(events, () -> nodes);

    @Test
    @DisplayName("while nobody listens, nothing is published")
    void silent() {
        add("Seoul");
        miningReporter.report();
        assertThat(events.lastId()).isZero();
    }

    @Test
    @DisplayName("a listener hears what changed, and only that")
    void changes() {
        add("Seoul");
        add("Busan");
        try (EventSubscription subscription = events.subscribe(100)) {
            miningReporter.report();
            miningReporter.report();
            tries.put("Busan", 7L);
            miningReporter.report();
            assertThat(subscription).isNotNull();
        }
        assertThat(events.after(0)).extracting(LoggedEvent::node).containsExactly("Seoul", "Busan", "Busan");
    }

    @Test
    @DisplayName("eight nodes speak at every beat, nine at every second")
    void turns() {
        for (int i = 0; i < 8; i++) {
            add("Node " + i);
        }
        try (EventSubscription subscription = events.subscribe(100)) {
            miningReporter.report();
            assertThat(events.lastId()).isEqualTo(8);
            add("Node 8");
            tries.replaceAll((name, before) -> before + 1);
            miningReporter.report();
            long half = events.lastId() - 8;
            assertThat(half).isBetween(4L, 5L);
            miningReporter.report();
            assertThat(events.lastId() - 8).isEqualTo(9);
            assertThat(subscription).isNotNull();
        }
    }

    private void add(String name) {
        tries.put(name, 0L);
        MinerControl miner = proxy(MinerControl.class, Map.of("status", () -> status(name)));
        nodes.add(proxy(NodeService.class, Map.of("miner", () -> miner, "name", () -> name)));
    }

    private MiningStatus status(String name) {
        return new MiningStatus(
                true,
                Optional.empty(),
                Optional.empty(),
                1,
                1,
                0,
                "none",
                tries.getOrDefault(name, 0L),
                Optional.empty(),
                1,
                0x1e01ffff);
    }

    /** As much of an interface as the pulse uses. */
    private static <T> T proxy(Class<T> type, Map<String, Supplier<Object>> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            Supplier<Object> answer = answers.get(method.getName());
            if (answer == null) {
                throw new UnsupportedOperationException(method.getName());
            }
            return answer.get();
        }));
    }
}
