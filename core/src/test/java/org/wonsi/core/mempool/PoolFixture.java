package org.wonsi.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hex;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.crypto.Hash160;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.SignatureHash;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/** A regtest chain with mature coins of one key, and its mempool. */
final class PoolFixture {
    static final PrivateKey KEY = PrivateKey.of(Hex.parse("01".repeat(32)));
    static final Script PAY =
            StandardScript.payToPublicKeyHash(Hash160.hash(KEY.publicKey(true).bytes()));

    final ChainState chain = new ChainState(ChainParams.regtest(), new MemoryChainStore(), ScriptCheckRunner.inOrder());
    final Mempool pool;
    final List<OutPoint> coins = new ArrayList<>();
    long now = 1_600_000_000L;

    /** So many spendable coins of 50 (the first 149 blocks), in a pool of this policy. */
    PoolFixture(int spendable, RelayPolicy policy) {
        pool = new Mempool(chain, policy);
        for (int i = 0; i < spendable + 100; i++) {
            Block block = mine();
            if (i < spendable) {
                coins.add(new OutPoint(block.transactions().get(0).txid(), 0));
            }
        }
    }

    PoolFixture(int spendable) {
        this(spendable, RelayPolicy.standard());
    }

    /** Mines a block of what the pool holds. */
    Block mine() {
        now += 600;
        Block block = Mining.solve(BlockTemplate.create(chain, pool, PAY, "/Test/", now, now));
        submit(block);
        return block;
    }

    /** Mines a block of these transactions alone, whether policy likes them or not. */
    Block mineOnly(Transaction... transactions) {
        now += 600;
        Block empty = BlockTemplate.create(chain, new Mempool(chain, RelayPolicy.standard()), PAY, "/Test/", now, now)
                .block(0);
        List<Transaction> all = new ArrayList<>(empty.transactions());
        all.addAll(List.of(transactions));
        Block block = Mining.sealed(new Block(empty.header(), all));
        submit(block);
        return block;
    }

    /** Takes a transaction that must be fine. */
    Transaction accepted(Transaction tx) {
        MempoolResult result = pool.accept(tx, now);
        assertThat(result.outcome()).as("%s", result).isEqualTo(MempoolResult.Outcome.ACCEPTED);
        return tx;
    }

    MempoolChange submit(Block block) {
        BlockResult result = chain.acceptBlock(block, now);
        assertThat(result.outcome()).as("%s", result).isEqualTo(BlockResult.Outcome.ACCEPTED);
        return pool.onTipChange(result.changes(), now);
    }

    /** An unsigned payment of these amounts in satoshis to the key itself. */
    static Transaction unsigned(List<OutPoint> spent, long... satoshis) {
        return new Transaction(
                2,
                spent.stream()
                        .map(out -> new TxIn(out, Script.EMPTY, 0xffff_fffdL))
                        .toList(),
                Arrays.stream(satoshis)
                        .mapToObj(amount -> new TxOut(new Amount(amount), PAY))
                        .toList(),
                0);
    }

    /** A signed payment of these amounts in satoshis to the key itself. */
    static Transaction pay(List<OutPoint> spent, long... satoshis) {
        return sign(unsigned(spent, satoshis));
    }

    static Transaction pay(OutPoint spent, long... satoshis) {
        return pay(List.of(spent), satoshis);
    }

    static OutPoint out(Transaction tx, int index) {
        return new OutPoint(tx.txid(), index);
    }

    /** Signs every input, all of which spend {@link #PAY}. */
    static Transaction sign(Transaction tx) {
        List<TxIn> inputs = new ArrayList<>();
        for (int i = 0; i < tx.inputs().size(); i++) {
            ByteString der = KEY.sign(SignatureHash.hash(tx, i, PAY, 1)).toDer();
            ByteString signature =
                    new ByteWriter().writeBytes(der).writeUInt8(1).toByteString();
            Script scriptSig = new ScriptBuilder()
                    .push(signature)
                    .push(KEY.publicKey(true).bytes())
                    .build();
            TxIn in = tx.inputs().get(i);
            inputs.add(new TxIn(in.prevout(), scriptSig, in.sequence()));
        }
        return new Transaction(tx.version(), inputs, tx.outputs(), tx.lockTime());
    }
}
