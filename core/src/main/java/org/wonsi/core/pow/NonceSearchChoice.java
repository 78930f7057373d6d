package org.wonsi.core.pow;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

/**
 * The list of the searches that this Java can run. Which is fastest has to be timed, and core has no clock.
 *
 * <p>They find the same nonces; only the speed differs, so that a room of laptops can mine in any mixture.
 */
public final class NonceSearchChoice {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final String VECTOR_SEARCH = "org.wonsi.core.pow.VectorNonceSearch";

    private NonceSearchChoice() {}

    /** Fresh searches, one of each kind; the one that runs everywhere comes first. */
    public static List<NonceSearch> available() {
        List<NonceSearch> searches = new ArrayList<>();
        searches.add(new DigestNonceSearch());
        if (hasVectorModule()) {
            searches.add(vectorSearch());
        }
        return searches;
    }

    /** Whether Java was started with {@code --add-modules jdk.incubator.vector}. */
    public static boolean hasVectorModule() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
    }

    /** By name, because the class is compiled apart: the compiler warns of an incubating module and can't be told not to. */
    private static NonceSearch vectorSearch() {
        try {
            return Class.forName(VECTOR_SEARCH)
                    .asSubclass(NonceSearch.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException(VECTOR_SEARCH + " is part of this module and has a constructor", e);
        }
    }
}
