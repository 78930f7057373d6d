package org.wonsi.core.bytes;

import java.util.List;

/**
 * A {@link Wording} with the values that fill its gaps, in order.
 *
 * @param values texts, numbers or sentences again; what came from outside is not cleaned
 */
public record Sentence(Wording wording, List<Object> values) {
    public Sentence {
        values = List.copyOf(values);
        int gaps = wording.english().split("%s", -1).length - 1;
        if (gaps != values.size()) {
            throw new IllegalArgumentException(
                    "'" + wording.english() + "' has " + gaps + " gaps and got " + values.size() + " values");
        }
    }

    static Sentence of(Wording wording, Object... values) {
        return new Sentence(wording, List.of(values));
    }

    /** The sentence in English. */
    @Override
    public String toString() {
        String[] pieces = wording.english().split("%s", -1);
        StringBuilder sentence = new StringBuilder(pieces[0]);
        for (int i = 0; i < values.size(); i++) {
            sentence.append(values.get(i)).append(pieces[i + 1]);
        }
        return sentence.toString();
    }
}
