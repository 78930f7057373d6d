package org.wonsi.wallet.spv;

import java.util.List;
import java.util.Optional;
import org.wonsi.core.api.MerkleBranch;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.problem.Phrase;
import org.wonsi.wallet.problem.WalletException;

/**
 * A payment linked to a header of one's own by its merkle branch.
 *
 * @param tx the payment, whose bytes hash to the id asked for
 * @param block the header it is under
 * @param branch the hashes on the way up
 * @param confirmations blocks of proof of work on it, its own included
 */
public record PaymentProof(Transaction tx, HeaderNode block, MerkleProof branch, int confirmations) {

    /**
     * Asks a node for the payment and its branch, and checks both against the best header.
     *
     * @param own the node's own newest header, on another branch perhaps; empty if it has none that holds
     * @return empty if the node knows of no block that holds it
     * @throws WalletException lost-branch if it is proven under the node's own header only, which has less work behind
     *     it; false-proof if it leads to no header
     */
    public static Optional<PaymentProof> fetch(
            Txid txid, EsploraClient node, HeaderNode best, Optional<HeaderNode> own) {
        Optional<MerkleBranch> told = node.merkleBranch(txid);
        Optional<Transaction> tx = node.rawTransaction(txid);
        if (told.isEmpty() || tx.isEmpty()) {
            return Optional.empty();
        }
        int height = told.get().blockHeight();
        MerkleProof proof;
        try {
            List<Hash256> branch =
                    told.get().merkle().stream().map(Hash256::ofDisplay).toList();
            proof = new MerkleProof(told.get().pos(), branch);
        } catch (RuntimeException malformed) {
            throw new WalletException(
                    "false-proof", node.url(), Phrase.of("proof.malformed", String.valueOf(malformed.getMessage())));
        }
        Optional<HeaderNode> block = holder(proof, tx.get(), best, height);
        if (block.isPresent()) {
            return Optional.of(new PaymentProof(tx.get(), block.get(), proof, best.height() - height + 1));
        }
        Optional<HeaderNode> lost = own.flatMap(tip -> holder(proof, tx.get(), tip, height));
        if (lost.isPresent()) {
            throw new WalletException(
                    "lost-branch", txid, height, lost.get().hash(), node.url(), best.height(), best.hash());
        }
        throw new WalletException(
                "false-proof",
                node.url(),
                height < 0 || height > best.height()
                        ? Phrase.of("proof.no-block", height)
                        : Phrase.of("proof.branch", height));
    }

    /** The block at a height below a header, if the branch leads to it. */
    private static Optional<HeaderNode> holder(MerkleProof proof, Transaction tx, HeaderNode tip, int height) {
        return height < 0 || height > tip.height()
                ? Optional.empty()
                : Optional.of(tip.ancestor(height)).filter(block -> proof.proves(tx, block.header()));
    }
}
