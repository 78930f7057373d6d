package org.wonsi.node.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The memory of this process at one moment, in KiB.
 *
 * @param resident in the machine's memory, of whatever kind (RSS); empty where /proc doesn't tell it
 * @param anonymous the part of it that isn't a file's: heap, native memory, stacks; empty likewise
 * @param heapUsed of the Java heap, garbage included
 * @param heapCommitted of the Java heap
 * @param threads of Java
 * @param tracked what the JVM takes from the system, by its own categories ("Thread", "Code", ...); empty unless Java was
 *     started with {@code -XX:NativeMemoryTracking=summary}
 */
public record ProcessMemory(
        OptionalLong resident,
        OptionalLong anonymous,
        long heapUsed,
        long heapCommitted,
        int threads,
        Map<String, Long> tracked) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int KIB = 1024;
    private static final Pattern CATEGORY =
            Pattern.compile("^-\\s+(.+?) \\(reserved=\\d+KB, committed=(\\d+)KB\\)", Pattern.MULTILINE);

    /** Looks now. */
    static ProcessMemory now() throws IOException {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        String status = Files.isReadable(STATUS) ? Files.readString(STATUS) : "";
        return new ProcessMemory(
                field(status, "VmRSS"),
                field(status, "RssAnon"),
                heap.getUsed() / KIB,
                heap.getCommitted() / KIB,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                categories(nativeMemory()));
    }

    /** A line of /proc/self/status such as {@code VmRSS:   164500 kB}. */
    public static OptionalLong field(String status, String name) {
        Matcher line = Pattern.compile("^" + name + ":\\s+(\\d+) kB$", Pattern.MULTILINE)
                .matcher(status);
        return line.find() ? OptionalLong.of(Long.parseLong(line.group(1))) : OptionalLong.empty();
    }

    /** The committed KiB of each category in the JVM's summary. */
    static Map<String, Long> categories(String summary) {
        Map<String, Long> categories = new LinkedHashMap<>();
        Matcher line = CATEGORY.matcher(summary);
        while (line.find()) {
            categories.put(line.group(1).strip(), Long.parseLong(line.group(2)));
        }
        return categories;
    }

    private static String nativeMemory() throws IOException {
        try {
            return String.valueOf(ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmNativeMemory",
                            new Object[] {new String[] {"summary"}},
                            new String[] {String[].class.getName()}));
        } catch (JMException e) {
            throw new IOException("this JVM doesn't tell of its native memory", e);
        }
    }

    /** What the JVM tracks outside the heap; empty if it doesn't track. */
    OptionalLong trackedOutsideHeap() {
        return tracked.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(tracked.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals("Java Heap"))
                        .mapToLong(Map.Entry::getValue)
                        .sum());
    }
}
