package org.wonsi.columns.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("a text of several statements")
class StatementsTest {
    @Test
    @DisplayName("is cut at its semicolons, but not at those in quotes and comments")
    void split() {
        assertThat(Statements.split(
                        "SELECT ';' AS a; SELECT \";\" -- one; more\n ; /* ; */ SELECT $$;$$, $x$ ; $$ $x$;"))
                .containsExactly("SELECT ';' AS a", "SELECT \";\" -- one; more", "/* ; */ SELECT $$;$$, $x$ ; $$ $x$");
        assertThat(Statements.split("SELECT 'it''s; so'; SELECT 2")).containsExactly("SELECT 'it''s; so'", "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";", " ; ;; ", "-- only a comment", "/* a */ ; -- b;"})
    @DisplayName("has none where there are only blanks and comments")
    void none(String text) {
        assertThat(Statements.split(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'open", "SELECT \"open", "SELECT /* open", "SELECT $$open", "SELECT $1 + 1"})
    @DisplayName("keeps what is never closed as one statement, for the parser to refuse")
    void open(String text) {
        assertThat(Statements.split(text)).containsExactly(text);
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT 1;, true",
        "'SELECT 1; -- done', true",
        "'SELECT 1;\n', true",
        "SELECT 1, false",
        "SELECT ';, false",
        "SELECT ';', false",
        "SELECT 1; SELECT 2, false",
        "-- ;, false"
    })
    @DisplayName("is complete when its last word is a semicolon")
    void complete(String text, boolean complete) {
        assertThat(Statements.isComplete(text)).isEqualTo(complete);
    }
}
