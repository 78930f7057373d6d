package org.wonsi.browser.jdk.java.security;

import org.jspecify.annotations.Nullable;

/** A stand-in for the JDK's class of this name: no security property is set in a browser. */
public final class Security {
    private Security() {}

    /** Nothing. */
    public static @Nullable String getProperty(String key) {
        return null;
    }
}
