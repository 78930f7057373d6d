package org.wonsi.node.platform;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The release of native memory that was freed, and that the C library keeps from the system.
 *
 * <p>Java's compiler takes up to 30 MB for a moment, again and again, and the database takes and frees small pieces all the
 * time; glibc keeps what they free for itself, so that a node's memory rises for hours though nothing in it does. The JVM
 * has a command that hands it back, on Linux from 17.0.9 on.
 */
final class NativeHeap {
    private static final Logger LOG = LoggerFactory.getLogger(NativeHeap.class);
    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
    private static final String TRIM = "systemTrimNativeHeap";
    private static final int SECONDS_BETWEEN = 15;

    private NativeHeap() {}

    /** Hands it back every 15 seconds for as long as the process runs, if this JVM can. */
    static void trimNowAndThen(ScheduledExecutorService timer) {
        if (!canTrim()) {
            LOG.debug("this JVM can't hand freed native memory back");
            return;
        }
        ScheduledFuture<?> unused =
                timer.scheduleAtFixedRate(NativeHeap::trim, SECONDS_BETWEEN, SECONDS_BETWEEN, TimeUnit.SECONDS);
    }

    /** Whether this JVM has the command. */
    static boolean canTrim() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName commands = new ObjectName(COMMANDS);
            return server.isRegistered(commands)
                    && Arrays.stream(server.getMBeanInfo(commands).getOperations())
                            .map(MBeanOperationInfo::getName)
                            .anyMatch(TRIM::equals);
        } catch (JMException e) {
            LOG.debug("this JVM doesn't tell which commands it has", e);
            return false;
        }
    }

    /** Hands it back now; the JVM's report of it. */
    static String trim() {
        try {
            return String.valueOf(ManagementFactory.getPlatformMBeanServer()
                    .invoke(new ObjectName(COMMANDS), TRIM, new Object[0], new String[0]));
        } catch (JMException e) {
            // Memory stays as high as it is; the node does its work all the same.
            LOG.debug("freed native memory can't be handed back", e);
            return "";
        }
    }
}
