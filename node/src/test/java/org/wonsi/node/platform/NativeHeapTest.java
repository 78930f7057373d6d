package org.wonsi.node.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class NativeHeapTest {
    static boolean canTrim() {
        return NativeHeap.canTrim();
    }

    @Test
    @EnabledIf("canTrim")
    @DisplayName("Freed native memory is handed back, and the JVM says how much that was")
    void trims() {
        assertThat(NativeHeap.trim()).contains("Trim native heap");
    }
}
