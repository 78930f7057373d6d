package org.wonsi.lab.spv;

import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.HeaderResult;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;

/**
 * A wallet that holds 80 bytes of each block and checks payments with them.
 *
 * <p>It checks the work, the target and the time of every header, and follows the branch with the most work. Which payments a
 * block holds it can check; whether they obey the rules it can't. So an attacker with more work than all others can make it
 * believe in a payment that no node accepts. Source: paper, section 8.
 */
public final class SpvWallet {
    private static final int HEADER_BYTES = 80;

    private final ChainState headers;
    private final long now;
    private int count = 1;

    /**
     * A wallet that knows the genesis block's header.
     *
     * @param now seconds since 1970 UTC; headers too far ahead of it are refused
     */
    public SpvWallet(ChainParams params, long now) {
        this.headers = new ChainState(params, new MemoryChainStore(), ScriptCheckRunner.inOrder());
        this.now = now;
    }

    /** The question for the headers that come after its own. */
    public Message.GetHeaders question() {
        return new Message.GetHeaders(
                VersionMessage.PROTOCOL_VERSION, headers.locator(headers.bestHeader()), BlockHash.ZERO);
    }

    /** Takes headers in, parents first; the rule that one of them breaks, where it stops, or nothing. */
    public Optional<Violation> accept(List<BlockHeader> list) {
        for (BlockHeader header : list) {
            HeaderResult result = headers.acceptHeader(header, now);
            if (result.violation().isPresent()) {
                return result.violation();
            }
            if (result.outcome() == HeaderResult.Outcome.ACCEPTED) {
                count++;
            }
        }
        return Optional.empty();
    }

    /** The header with the most work behind it. */
    public HeaderNode best() {
        return headers.bestHeader();
    }

    /** The number of headers that this wallet holds, on all branches. */
    public int count() {
        return count;
    }

    /** The bytes that these headers take. */
    public long bytes() {
        return (long) HEADER_BYTES * count;
    }

    /**
     * The number of blocks that confirm a payment, its own included; empty if the proof doesn't lead to a header of the
     * best branch.
     */
    public Optional<Integer> confirmations(PaymentProof proof) {
        return headers.headers()
                .get(proof.block())
                .filter(block -> block.isAncestorOf(best()) || block == best())
                .filter(block -> proof.branch().proves(proof.tx(), block.header()))
                .map(block -> best().height() - block.height() + 1);
    }

    /** The sums that a transaction spends and pays out. */
    public record Sums(Amount in, Amount out) {
        /** Whether it makes money out of nothing. */
        public boolean isFraud() {
            return out.compareTo(in) > 0;
        }
    }

    /**
     * Follows up a node's alert that a payment in a block pays out more than it spends: adds up itself, and gives the block up if
     * it is so. An alert is believed no more than anything else.
     *
     * @param block the whole block, as the wallet has downloaded it
     * @param accused one of its transactions
     * @param spent the transactions whose outputs that one spends, each proved
     * @return what it found; empty if the block isn't one of its own, or something doesn't belong to it or isn't proved
     */
    public Optional<Sums> followAlert(Block block, Transaction accused, List<PaymentProof> spent) {
        Optional<HeaderNode> known = headers.headers().get(block.hash());
        if (known.isEmpty()
                || !MerkleTree.of(block).root().equals(block.header().merkleRoot())
                || !block.transactions().contains(accused)
                || accused.isCoinbase()) {
            return Optional.empty();
        }
        Amount in = Amount.ZERO;
        for (var input : accused.inputs()) {
            Optional<Amount> value = value(input.prevout(), spent);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            in = in.plus(value.get());
        }
        Amount out = accused.outputs().stream().map(TxOut::value).reduce(Amount.ZERO, Amount::plus);
        Sums sums = new Sums(in, out);
        if (sums.isFraud()) {
            headers.invalidate(block.hash());
        }
        return Optional.of(sums);
    }

    private Optional<Amount> value(OutPoint coin, List<PaymentProof> spent) {
        return spent.stream()
                .filter(proof -> proof.tx().txid().equals(coin.txid()))
                .filter(proof -> confirmations(proof).isPresent())
                .filter(proof -> coin.index() < proof.tx().outputs().size())
                .map(proof -> proof.tx().outputs().get((int) coin.index()).value())
                .findFirst();
    }
}
