package org.wonsi.core.hd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * BIP 39's lists of 2,048 words, in the order of their code points.
 *
 * <p>Eleven bits choose a word. Korean words are kept decomposed (NFKD), as the seed is made from them, and shown composed.
 * No two English words agree in their first four letters. Korean ones do: decomposed, 감각 and 감기 agree in four, and no two
 * words in five.
 */
public enum WordList {
    /** The list every wallet knows. */
    ENGLISH("english.txt"),
    /** The Korean one. */
    KOREAN("korean.txt");

    private static final int COUNT = 2048;

    /** Letters after which an English word is the only one. */
    private static final int DISTINCT_LETTERS = 4;

    private static final int MOST_EDITS = 2;
    private static final int MOST_SUGGESTIONS = 3;

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
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<String> loaded = Arrays.stream(text.split("\n", -1))
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

    /**
     * The words that were probably meant, at most three, the nearest first: the English word with the same first four letters,
     * else those that fewest letters away, at most two.
     *
     * @param word decomposed
     */
    List<String> nearest(String word) {
        if (this == ENGLISH && word.length() >= DISTINCT_LETTERS) {
            String beginning = word.substring(0, DISTINCT_LETTERS);
            Optional<String> only =
                    words.stream().filter(w -> w.startsWith(beginning)).findFirst();
            if (only.isPresent()) {
                return List.of(only.get());
            }
        }
        for (int edits = 1; edits <= MOST_EDITS; edits++) {
            int away = edits;
            List<String> near = words.stream()
                    .filter(w -> EditDistance.of(w, word, away) == away)
                    .limit(MOST_SUGGESTIONS)
                    .toList();
            if (!near.isEmpty()) {
                return near;
            }
        }
        return List.of();
    }
}
