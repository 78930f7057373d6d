package org.wonsi.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SentenceTest {
    @Test
    @DisplayName("values fill the gaps in order, a sentence among them too; a value may contain what looks like a gap")
    void filled() {
        Sentence sentence = FormError.AT.with(7, FormError.BYTES.with(4), "'%s'");
        assertThat(sentence).hasToString("at offset 7: expected 4 bytes, found '%s'");
        assertThat(FormError.THE_END.with()).hasToString("the end");
    }

    @Test
    @DisplayName("one value too few or too many is a mistake of the caller")
    void gaps() {
        assertThatThrownBy(() -> FormError.BYTES.with())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'%s bytes' has 1 gaps and got 0 values");
        assertThatThrownBy(() -> FormError.THE_END.with(1)).hasMessage("'the end' has 0 gaps and got 1 values");
    }

    @Test
    @DisplayName("an exception tells its place, its code with values, and the same in English")
    void exception() {
        MalformedException e = new MalformedException(7, FormError.HEX_DIGIT.with(), "'x'");
        assertThat(e.offset()).isEqualTo(7);
        assertThat(e).hasMessage("at offset 7: expected a hex digit, found 'x'");
        assertThat(e.sentence().wording()).isEqualTo(FormError.AT);
        assertThat(e.sentence().values()).containsExactly(7, FormError.HEX_DIGIT.with(), "'x'");
        assertThat(new MalformedException("no such thing").sentence()).isEqualTo(FormError.OTHER.with("no such thing"));
    }

    @Test
    @DisplayName("no two codes have the same sentence: one of them would be one too many")
    void sentencesDiffer() {
        assertThat(Arrays.stream(FormError.values()).map(FormError::english)).doesNotHaveDuplicates();
    }
}
