package org.wonsi.core.hd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * BIP 39's lists of 2,048 words, in the order of their code points; no two of a list agree in their first four letters.
 *
 * <p>Eleven bits choose a word. Korean words are kept decomposed (NFKD), as the seed is made from them, and shown composed.
 */
public enum WordList {
    /** The list every wallet knows. */
    ENGLISH("english.txt"),
    /** The Korean one. */
    KOREAN("korean.txt");

    private static final int COUNT = 2048;

    private final String file;

    @SuppressWarnings("ImmutableEnumChecker") // toList gives a list that nobody can change
    private final List<String> words;

    WordList(String file) {
        this.file = file;
        this.words = load();
    }

    private List<String> load() {
        try (InputStream in = WordList.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the build left out the word list, " + file);
            }
            List<String> loaded = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(word -> Normalizer.normalize(word.strip(), Normalizer.Form.NFKD))
                    .filter(word -> !word.isEmpty())
                    .toList();
            if (loaded.size() != COUNT) {
                throw new IllegalStateException("the word list has " + loaded.size() + " words instead of " + COUNT);
            }
            return loaded;
        } catch (IOException e) {
            throw new IllegalStateException("the word list can't be read", e);
        }
    }

    /** The list a word was meant from, by its letters. */
    static WordList of(String word) {
        return word.chars().anyMatch(c -> c > 0x7f) ? KOREAN : ENGLISH;
    }

    String word(int index) {
        return words.get(index);
    }

    /** The number of a decomposed word, or a negative number if it isn't in the list. */
    int indexOf(String word) {
        return Collections.binarySearch(words, word);
    }

    /** The word that was probably meant: the only one with these first four letters, or one letter away. */
    Optional<String> nearest(String word) {
        return words.stream()
                .filter(w -> w.length() >= 4 && word.length() >= 4 && w.startsWith(word.substring(0, 4)))
                .findFirst()
                .or(() -> words.stream().filter(w -> isOneEditAway(w, word)).findFirst());
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
