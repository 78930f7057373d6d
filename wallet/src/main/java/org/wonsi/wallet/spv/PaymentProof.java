package org.wonsi.wallet.spv;

import java.util.List;
import java.util.Optional;
import org.wonsi.core.api.MerkleBranch;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.Phrase;
import org.wonsi.wallet.WalletException;
import org.wonsi.wallet.client.EsploraClient;

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
     * @return empty if the node knows of no block that holds it
     * @throws WalletException false-proof if the branch doesn't lead to the header
     */
    public static Optional<PaymentProof> fetch(Txid txid, EsploraClient node, HeaderNode best) {
        Optional<MerkleBranch> told = node.merkleBranch(txid);
        Optional<Transaction> tx = node.rawTransaction(txid);
        if (told.isEmpty() || tx.isEmpty()) {
            return Optional.empty();
        }
        int height = told.get().blockHeight();
        if (height < 0 || height > best.height()) {
            throw new WalletException("false-proof", node.url(), Phrase.of("proof.no-block", height));
        }
        HeaderNode block = best.ancestor(height);
        MerkleProof proof;
        try {
            List<Hash256> branch =
                    told.get().merkle().stream().map(Hash256::ofDisplay).toList();
            proof = new MerkleProof(told.get().pos(), branch);
        } catch (RuntimeException malformed) {
            throw new WalletException(
                    "false-proof", node.url(), Phrase.of("proof.malformed", String.valueOf(malformed.getMessage())));
        }
        if (!proof.proves(tx.get(), block.header())) {
            throw new WalletException("false-proof", node.url(), Phrase.of("proof.branch", height));
        }
        return Optional.of(new PaymentProof(tx.get(), block, proof, best.height() - height + 1));
    }
}
