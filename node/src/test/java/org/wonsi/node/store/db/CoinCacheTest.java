package org.wonsi.node.store.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

class CoinCacheTest {
    private static final Coin COIN = new Coin(new TxOut(new Amount(1), Script.ofHex("51")), 1, false);
    private long committed = Long.MAX_VALUE;
    private final CoinCache cache = new CoinCache(3, name -> Optional.empty(), () -> committed, () -> committed);

    private static OutPoint name(int index) {
        return new OutPoint(Txid.ofDisplay("11".repeat(32)), index);
    }

    private void add(int from, int to) {
        for (int i = from; i <= to; i++) {
            cache.add(name(i), i, COIN);
        }
    }

    @Test
    @DisplayName("Three coins are kept, of four the last three; a lower limit lets the eldest go at once")
    void limit() {
        add(1, 3);
        assertThat(cache.size()).isEqualTo(3);
        add(4, 4);
        assertThat(cache.findInMemory(name(1))).isEmpty();
        assertThat(cache.findInMemory(name(2))).isPresent();
        cache.limit(1);
        assertThat(cache.size()).isEqualTo(1);
        assertThat(cache.findInMemory(name(2))).isPresent();
        cache.limit(3);
        add(5, 6);
        assertThat(cache.size()).isEqualTo(3);
    }

    @Test
    @DisplayName("A coin that isn't committed yet is kept whatever the limit, and goes when it is")
    void uncommitted() {
        committed = 3;
        add(1, 6);
        cache.limit(1);
        assertThat(cache.findInMemory(name(2))).isEmpty();
        assertThat(cache.findInMemory(name(3))).isPresent();
        assertThat(cache.size()).isEqualTo(4);
        committed = 7;
        cache.limit(1);
        assertThat(cache.size()).isEqualTo(1);
    }
}
