package org.wonsi.core.hd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * BIP 39's 2,048 English words, in alphabetical order; no two agree in their first four letters.
 *
 * <p>Eleven bits choose a word.
 */
final class EnglishWords {
    static final int COUNT = 2048;
    private static final List<String> WORDS = load();

    private EnglishWords() {}

    private static List<String> load() {
        try (InputStream in = EnglishWords.class.getResourceAsStream("english.txt")) {
            if (in == null) {
                throw new IllegalStateException("the build left out the word list, english.txt");
            }
            List<String> words = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
            if (words.size() != COUNT) {
                throw new IllegalStateException("the word list has " + words.size() + " words instead of " + COUNT);
            }
            return words;
        } catch (IOException e) {
            throw new IllegalStateException("the word list can't be read", e);
        }
    }

    static String word(int index) {
        return WORDS.get(index);
    }

    /** The number of a word, or a negative number if it isn't in the list. */
    static int indexOf(String word) {
        return Collections.binarySearch(WORDS, word);
    }

    /** The word that was probably meant: the only one with these first four letters, or one letter away. */
    static Optional<String> nearest(String word) {
        return WORDS.stream()
                .filter(w -> w.length() >= 4 && word.length() >= 4 && w.startsWith(word.substring(0, 4)))
                .findFirst()
                .or(() -> WORDS.stream().filter(w -> isOneEditAway(w, word)).findFirst());
    }

    private static boolean isOneEditAway(String a, String b) {
        int start = 0;
        int most = Math.min(a.length(), b.length());
        while (start < most && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < most - start && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
            end++;
        }
        return a.length() - start - end <= 1 && b.length() - start - end <= 1;
    }
}
