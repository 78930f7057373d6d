package org.wonsi.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Txid;

/** What is written out by hand in the records that are looked up all the time. */
class HashKeysTest {
    private static final String ONE = "01".repeat(32);
    private static final String TWO = "02" + "01".repeat(31);

    @Test
    @DisplayName(
            "keys made apart from the same parts are equal and have one hash code; any other part makes them differ")
    void equality() {
        List<Object> keys = keys();
        List<Object> again = keys();
        for (int i = 0; i < keys.size(); i++) {
            for (int j = 0; j < keys.size(); j++) {
                assertThat(keys.get(i).equals(again.get(j)))
                        .as(keys.get(i) + " and " + again.get(j))
                        .isEqualTo(i == j);
            }
            assertThat(keys.get(i)).hasSameHashCodeAs(again.get(i)).isNotEqualTo(null);
        }
    }

    private static List<Object> keys() {
        List<Object> keys = new ArrayList<>();
        for (String hex : List.of(ONE, TWO)) {
            keys.add(new BlockHash(BlockHash.ofDisplay(hex).hash()));
            keys.add(Txid.ofDisplay(hex));
            keys.add(new OutPoint(Txid.ofDisplay(hex), 0));
            keys.add(new OutPoint(Txid.ofDisplay(hex), 4_294_967_295L));
            keys.add(Script.ofHex(hex));
        }
        keys.add(Script.ofHex(""));
        return keys;
    }
}
