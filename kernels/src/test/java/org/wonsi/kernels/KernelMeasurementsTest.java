package org.wonsi.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;

@DisplayName("the measurements of kernels")
class KernelMeasurementsTest {
    @ParameterizedTest
    @CsvSource({"HASH,2", "SIGNATURES,4", "SCRIPTS,3", "BLOCKS,4", "BITCOINJ,14"})
    @DisplayName("run every kernel of a group, whose results are checked before they are timed")
    void everyKernelRuns(KernelGroup group, int kernels) throws RunnerException {
        assertThat(once(group))
                .hasSize(kernels)
                .allSatisfy(result -> assertThat(result.getPrimaryResult().getScore())
                        .as(result.getParams().getBenchmark())
                        .isPositive());
    }

    @Test
    @DisplayName("print a line each, and the ratio of two ways to do the same")
    void lines() throws RunnerException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        KernelMeasurements.print(once(KernelGroup.HASH), new PrintStream(bytes, true, StandardCharsets.UTF_8));
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches("tries digest +[\\d,]+ /s");
        assertThat(lines.get(1)).matches("tries vector +[\\d,]+ /s");
        assertThat(lines.get(2)).matches("  against digest +\\d+\\.\\d\\d x");
    }

    @Test
    @DisplayName("are found by the words that a user types, and by no others")
    void words() {
        assertThat(List.of(KernelGroup.values()))
                .extracting(KernelGroup::word)
                .containsExactly("hash", "signatures", "scripts", "blocks", "bitcoinj");
        assertThat(KernelGroup.alone())
                .extracting(KernelGroup::word)
                .containsExactly("hash", "signatures", "scripts", "blocks");
        assertThat(KernelGroup.of("scripts")).contains(KernelGroup.SCRIPTS);
        assertThat(KernelGroup.of("SCRIPTS")).isEmpty();
        assertThat(KernelGroup.of("")).isEmpty();
    }

    /** One short measurement in this process: right results matter here, not speed. */
    private static Collection<RunResult> once(KernelGroup group) throws RunnerException {
        return new Runner(KernelMeasurements.options(group)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(20))
                        .build())
                .run();
    }
}
