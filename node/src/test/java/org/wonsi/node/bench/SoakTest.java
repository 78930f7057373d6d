package org.wonsi.node.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SoakTest {
    @Test
    @DisplayName(
            "Growth by 3 % from the second third to the last is flat, by more it isn't; the first third is warming up")
    void verdict() {
        assertThat(SoakVerdict.of(List.of(1L, 1L, 99_000L, 100_000L, 102_999L, 103_000L)))
                .isEqualTo(new SoakVerdict(100_000, 103_000));
        assertThat(new SoakVerdict(100_000, 103_000).isFlat()).isTrue();
        assertThat(new SoakVerdict(100_000, 103_001).isFlat()).isFalse();
        assertThat(new SoakVerdict(102_400, 112_640))
                .hasToString("growing: 100.0 MB in the second third, 110.0 MB in the last (+10.0 %)");
        assertThat(new SoakVerdict(102_400, 102_400))
                .hasToString("flat: 100.0 MB in the second third, 100.0 MB in the last (+0.0 %)");
    }

    @Test
    @DisplayName("Three minutes are enough for a verdict, two aren't")
    void shortest() {
        assertThat(SoakVerdict.of(List.of(1L, 5L, 5L)).isFlat()).isTrue();
        assertThatThrownBy(() -> SoakVerdict.of(List.of(1L, 5L)))
                .hasMessage("a verdict takes 3 minutes or more, not 2");
        assertThat(new SoakBench(3).name()).isEqualTo("soak");
        assertThatThrownBy(() -> new SoakBench(2)).hasMessage("a soak takes 3 to 100000 minutes, not 2");
    }

    @Test
    @DisplayName("The lines of /proc/self/status and of the JVM's summary are read, and absent ones are absent")
    void parsing() {
        String status = "VmPeak:\t  999 kB\nVmRSS:\t  164500 kB\nRssAnon:\t  140716 kB\n";
        assertThat(ProcessMemory.field(status, "VmRSS")).hasValue(164_500);
        assertThat(ProcessMemory.field(status, "RssAnon")).hasValue(140_716);
        assertThat(ProcessMemory.field(status, "RssFile")).isEmpty();
        String summary = """
                Total: reserved=7685310KB, committed=109930KB
                -                 Java Heap (reserved=6172672KB, committed=32896KB)
                                            (mmap: reserved=6172672KB, committed=32896KB)
                -                    Thread (reserved=100777KB, committed=10405KB)
                """;
        Map<String, Long> categories = ProcessMemory.categories(summary);
        assertThat(categories).containsExactly(Map.entry("Java Heap", 32_896L), Map.entry("Thread", 10_405L));
        assertThat(ProcessMemory.categories("Native memory tracking is not enabled"))
                .isEmpty();
        OptionalLong none = OptionalLong.empty();
        assertThat(new ProcessMemory(none, none, 1, 2, 3, categories).trackedOutsideHeap())
                .hasValue(10_405);
        assertThat(new ProcessMemory(none, none, 1, 2, 3, Map.of()).trackedOutsideHeap())
                .isEmpty();
    }

    @Test
    @DisplayName("This process has a heap, threads and, where /proc is, resident memory")
    void now() throws IOException {
        ProcessMemory memory = ProcessMemory.now();
        assertThat(memory.heapUsed()).isBetween(1L, memory.heapCommitted());
        assertThat(memory.threads()).isPositive();
        assertThat(memory.resident().isPresent())
                .isEqualTo(java.nio.file.Files.isReadable(java.nio.file.Path.of("/proc/self/status")));
    }
}
