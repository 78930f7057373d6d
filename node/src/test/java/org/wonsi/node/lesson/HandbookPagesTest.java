package org.wonsi.node.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the handbook's pages")
class HandbookPagesTest {
    private static Handbook.Page page(String language, String name) {
        return Handbook.page(language, name).orElseThrow();
    }

    @Test
    @DisplayName("have a title of their own in each language")
    void titles() {
        assertThat(page("en", "guide").title()).isEqualTo("The handbook");
        assertThat(page("ko", "guide").title()).isEqualTo("안내서");
        assertThat(page("en", "questions").title()).isEqualTo("Forty questions that rooms ask");
        assertThat(page("ko", "glossary").title()).isEqualTo("Glossary · 용어");
        assertThat(Handbook.page("fr", "guide")).isEmpty();
        assertThat(Handbook.page("en", "../seminar/en/01-introduction")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    @DisplayName(
            "have forty questions, a schedule with a row for each of twelve lessons and two sums, and no way out of"
                    + " the page")
    void content(String language) {
        assertThat(page(language, "questions").html().split("<h3>", -1)).hasSize(41);
        String guide = page(language, "guide").html();
        String schedule = guide.split("<table>", -1)[2].split("</table>", -1)[0];
        assertThat(schedule.split("<tr>", -1)).hasSize(1 + 1 + 12 + 2);
        assertThat(schedule).contains("<td>12</td>").doesNotContain("---");
        for (String name : Handbook.pages()) {
            String html = page(language, name).html();
            assertThat(html).doesNotContain("](", "| ");
            assertThat(Pattern.compile("href=\"([^\"]*)\"")
                            .matcher(html)
                            .results()
                            .map((MatchResult m) -> m.group(1)))
                    .allMatch(link -> link.startsWith("#/"));
        }
        assertThat(guide)
                .contains("href=\"#/handbook/questions\"", "href=\"#/handbook/glossary\"", "href=\"#/lessons\"")
                .contains("<code>docs/whitepaper.md</code>");
    }
}
