package org.wonsi.core.hd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonsi.core.bytes.MalformedException;

class WordListTest {
    private static String decomposed(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFD);
    }

    private static Set<String> beginnings(WordList list, int letters) {
        Set<String> beginnings = new HashSet<>();
        IntStream.range(0, 2048)
                .mapToObj(list::word)
                .forEach(word -> beginnings.add(word.substring(0, Math.min(letters, word.length()))));
        return beginnings;
    }

    @Test
    @DisplayName("four letters tell English words apart, but not Korean ones, for which it takes five")
    void firstLetters() {
        assertThat(beginnings(WordList.ENGLISH, 4)).hasSize(2048);
        assertThat(beginnings(WordList.ENGLISH, 3)).hasSizeLessThan(2048);
        assertThat(beginnings(WordList.KOREAN, 4)).hasSizeLessThan(2048);
        assertThat(beginnings(WordList.KOREAN, 5)).hasSize(2048);
        assertThat(WordList.KOREAN.indexOf(decomposed("감각"))).isNotNegative();
        assertThat(WordList.KOREAN.indexOf(decomposed("감기"))).isNotNegative();
        assertThat(decomposed("감각").substring(0, 4)).isEqualTo(decomposed("감기").substring(0, 4));
    }

    @ParameterizedTest
    @EnumSource(WordList.class)
    @DisplayName("every word is read composed (NFC) and decomposed (NFD), as itself and not as one that begins like it")
    void everyWord(WordList list) {
        Random random = new Random(39);
        Set<String> seen = new HashSet<>();
        while (seen.size() < 2048) {
            byte[] entropy = new byte[32];
            random.nextBytes(entropy);
            Mnemonic mnemonic = Mnemonic.ofEntropy(entropy, list);
            String text = String.join(" ", mnemonic.words());
            for (Normalizer.Form form : Normalizer.Form.values()) {
                Mnemonic read = Mnemonic.parse(Normalizer.normalize(text, form));
                assertThat(read.words()).as(text).isEqualTo(mnemonic.words());
                assertThat(read.entropy()).as(text).isEqualTo(entropy);
            }
            seen.addAll(mnemonic.words());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "abandin, 'is it ''abandon''?'",
        "absnrd, 'is it ''absurd''?'",
        "baord, 'is it ''board''?'",
        "wolk, 'is it one of walk, wolf, work?'",
        "zooo, 'is it ''zoo''?'",
        "가견, 'is it ''가격''?'",
        "감긱, 'is it one of 감각, 감기?'",
        "하교, 'is it ''학교''?'",
        "가격이, 'is it ''가격''?'"
    })
    @DisplayName("a mistyped word is named with its place and the nearest words of its list, and no other word is")
    void nearest(String typed, String suggestion) {
        String others = typed.codePointAt(0) > 0x7f ? "가격 " : "zoo ";
        for (Normalizer.Form form : new Normalizer.Form[] {Normalizer.Form.NFC, Normalizer.Form.NFD}) {
            String words = Normalizer.normalize(others.repeat(4) + typed + " " + others.repeat(7), form);
            assertThatThrownBy(() -> Mnemonic.parse(words))
                    .isInstanceOf(MalformedException.class)
                    .hasMessage("word 5, '" + typed + "', isn't in the list; " + suggestion);
        }
    }

    @Test
    @DisplayName(
            "what is near to no word gets no suggestion, and of a whole phrase typed as one word twelve letters are shown")
    void notNear() {
        assertThatThrownBy(() -> Mnemonic.parse("zoo ".repeat(11) + "xqxqxq"))
                .hasMessage("word 12, 'xqxqxq', isn't in the list");
        assertThatThrownBy(() -> Mnemonic.parse("zoo ".repeat(11) + "legal,winner,thank,year,wave,sausage"))
                .hasMessage("word 12, 'legal,winner…', isn't in the list; is it 'legal'?");
    }

    @ParameterizedTest
    @CsvSource({
        "a, a, 0",
        "abc, abd, 1",
        "abc, ab, 1",
        "abc, xabc, 1",
        "abc, acb, 1",
        "abc, cba, 2",
        "abcd, badc, 2",
        "abc, xyz, 3",
        "a, abcd, 3"
    })
    @DisplayName(
            "a change, an insertion, an omission and an exchange of neighbours count one each; past two all are three")
    void distance(String a, String b, int distance) {
        assertThat(EditDistance.of(a, b, 2)).isEqualTo(distance);
        assertThat(EditDistance.of(b, a, 2)).isEqualTo(distance);
    }
}
