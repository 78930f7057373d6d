package org.wonsi.browser.phone;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.wallet.coins.Account;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.coins.OwnAddress.Branch;
import org.wonsi.wallet.coins.WalletTx;

/**
 * A search of the tab's own chain for what touches the wallet, block by block, continued where it ended.
 *
 * <p>Twenty addresses past the last used one of each branch are looked for, as the command line does (BIP 44). Whenever that
 * line moves, all blocks are searched once more: one of them may have paid to an address that wasn't looked for then.
 */
final class ChainScan {
    /** Unused addresses in a row after which nothing more is expected. */
    static final int GAP = 20;

    private final Account account;
    private final Map<Script, OwnAddress> owned = new HashMap<>();
    private final Map<Branch, Integer> watched = new EnumMap<>(Branch.class);
    private final Map<Branch, Integer> used = new EnumMap<>(Branch.class);
    private final List<BlockHash> searched = new ArrayList<>();
    private final List<WalletTx> found = new ArrayList<>();
    private final Set<OutPoint> outputs = new HashSet<>();

    ChainScan(Account account) {
        this.account = account;
        watch();
    }

    /** The addresses that are looked for. */
    List<OwnAddress> owned() {
        return List.copyOf(owned.values());
    }

    /** What the chain has of the wallet. */
    List<WalletTx> found() {
        return List.copyOf(found);
    }

    /** Whether an address is used in the chain: the number after the last used one of a branch. */
    int used(Branch branch) {
        return used.getOrDefault(branch, 0);
    }

    /** Searches what is new; after a reorganisation first forgets what is undone. */
    void update(VerifiedChain chain) {
        boolean moved;
        do {
            int keep = 0;
            while (keep < searched.size()
                    && keep <= chain.height()
                    && chain.hash(keep).equals(searched.get(keep))) {
                keep++;
            }
            forgetFrom(keep);
            for (int height = keep; height <= chain.height(); height++) {
                search(chain, height);
            }
            moved = watch();
            if (moved) {
                forgetFrom(0);
            }
        } while (moved);
    }

    private void forgetFrom(int height) {
        while (searched.size() > height) {
            searched.remove(searched.size() - 1);
        }
        found.removeIf(tx -> tx.height() >= height);
        outputs.clear();
        found.forEach(tx -> remember(tx.tx()));
    }

    private void search(VerifiedChain chain, int height) {
        BlockHash hash = chain.hash(height);
        Block block = chain.block(height);
        for (Transaction tx : block.transactions()) {
            if (touches(tx)) {
                found.add(new WalletTx(
                        tx,
                        WalletTx.Standing.PROVEN,
                        height,
                        hash.toDisplay(),
                        block.header().time(),
                        WalletTx.Clock.BLOCK,
                        List.of()));
                remember(tx);
            }
        }
        searched.add(hash);
    }

    /** Whether a transaction pays to the wallet, or spends what it got. */
    boolean touches(Transaction tx) {
        for (TxIn input : tx.inputs()) {
            if (outputs.contains(input.prevout())) {
                return true;
            }
        }
        for (TxOut output : tx.outputs()) {
            if (owned.containsKey(output.scriptPubKey())) {
                return true;
            }
        }
        return false;
    }

    private void remember(Transaction tx) {
        for (int i = 0; i < tx.outputs().size(); i++) {
            OwnAddress own = owned.get(tx.outputs().get(i).scriptPubKey());
            if (own != null) {
                outputs.add(new OutPoint(tx.txid(), i));
                used.merge(own.branch(), own.index() + 1, Math::max);
            }
        }
    }

    /** Looks for as many addresses as it should; whether there are more now. */
    private boolean watch() {
        boolean more = false;
        for (Branch branch : List.of(Branch.RECEIVE, Branch.CHANGE)) {
            int wanted = used(branch) + GAP;
            for (int index = watched.getOrDefault(branch, 0); index < wanted; index++) {
                OwnAddress own = account.address(branch, index);
                owned.put(own.address().scriptPubKey(), own);
                watched.put(branch, index + 1);
                more = true;
            }
        }
        return more;
    }
}
