package org.wonsi.wallet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.api.MerkleBranch;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.client.NodeClients;
import org.wonsi.wallet.keystore.KeptTransactions;
import org.wonsi.wallet.keystore.KeptTransactions.Kept;
import org.wonsi.wallet.keystore.KeptTransactions.Proof;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.Lie;
import org.wonsi.wallet.problem.Notice;
import org.wonsi.wallet.problem.WalletException;
import org.wonsi.wallet.spv.MerklePath;

/**
 * The bytes of transactions, whose hash must be their id, and the proofs of which of them are in blocks. What was kept from
 * last time is checked against the headers again and not asked for.
 *
 * <p>A false proof is a {@link Notice} that names the node and what it said; it never stops the look, because other
 * nodes may tell the truth. A block that came while headers were asked for looks like a false proof at first, so such a
 * one is tried once more after the headers are read again ({@link #proveAhead}), and is a lie only then.
 */
final class TransactionProofs {
    private final NodeClients nodes;
    private final ChainView chain;
    private final Map<Txid, Transaction> bytes = new LinkedHashMap<>();
    private final Map<Txid, Proof> proofs = new LinkedHashMap<>();
    private final Map<Txid, Proof> undone = new LinkedHashMap<>();
    private final Set<Txid> ahead = new LinkedHashSet<>();
    private final List<Notice> notices = new ArrayList<>();

    TransactionProofs(NodeClients nodes, ChainView chain, KeptTransactions kept) {
        this.nodes = nodes;
        this.chain = chain;
        for (Kept known : kept.all()) {
            Txid txid = known.tx().txid();
            bytes.put(txid, known.tx());
            known.proof().ifPresent(proof -> (holds(proof, known.tx()) ? proofs : undone).put(txid, proof));
        }
    }

    private boolean holds(Proof proof, Transaction tx) {
        return proof.path()
                .under(tx, chain.best())
                .filter(block -> block.hash().equals(proof.block()))
                .isPresent();
    }

    /** Adds a transaction that the wallet made. */
    void add(Transaction tx) {
        bytes.put(tx.txid(), tx);
    }

    /** Gets the bytes of those that are new and proves those that a node says are in a block. */
    void find(Collection<Txid> txids, AddressScan scan) {
        List<Txid> unknown =
                txids.stream().filter(txid -> !bytes.containsKey(txid)).toList();
        for (Optional<Transaction> tx : nodes.each(unknown, txid -> fetch(txid, scan))) {
            tx.ifPresent(this::add);
        }
        prove(
                txids.stream()
                        .filter(txid -> bytes.containsKey(txid) && !proofs.containsKey(txid))
                        .toList(),
                scan);
    }

    private Optional<Transaction> fetch(Txid txid, AddressScan scan) {
        Optional<WalletException> failure = Optional.empty();
        for (AddressScan.Hint hint : scan.hints(txid)) {
            try {
                Optional<Transaction> tx = fetch(txid, hint.node());
                if (tx.isPresent()) {
                    return tx;
                }
            } catch (WalletException e) {
                failure = Optional.of(e);
            }
        }
        failure.ifPresent(e -> {
            throw e;
        });
        return Optional.empty();
    }

    /** The bytes, if the node has them; it was it that told of the id. */
    Optional<Transaction> fetch(Txid txid, EsploraClient node) {
        try {
            Optional<Transaction> tx = node.rawTransaction(txid);
            if (tx.isEmpty()) {
                lie(node, new Lie.NoTransaction(txid));
            }
            return tx;
        } catch (WalletException e) {
            if (e.failure() instanceof Failure.LyingNode lying) {
                lie(node, lying.lie());
                return Optional.empty();
            }
            throw e;
        }
    }

    private void prove(List<Txid> txids, AddressScan scan) {
        nodes.each(txids, txid -> {
            for (AddressScan.Hint hint : scan.hints(txid)) {
                if (hint.confirmed() && prove(txid, hint.node())) {
                    return true;
                }
            }
            return false;
        });
    }

    private boolean prove(Txid txid, EsploraClient node) {
        Optional<MerkleBranch> told = node.merkleBranch(txid);
        Transaction tx = bytes.get(txid);
        if (told.isEmpty() || tx == null) {
            return false;
        }
        Optional<MerklePath> path = path(told.get());
        Optional<HeaderNode> block = path.flatMap(p -> p.under(tx, chain.best()));
        if (path.isPresent() && block.isPresent()) {
            proven(txid, new Proof(block.get().hash(), path.get()));
            return true;
        }
        int height = told.get().blockHeight();
        if (path.isPresent() && height > chain.best().height()) {
            noteAhead(txid, node, height);
        } else if (path.flatMap(p -> tip(node).flatMap(tip -> p.under(tx, tip))).isPresent()) {
            notice(new Notice.OtherBranch(txid, height, node.url()));
        } else {
            lie(node, new Lie.Proof(txid, height));
        }
        return false;
    }

    /** A block may have come since the headers were asked for; that its height is far off is no such thing. */
    private synchronized void noteAhead(Txid txid, EsploraClient node, int height) {
        if (!ahead.add(txid)) {
            lie(node, new Lie.NoBlock(txid, height));
        }
    }

    private synchronized void proven(Txid txid, Proof proof) {
        proofs.put(txid, proof);
    }

    private Optional<HeaderNode> tip(EsploraClient node) {
        return chain.views().stream()
                .filter(view -> view.node().url().equals(node.url()))
                .flatMap(view -> view.tip().stream())
                .findFirst();
    }

    private static Optional<MerklePath> path(MerkleBranch told) {
        try {
            List<Hash256> branch =
                    told.merkle().stream().map(Hash256::ofDisplay).toList();
            return Optional.of(new MerklePath(told.blockHeight(), new MerkleProof(told.pos(), branch)));
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Tries once more what lay in blocks that weren't known yet. */
    void proveAhead(AddressScan scan) {
        if (!ahead.isEmpty()) {
            chain.refresh();
            proofs.entrySet().removeIf(entry -> {
                Transaction tx = bytes.get(entry.getKey());
                return tx == null || !holds(entry.getValue(), tx);
            });
            prove(List.copyOf(ahead), scan);
        }
    }

    private void lie(EsploraClient node, Lie what) {
        notice(new Notice.Lie(node.url(), what));
    }

    private synchronized void notice(Notice notice) {
        if (!notices.contains(notice)) {
            notices.add(notice);
        }
    }

    /** The bytes of a transaction. */
    Optional<Transaction> bytes(Txid txid) {
        return Optional.ofNullable(bytes.get(txid));
    }

    /** The block that has a transaction, if that is proven. */
    Optional<HeaderNode> block(Txid txid) {
        Proof proof = proofs.get(txid);
        return proof == null
                ? Optional.empty()
                : Optional.of(chain.best().ancestor(proof.path().height()));
    }

    /** The proof of a transaction. */
    Optional<Proof> proof(Txid txid) {
        return Optional.ofNullable(proofs.get(txid));
    }

    /** The transactions proven. */
    Set<Txid> proven() {
        return proofs.keySet();
    }

    /** The block a transaction was in before a reorganisation, for those whose proof holds no more. */
    Map<Txid, BlockHash> undone() {
        Map<Txid, BlockHash> blocks = new LinkedHashMap<>();
        undone.forEach((txid, proof) -> blocks.put(txid, proof.block()));
        return blocks;
    }

    /** What nodes said that isn't so. */
    List<Notice> notices() {
        return List.copyOf(notices);
    }
}
