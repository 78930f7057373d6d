package org.wonsi.node.http.rpc.chain;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wonsi.node.http.rpc.call.WrittenJson;

/**
 * A cache of the last few JSON values of things that don't change. They go when the memory is needed elsewhere. For any thread; two
 * that ask for the same at once may both make it.
 */
final class RecentJson {
    private final int longest;
    private final Map<String, SoftReference<@Nullable WrittenJson>> values;

    /**
     * @param most values that are kept
     * @param longest bytes of a value that is kept
     */
    RecentJson(int most, int longest) {
        this.longest = longest;
        this.values = new LinkedHashMap<>(most, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, SoftReference<@Nullable WrittenJson>> eldest) {
                return size() > most;
            }
        };
    }

    /** The value of this name; it is made if it isn't here. */
    WrittenJson of(String name, Supplier<WrittenJson> make) {
        Optional<WrittenJson> known = known(name);
        if (known.isPresent()) {
            return known.get();
        }
        WrittenJson made = make.get();
        if (made.utf8().size() <= longest) {
            synchronized (values) {
                values.put(name, new SoftReference<>(made));
            }
        }
        return made;
    }

    private Optional<WrittenJson> known(String name) {
        synchronized (values) {
            return Optional.ofNullable(values.get(name)).map(SoftReference::get);
        }
    }
}
