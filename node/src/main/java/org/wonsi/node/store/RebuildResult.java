package org.wonsi.node.store;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of a rebuild.
 *
 * @param blocks given to the chain and accepted that were new
 * @param duplicates that were known before, from an earlier part of an interrupted rebuild
 * @param transactions in the new blocks
 * @param missing heights, lowest first, whose header was found and whose block wasn't, on the branch with the most work
 * @param refused blocks that could be read and broke a rule
 * @param apart blocks that could be read and build on a header that couldn't
 * @param keptAs where the damaged file is now; empty if it was sound and is deleted, or if the rebuild isn't finished
 */
public record RebuildResult(
        int blocks, int duplicates, long transactions, List<Integer> missing, int refused, int apart, String keptAs) {
    public RebuildResult {
        missing = List.copyOf(missing);
    }

    /** Whether the old file could be read whole, with all blocks that its headers speak of. */
    public boolean isWhole() {
        return missing.isEmpty() && refused == 0 && apart == 0 && keptAs.isEmpty();
    }

    /** The missing heights as people write them: "45, 99 to 128". */
    public String missingHeights() {
        List<String> ranges = new ArrayList<>();
        for (int i = 0; i < missing.size(); ) {
            int end = i;
            while (end + 1 < missing.size() && missing.get(end + 1) == missing.get(end) + 1) {
                end++;
            }
            ranges.add(end == i ? missing.get(i).toString() : missing.get(i) + " to " + missing.get(end));
            i = end + 1;
        }
        return String.join(", ", ranges);
    }
}
