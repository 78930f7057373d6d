package org.wonsi.cluster.sweep;

/** A text in both languages. */
public record Words(String english, String korean) {
    /** In a language, "en" or "ko". */
    public String in(String language) {
        return language.equals("ko") ? korean : english;
    }
}
