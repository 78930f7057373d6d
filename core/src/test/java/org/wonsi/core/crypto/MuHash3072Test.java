package org.wonsi.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;

class MuHash3072Test {
    /** 32 bytes of which the first is this. */
    private static ByteString thing(int first) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) first;
        return ByteString.copyOf(bytes);
    }

    @Test
    @DisplayName("Bitcoin Core's example: 0 and 1 added, 2 removed")
    void published() {
        MuHash3072 set = new MuHash3072();
        set.add(thing(0));
        set.add(thing(1));
        set.remove(thing(2));
        assertThat(set.hash().toDisplay())
                .isEqualTo("10d312b100cbd32ada024a6646e40d3482fcff103668d2625f10002a607d5863");
    }

    @Test
    @DisplayName("two sets together are the same set, and asking for the hash changes nothing")
    void together() {
        MuHash3072 one = new MuHash3072();
        one.add(thing(0));
        MuHash3072 other = new MuHash3072();
        other.remove(thing(2));
        other.add(thing(1));
        one.hash();
        one.addAll(other);
        assertThat(one.hash().toDisplay())
                .isEqualTo("10d312b100cbd32ada024a6646e40d3482fcff103668d2625f10002a607d5863");
        assertThat(one.hash()).isEqualTo(one.hash());
    }

    @Test
    @DisplayName("the empty set has one hash, however it became empty")
    void empty() {
        MuHash3072 emptied = new MuHash3072();
        emptied.remove(thing(7));
        emptied.add(thing(7));
        // SHA-256 of a one and 383 zeros.
        byte[] one = new byte[384];
        one[0] = 1;
        assertThat(ByteString.copyOf(new MuHash3072().hash().toByteArray()))
                .isEqualTo(ByteString.copyOf(Sha256d.single(one)));
        assertThat(emptied.hash()).isEqualTo(new MuHash3072().hash());
    }

    @Test
    @DisplayName("any order gives the same hash, any other set another")
    void order() {
        List<ByteString> things = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            things.add(thing(i));
        }
        MuHash3072 inOrder = new MuHash3072();
        things.forEach(inOrder::add);
        Collections.shuffle(things, new Random(3072));
        MuHash3072 shuffled = new MuHash3072();
        things.forEach(shuffled::add);
        assertThat(shuffled.hash()).as("seed 3072").isEqualTo(inOrder.hash());
        shuffled.add(things.get(0));
        assertThat(shuffled.hash()).as("one of them twice").isNotEqualTo(inOrder.hash());
        shuffled.remove(things.get(0));
        shuffled.remove(things.get(0));
        assertThat(shuffled.hash()).as("without one").isNotEqualTo(inOrder.hash());
    }
}
