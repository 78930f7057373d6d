package org.wonsi.core.hd;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.crypto.HmacSha512;
import org.wonsi.core.crypto.Sha256d;

/**
 * A wallet's secret as 12, 15, 18, 21 or 24 words that can be written on paper.
 *
 * <pre>
 *   128 random bits  +  4 bits of their SHA-256  =  132 bits  =  12 words of 11 bits
 *   256              +  8                        =  264       =  24
 * </pre>
 *
 * <p>The checksum finds most mistakes: one in 16 wrong lists of 12 words passes, one in 256 of 24. Words plus an optional
 * passphrase give the seed; every passphrase gives one, so there is no wrong passphrase, only another (empty) wallet.
 * Source: BIP 39.
 */
public final class Mnemonic {
    private static final int BITS_PER_WORD = 11;
    private static final int ROUNDS = 2048;

    /** Letters shown of a word that isn't in the list; the longest there is has eight. */
    private static final int LONGEST_SHOWN = 12;

    private final WordList list;
    private final List<String> words;

    private Mnemonic(WordList list, List<String> words) {
        this.list = list;
        this.words = List.copyOf(words);
    }

    /** New English words: 12, 15, 18, 21 or 24 of them; for real money the source must be a {@code SecureRandom}. */
    public static Mnemonic generate(RandomGenerator random, int wordCount) {
        return generate(random, wordCount, WordList.ENGLISH);
    }

    /** The same with words of another list. */
    public static Mnemonic generate(RandomGenerator random, int wordCount, WordList list) {
        if (!isWordCount(wordCount)) {
            throw new IllegalArgumentException("a list of words has 12, 15, 18, 21 or 24, not " + wordCount);
        }
        byte[] entropy = new byte[wordCount / 3 * 4];
        random.nextBytes(entropy);
        Mnemonic mnemonic = ofEntropy(entropy, list);
        Arrays.fill(entropy, (byte) 0);
        return mnemonic;
    }

    /** The English words for 16, 20, 24, 28 or 32 bytes. */
    public static Mnemonic ofEntropy(byte[] entropy) {
        return ofEntropy(entropy, WordList.ENGLISH);
    }

    /** The same with words of another list; another list gives another seed. */
    public static Mnemonic ofEntropy(byte[] entropy, WordList list) {
        if (entropy.length % 4 != 0 || entropy.length < 16 || entropy.length > 32) {
            throw new IllegalArgumentException("words stand for 16, 20, 24, 28 or 32 bytes, not " + entropy.length);
        }
        byte[] bits = Arrays.copyOf(entropy, entropy.length + 1);
        bits[entropy.length] = Sha256d.single(entropy)[0];
        int count = entropy.length * 3 / 4;
        List<String> words = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int index = 0;
            for (int bit = i * BITS_PER_WORD; bit < (i + 1) * BITS_PER_WORD; bit++) {
                index = index << 1 | (bits[bit / 8] >> (7 - bit % 8) & 1);
            }
            words.add(list.word(index));
        }
        Arrays.fill(bits, (byte) 0);
        return new Mnemonic(list, words);
    }

    /**
     * Parses words separated by spaces, in either case, of the list that the first of them belongs to.
     *
     * @throws MalformedException if their number is wrong, a word isn't in the list (with those that were probably
     *     meant), or the checksum doesn't match
     */
    public static Mnemonic parse(String text) {
        String normalized = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .strip();
        List<String> words = normalized.isEmpty() ? List.of() : Arrays.asList(normalized.split("\\s+", -1));
        if (!isWordCount(words.size())) {
            throw new MalformedException(FormError.WORDS_COUNT, words.size());
        }
        WordList list = WordList.of(words.get(0));
        for (int i = 0; i < words.size(); i++) {
            if (list.indexOf(words.get(i)) < 0) {
                throw notInList(list, i + 1, words.get(i));
            }
        }
        Mnemonic mnemonic = new Mnemonic(list, words);
        byte[] entropy = mnemonic.entropy();
        boolean matches = ofEntropy(entropy, list).words.equals(words);
        Arrays.fill(entropy, (byte) 0);
        if (!matches) {
            throw new MalformedException(FormError.WORDS_CHECKSUM);
        }
        return mnemonic;
    }

    /** Names the one word, never those around it, and no more of it than a word is long. */
    private static MalformedException notInList(WordList list, int place, String word) {
        String shown = composed(word);
        String cut = shown.length() <= LONGEST_SHOWN ? shown : shown.substring(0, LONGEST_SHOWN) + "…";
        List<String> meant = list.nearest(word).stream().map(Mnemonic::composed).toList();
        return switch (meant.size()) {
            case 0 -> new MalformedException(FormError.WORD, place, cut);
            case 1 -> new MalformedException(FormError.WORD_MEANT, place, cut, meant.get(0));
            default -> new MalformedException(FormError.WORD_MEANT_MANY, place, cut, String.join(", ", meant));
        };
    }

    private static boolean isWordCount(int count) {
        return count >= 12 && count <= 24 && count % 3 == 0;
    }

    /** The words, in order, as they are written. */
    public List<String> words() {
        return words.stream().map(Mnemonic::composed).toList();
    }

    /** The list they are from. */
    public WordList list() {
        return list;
    }

    private static String composed(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFC);
    }

    /** The 16 to 32 bytes the words stand for; the caller wipes them. */
    public byte[] entropy() {
        byte[] entropy = new byte[words.size() / 3 * 4];
        int bit = 0;
        for (String word : words) {
            int index = list.indexOf(word);
            for (int i = BITS_PER_WORD - 1; i >= 0 && bit < entropy.length * 8; i--, bit++) {
                entropy[bit / 8] |= (byte) ((index >> i & 1) << (7 - bit % 8));
            }
        }
        return entropy;
    }

    /**
     * The 64-byte seed: 2,048 rounds of PBKDF2 with HMAC-SHA512 over the words, salted with the passphrase.
     *
     * @param passphrase any text, empty if there is none; normalized (NFKD), so that it may be typed on any keyboard
     * @return 64 bytes, which the caller wipes
     */
    public byte[] toSeed(CharSequence passphrase) {
        char[] password = String.join(" ", words).toCharArray();
        byte[] salt =
                ("mnemonic" + Normalizer.normalize(passphrase, Normalizer.Form.NFKD)).getBytes(StandardCharsets.UTF_8);
        try {
            return HmacSha512.stretch(password, salt, ROUNDS);
        } finally {
            Arrays.fill(password, '\0');
            Arrays.fill(salt, (byte) 0);
        }
    }

    /** Doesn't show the words. */
    @Override
    public String toString() {
        return "Mnemonic[" + words.size() + " words, not shown]";
    }
}
