package org.wonsi.node.bench.against;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A description of the machine that was measured on.
 *
 * @param processor its name, or the architecture where the system doesn't tell
 * @param load how many processes wanted a processor in the last minute when the measuring ended; more than the processors,
 *     and the numbers are of a busy machine
 */
record MachineDescription(String processor, int processors, String system, String java, double load) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    static MachineDescription here() throws IOException {
        return new MachineDescription(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.version().toString(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String processorName() throws IOException {
        if (!Files.isReadable(CPU_INFO)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(CPU_INFO, StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }
}
