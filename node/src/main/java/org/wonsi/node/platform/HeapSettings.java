package org.wonsi.node.platform;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM settings that give back memory which an import or a busy hour took and a resting node doesn't need. The launcher
 * gives these and stricter settings as flags; a plain {@code java -jar} gets what can be set while it runs.
 */
public final class HeapSettings {
    private static final Logger LOG = LoggerFactory.getLogger(HeapSettings.class);

    private static final int SECONDS_AFTER_START = 5;

    private HeapSettings() {}

    /**
     * Sets what this JVM lets be set, when the start is over: the JVM's own management, which does it, takes longer to load than
     * the rest of a node. A JVM of another kind keeps its own ways.
     */
    public static void apply() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "heap settings");
            thread.setDaemon(true);
            return thread;
        });
        // Ends with the process; nobody waits for it.
        ScheduledFuture<?> unused = timer.schedule(() -> applyNow(timer), SECONDS_AFTER_START, TimeUnit.SECONDS);
    }

    private static void applyNow(ScheduledExecutorService timer) {
        NativeHeap.trimNowAndThen(timer);
        HotSpotDiagnosticMXBean settings = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (settings == null) {
            return;
        }
        // Percent of the heap that may lie free after a collection, the lower bound first: it may not exceed the upper.
        set(settings, "MinHeapFreeRatio", "10");
        set(settings, "MaxHeapFreeRatio", "25");
        // Milliseconds without a collection after which an idle G1 collects and shrinks (JEP 346).
        set(settings, "G1PeriodicGCInterval", "10000");
    }

    private static void set(HotSpotDiagnosticMXBean settings, String flag, String value) {
        try {
            settings.setVMOption(flag, value);
        } catch (IllegalArgumentException e) {
            LOG.debug("this JVM keeps its own {}", flag, e);
        }
    }
}
