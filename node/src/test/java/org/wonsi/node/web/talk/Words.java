package org.wonsi.node.web.talk;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** The page's words in one language, as its file has them. */
final class Words {
    private final Map<String, String> words;

    private Words(Map<String, String> words) {
        this.words = words;
    }

    static Words in(String language) {
        try (InputStream in = Words.class.getResourceAsStream("/web/i18n/" + language + ".json")) {
            return new Words(new ObjectMapper().readValue(in, new TypeReference<>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words of a key, which must be there. */
    String of(String key, String... values) {
        String text = Objects.requireNonNull(words.get(key), key);
        for (int i = 0; i < values.length; i += 2) {
            text = text.replace("{" + values[i] + "}", values[i + 1]);
        }
        return text;
    }
}
