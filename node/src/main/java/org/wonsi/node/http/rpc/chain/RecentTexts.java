package org.wonsi.node.http.rpc.chain;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the last few texts of things that don't change. They go when the memory is needed elsewhere. For any thread; two
 * that ask for the same at once may both make it.
 */
final class RecentTexts {
    private final int longest;
    private final Map<String, SoftReference<@Nullable String>> texts;

    /**
     * @param most texts that are kept
     * @param longest characters of a text that is kept
     */
    RecentTexts(int most, int longest) {
        this.longest = longest;
        this.texts = new LinkedHashMap<>(most, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, SoftReference<@Nullable String>> eldest) {
                return size() > most;
            }
        };
    }

    /** The text of this name; it is made if it isn't here. */
    String of(String name, Supplier<String> make) {
        Optional<String> known = known(name);
        if (known.isPresent()) {
            return known.get();
        }
        String made = make.get();
        if (made.length() <= longest) {
            synchronized (texts) {
                texts.put(name, new SoftReference<>(made));
            }
        }
        return made;
    }

    private Optional<String> known(String name) {
        synchronized (texts) {
            return Optional.ofNullable(texts.get(name)).map(SoftReference::get);
        }
    }
}
