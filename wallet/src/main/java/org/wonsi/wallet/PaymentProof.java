package org.wonsi.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.api.MerkleBranch;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.HeaderFault;
import org.wonsi.wallet.problem.ProofFault;
import org.wonsi.wallet.problem.WalletException;
import org.wonsi.wallet.spv.MerklePath;

/**
 * A payment linked to a header of one's own by its merkle branch.
 *
 * @param tx the payment, whose bytes hash to the id asked for
 * @param block the header it is under
 * @param path the hashes on the way up
 * @param best the newest header of the branch with the most work
 * @param nodes what each node said of the chain
 */
public record PaymentProof(Transaction tx, HeaderNode block, MerklePath path, HeaderNode best, List<NodeView> nodes) {
    public PaymentProof {
        nodes = List.copyOf(nodes);
    }

    /**
     * A node's claim about the chain, and whether it fits.
     *
     * @param tip hash of its newest block, empty if it showed none
     * @param problem why it isn't believed or wasn't asked, if so
     * @param asked whether it could be asked
     */
    public record NodeView(
            String url, int height, String tip, boolean agrees, Optional<HeaderFault> problem, boolean asked) {}

    /** Blocks of proof of work on it, its own included. */
    public int confirmations() {
        return best.height() - block.height() + 1;
    }

    /**
     * The first proof that any node gives.
     *
     * @throws WalletException false-proof at once for one that leads nowhere; lost-branch if all there are lie under a
     *     branch with less work; not-proven
     */
    static PaymentProof find(Txid txid, ChainView chain) {
        Optional<WalletException> lost = Optional.empty();
        for (ChainView.NodeView view : chain.good()) {
            try {
                Optional<PaymentProof> proof = ask(txid, view, chain);
                if (proof.isPresent()) {
                    return proof.get();
                }
            } catch (WalletException e) {
                if (e.is(Failure.LostBranch.class)) {
                    lost = Optional.of(e);
                } else if (!e.is(Failure.Unreachable.class)) {
                    throw e;
                }
            }
        }
        throw lost.orElseGet(() -> new WalletException(new Failure.NotProven(txid)));
    }

    private static Optional<PaymentProof> ask(Txid txid, ChainView.NodeView view, ChainView chain) {
        EsploraClient node = view.node();
        HeaderNode best = chain.best();
        Optional<MerkleBranch> told = node.merkleBranch(txid);
        Optional<Transaction> tx = node.rawTransaction(txid);
        if (told.isEmpty() || tx.isEmpty()) {
            return Optional.empty();
        }
        int height = told.get().blockHeight();
        MerklePath path = path(told.get(), node);
        Optional<HeaderNode> block = path.under(tx.get(), best);
        if (block.isPresent()) {
            return Optional.of(new PaymentProof(tx.get(), block.get(), path, best, views(chain)));
        }
        Optional<HeaderNode> lost = view.tip().flatMap(tip -> path.under(tx.get(), tip));
        if (lost.isPresent()) {
            throw new WalletException(
                    new Failure.LostBranch(txid, height, lost.get().hash(), node.url(), best.height(), best.hash()));
        }
        throw new WalletException(new Failure.FalseProof(
                node.url(),
                height < 0 || height > best.height() ? new ProofFault.NoBlock(height) : new ProofFault.Branch(height)));
    }

    private static MerklePath path(MerkleBranch told, EsploraClient node) {
        List<Hash256> branch;
        try {
            branch = told.merkle().stream().map(Hash256::ofDisplay).toList();
        } catch (MalformedException e) {
            throw new WalletException(new Failure.FalseProof(node.url(), new ProofFault.Malformed(e.sentence())));
        }
        if (told.pos() < 0 || branch.size() > MerkleProof.MAX_DEPTH) {
            throw new WalletException(
                    new Failure.FalseProof(node.url(), new ProofFault.Impossible(told.pos(), branch.size())));
        }
        return new MerklePath(told.blockHeight(), new MerkleProof(told.pos(), branch));
    }

    private static List<NodeView> views(ChainView chain) {
        List<NodeView> views = new ArrayList<>();
        for (ChainView.NodeView view : chain.views()) {
            views.add(new NodeView(
                    view.node().url(),
                    view.height(),
                    view.tip().map(tip -> tip.hash().toDisplay()).orElse(""),
                    view.agreesWith(chain.best()),
                    view.isGood() ? Optional.empty() : Optional.of(view.reason()),
                    view.failure().isEmpty()));
        }
        return views;
    }
}
