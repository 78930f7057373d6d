package org.wonsi.node.platform;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM settings that give back memory which an import or a busy hour took and a resting node doesn't need. The launcher
 * gives these and stricter settings as flags; a plain {@code java -jar} gets what can be set while it runs.
 */
public final class HeapSettings {
    private static final Logger LOG = LoggerFactory.getLogger(HeapSettings.class);

    private HeapSettings() {}

    /** Sets what this JVM lets be set; a JVM of another kind keeps its own ways. */
    public static void apply() {
        NativeHeap.trimNowAndThen();
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
