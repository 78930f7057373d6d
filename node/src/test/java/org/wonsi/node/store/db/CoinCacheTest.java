package org.wonsi.node.store.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

class CoinCacheTest {
    private static final Coin COIN = new Coin(new TxOut(new Amount(1), Script.ofHex("51")), 1, false);
    private long committed = Long.MAX_VALUE;
    private final CoinCache cache = new CoinCache(3, 0, name -> Optional.empty(), () -> committed, () -> committed);

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
    @DisplayName("Two more are kept until a block is connected, then three")
    void untilConnected() {
        CoinCache roomy = new CoinCache(3, 2, name -> Optional.of(new CoinCache.Entry(0, COIN)), () -> 10, () -> 10);
        for (int i = 1; i <= 5; i++) {
            assertThat(roomy.find(name(i))).isPresent();
        }
        assertThat(roomy.size()).isEqualTo(5);
        assertThat(roomy.find(name(6))).isPresent();
        assertThat(roomy.size()).isEqualTo(5);
        assertThat(roomy.findInMemory(name(1))).isEmpty();
        roomy.settle();
        assertThat(roomy.size()).isEqualTo(3);
        assertThat(roomy.findInMemory(name(3))).isEmpty();
        assertThat(roomy.findInMemory(name(4))).isPresent();
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

    private static Transaction tx(List<OutPoint> spends, int outputs) {
        return new Transaction(
                1,
                spends.stream()
                        .map(name -> new TxIn(name, Script.EMPTY, 0xffff_ffffL))
                        .toList(),
                Collections.nCopies(outputs, COIN.output()),
                0);
    }

    @Test
    @DisplayName("A block taken back leaves what it spent in memory, with its rows, and none of what it made")
    void takeBack() {
        CoinCache.Entry first = new CoinCache.Entry(11, COIN);
        CoinCache.Entry second = new CoinCache.Entry(12, COIN);
        Transaction coinbase = tx(List.of(OutPoint.NULL), 1);
        Transaction payment = tx(List.of(name(1), name(2)), 2);
        OutPoint change = new OutPoint(payment.txid(), 1);
        Transaction spender = tx(List.of(change), 1);
        Block block = new Block(ChainParams.regtest().genesis().header(), List.of(coinbase, payment, spender));
        cache.limit(10);
        cache.add(name(1), 11, COIN);
        cache.add(name(2), 12, COIN);
        cache.spend(name(1), 100);
        cache.spend(name(2), 100);
        cache.add(new OutPoint(payment.txid(), 0), 13, COIN);
        cache.add(change, 14, COIN);
        CoinCache.Entry third = cache.spend(change, 101);
        cache.add(new OutPoint(spender.txid(), 0), 15, COIN);
        cache.add(new OutPoint(coinbase.txid(), 0), 16, COIN);

        cache.takeBack(block, List.of(List.of(first, second), List.of(third)));

        assertThat(cache.findInMemory(name(1))).contains(first);
        assertThat(cache.find(name(2))).contains(second);
        assertThat(cache.size()).isEqualTo(2);
        assertThat(cache.spend(name(1), 100)).isEqualTo(first);
        assertThat(cache.find(name(1))).isEmpty();
    }

    @Test
    @DisplayName("Where it isn't known what a block spent, its coins are asked for again")
    void takeBackUnknown() {
        CoinCache.Entry entry = new CoinCache.Entry(11, COIN);
        committed = 100;
        CoinCache asking = new CoinCache(3, 0, name -> Optional.of(entry), () -> committed, () -> committed);
        Transaction payment = tx(List.of(name(1)), 1);
        asking.spend(name(1), 100);
        assertThat(asking.find(name(1))).isEmpty();
        asking.takeBack(
                new Block(ChainParams.regtest().genesis().header(), List.of(tx(List.of(OutPoint.NULL), 1), payment)),
                List.of());
        assertThat(asking.findInMemory(name(1))).isEmpty();
        assertThat(asking.find(name(1))).contains(entry);
    }

    @Test
    @DisplayName("Taking back keeps the limit, the coins of the last block's last inputs first")
    void takeBackLimited() {
        List<OutPoint> names = List.of(name(1), name(2), name(3), name(4));
        CoinCache.Entry entry = new CoinCache.Entry(11, COIN);
        cache.takeBack(
                new Block(
                        ChainParams.regtest().genesis().header(), List.of(tx(List.of(OutPoint.NULL), 1), tx(names, 1))),
                List.of(Collections.nCopies(4, entry)));
        assertThat(cache.size()).isEqualTo(3);
        assertThat(cache.findInMemory(name(1))).isEmpty();
        assertThat(cache.findInMemory(name(4))).isPresent();
    }
}
