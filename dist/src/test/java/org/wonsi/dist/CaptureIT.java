package org.wonsi.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CaptureIT {
    private static final int CANNOT_BE_TRIED = 77;

    @Test
    @DisplayName(
            "a packet analyser decodes every packet of a session of two nodes, and finds each kind of message in it")
    void decodes() {
        Shell.Result result = Shell.run(List.of("bash", "capture.sh"), "");
        assumeTrue(result.exitCode() != CANNOT_BE_TRIED, result::output);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("capture: every packet decodes;");
    }
}
