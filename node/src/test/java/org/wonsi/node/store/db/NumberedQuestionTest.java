package org.wonsi.node.store.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a question with numbered parameters, for a driver that knows no numbers,")
class NumberedQuestionTest {
    @Test
    @DisplayName("gives a parameter that is named twice twice, in the order of the statement")
    void order() {
        assertThat(NumberedQuestion.parse("SELECT ?2 + 1 WHERE a = ?1 AND ?2 < b"))
                .isEqualTo(new NumberedQuestion("SELECT ? + 1 WHERE a = ? AND ? < b", List.of(1, 0, 1)));
        assertThat(NumberedQuestion.parse("SELECT 1")).isEqualTo(new NumberedQuestion("SELECT 1", List.of()));
    }
}
