package org.wonsi.core.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LockTimeTest {
    @Test
    @DisplayName("a lock time is a height up to 499,999,999, and a time from 500,000,000 on")
    void heightOrTime() {
        assertThat(LockTime.isTime(0)).isFalse();
        assertThat(LockTime.isTime(499_999_999)).isFalse();
        assertThat(LockTime.isTime(500_000_000)).isTrue();
        assertThat(LockTime.isTime(4_294_967_295L)).isTrue();
    }

    @Test
    @DisplayName("bit 31 of a sequence switches its relative lock time off, whatever the other bits are")
    void off() {
        assertThat(LockTime.isRelativeOff(0x7fff_ffffL)).isFalse();
        assertThat(LockTime.isRelativeOff(0x8000_0000L)).isTrue();
        assertThat(LockTime.isRelativeOff(0xffff_fffdL)).isTrue();
    }

    @Test
    @DisplayName("bit 22 makes it one of time, in units of 512 seconds; only the lowest 16 bits are the number")
    void units() {
        assertThat(LockTime.isRelativeTime(0x003f_ffffL)).isFalse();
        assertThat(LockTime.isRelativeTime(0x0040_0000L)).isTrue();
        assertThat(LockTime.relativeSpan(0x0001_0000L)).isZero();
        assertThat(LockTime.relativeSpan(0x7fbf_ffffL)).isEqualTo(65_535);
        assertThat(LockTime.relativeSeconds(0x0040_0001L)).isEqualTo(512);
        assertThat(LockTime.relativeSeconds(0x0040_ffffL)).isEqualTo(33_553_920);
    }
}
