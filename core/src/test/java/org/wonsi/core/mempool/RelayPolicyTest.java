package org.wonsi.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.core.mempool.PoolFixture.out;
import static org.wonsi.core.mempool.PoolFixture.pay;
import static org.wonsi.core.mempool.PoolFixture.sign;
import static org.wonsi.core.mempool.PoolFixture.unsigned;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

class RelayPolicyTest {
    private static final long FIFTY = 50_00000000L;

    @Test
    @DisplayName("the defaults are Bitcoin Core 28.1's")
    void defaults() {
        RelayPolicy policy = RelayPolicy.standard();
        assertThat(policy.minRelayFee()).isEqualTo(new FeeRate(1000));
        assertThat(policy.maxDataCarrierBytes()).isEqualTo(83);
        assertThat(policy.maxMemory()).isEqualTo(300_000_000);
        assertThat(policy.leastMemory()).isEqualTo(4_040_000);
        assertThat(policy.expirySeconds()).isEqualTo(336 * 3600);
    }

    @Test
    @DisplayName("each choice changes itself and nothing else")
    void choices() {
        RelayPolicy changed = RelayPolicy.standard()
                .acceptingNonStandard()
                .withMinRelayFee(new FeeRate(1))
                .withMaxDataCarrierBytes(2)
                .withMaxMemory(3)
                .withExpirySeconds(4);
        assertThat(changed)
                .isEqualTo(new RelayPolicy(
                        true, new FeeRate(1), new FeeRate(1000), new FeeRate(3000), 2, 25, 101_000, 3, 4));
    }

    @Test
    @DisplayName("the least fee is asked for exactly: half a satoshi a byte, and nothing at all")
    void minRelayFee() {
        PoolFixture half = new PoolFixture(1, RelayPolicy.standard().withMinRelayFee(new FeeRate(500)));
        int size = pay(half.coins, FIFTY).size();
        int fee = (size + 1) / 2;
        assertThat(reason(half, pay(half.coins, FIFTY - fee + 1))).contains("min relay fee not met");
        half.accepted(pay(half.coins, FIFTY - fee));
        PoolFixture free = new PoolFixture(1, RelayPolicy.standard().withMinRelayFee(FeeRate.ZERO));
        free.accepted(pay(free.coins, FIFTY));
    }

    @Test
    @DisplayName("an output that carries data has a script of 83 bytes at most, or of as many as the node allows")
    void dataCarrier() {
        assertThat(dataOutput(RelayPolicy.standard(), 83)).isEmpty();
        assertThat(dataOutput(RelayPolicy.standard(), 84)).contains("scriptpubkey");
        RelayPolicy forty = RelayPolicy.standard().withMaxDataCarrierBytes(40);
        assertThat(dataOutput(forty, 40)).isEmpty();
        assertThat(dataOutput(forty, 41)).contains("scriptpubkey");
        RelayPolicy none = RelayPolicy.standard().withMaxDataCarrierBytes(0);
        assertThat(dataOutput(none, 1)).contains("scriptpubkey");
    }

    private static Optional<String> dataOutput(RelayPolicy policy, int scriptBytes) {
        PoolFixture f = new PoolFixture(1, policy);
        Script script = scriptBytes == 1
                ? Script.ofHex("6a")
                : StandardScript.nullData(
                        ByteString.copyOf(new byte[scriptBytes < 78 ? scriptBytes - 2 : scriptBytes - 3]));
        assertThat(script.size()).isEqualTo(scriptBytes);
        return reason(
                f, sign(new Transaction(2, unsigned(f.coins).inputs(), List.of(new TxOut(Amount.ZERO, script)), 0)));
    }

    private static Optional<String> reason(PoolFixture f, Transaction tx) {
        return f.pool.test(tx, f.now).violation().map(Violation::rejectString);
    }

    @Test
    @DisplayName("memory is counted as Bitcoin Core counts it: 1,032 bytes for a payment of one input and one output")
    void memory() {
        PoolFixture f = new PoolFixture(1);
        assertThat(f.pool.memory()).isZero();
        Transaction parent = f.accepted(pay(f.coins, FIFTY - 1000));
        assertThat(f.pool.memory()).isEqualTo(1032);
        f.accepted(pay(out(parent, 0), FIFTY - 2000));
        assertThat(f.pool.memory()).isEqualTo(1032 + 1032 + 128);
        f.mine();
        assertThat(f.pool.memory()).isZero();
    }

    @Test
    @DisplayName("many tiny inputs count for the memory they take, not for their bytes")
    void tinyInputs() {
        List<TxIn> inputs = Collections.nCopies(2000, new TxIn(OutPoint.NULL, Script.EMPTY, 0));
        Transaction tx = new Transaction(1, inputs, List.of(), 0);
        assertThat(tx.size()).isEqualTo(82_012);
        assertThat(MemoryUsage.of(tx)).isEqualTo(456 + 192 + (104 * 2000 + 16) + 64 * 2000);
    }

    @Test
    @DisplayName("two payments of 1,032 bytes of memory fit 2,064 bytes, but not 2,063")
    void maxMemory() {
        assertThat(countAfterTwo(2064)).isEqualTo(2);
        assertThat(countAfterTwo(2063)).isEqualTo(1);
    }

    private static int countAfterTwo(long memory) {
        PoolFixture f = new PoolFixture(2, RelayPolicy.standard().withMaxMemory(memory));
        f.accepted(pay(f.coins.get(0), FIFTY - 1000));
        f.accepted(pay(f.coins.get(1), FIFTY - 2000));
        return f.pool.count();
    }

    @Test
    @DisplayName("after the hour that the node allows a transaction goes, a second earlier it doesn't")
    void expiry() {
        PoolFixture f = new PoolFixture(1, RelayPolicy.standard().withExpirySeconds(3600));
        f.accepted(pay(f.coins, FIFTY - 1000));
        assertThat(f.pool.expire(f.now + 3600).removed()).isEmpty();
        assertThat(f.pool.expire(f.now + 3601).removed()).hasSize(1);
    }
}
