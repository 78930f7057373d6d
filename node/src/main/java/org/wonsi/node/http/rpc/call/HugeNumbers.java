package org.wonsi.node.http.rpc.call;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A guard against numbers that are short to write and long to calculate with: {@code 1e999999999} is a billion digits once it
 * is written out or made an integer. Source: RFC 8259, section 6, which lets a reader set such limits.
 */
public final class HugeNumbers {
    /** Beyond what a double holds, and what anybody means. */
    private static final int MOST_PLACES = 400;

    public static final String REFUSAL = "a number has more than " + MOST_PLACES + " places before or behind its point";

    private HugeNumbers() {}

    /** Whether there is a huge number in a value that was read. The reader allows 1,000 levels and 1,000 digits. */
    public static boolean within(JsonNode json) {
        if (json.isBigDecimal()) {
            // Not by arithmetic, which would write them out.
            long places = Math.abs((long) json.decimalValue().scale());
            return places > MOST_PLACES;
        }
        for (JsonNode child : json) {
            if (within(child)) {
                return true;
            }
        }
        return false;
    }
}
