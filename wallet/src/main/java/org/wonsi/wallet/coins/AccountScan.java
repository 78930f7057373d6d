package org.wonsi.wallet.coins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wonsi.core.api.TxDetails;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.client.Nodes;
import org.wonsi.wallet.coins.OwnAddress.Branch;

/**
 * Finds all transactions of an account by asking for its addresses, until twenty in a row were never used (BIP 44's gap
 * limit).
 */
public final class AccountScan {
    /** Unused addresses in a row after which a branch counts as ended. */
    public static final int GAP_LIMIT = 20;

    private AccountScan() {}

    /**
     * Asks the first node that answers.
     *
     * @param nextReceive number of the next receiving address; all before it are asked for, used or not
     * @param nextChange the same of change
     */
    public static Ledger scan(Nodes nodes, Account account, int nextReceive, int nextChange) {
        EsploraClient node = nodes.first();
        int tipHeight = node.tipHeight();
        Map<String, OwnAddress> owned = new LinkedHashMap<>();
        Map<String, TxDetails> transactions = new LinkedHashMap<>();
        int usedReceive = scanBranch(nodes, account, Branch.RECEIVE, nextReceive, owned, transactions);
        int usedChange = scanBranch(nodes, account, Branch.CHANGE, nextChange, owned, transactions);
        ask(nodes, account.imported(), owned, transactions);
        return new Ledger(account.params(), tipHeight, owned, transactions.values(), usedReceive, usedChange);
    }

    /** The number after the last used address of the branch. */
    private static int scanBranch(
            Nodes nodes,
            Account account,
            Branch branch,
            int next,
            Map<String, OwnAddress> owned,
            Map<String, TxDetails> transactions) {
        int asked = 0;
        int afterLastUsed = 0;
        while (asked < Math.max(afterLastUsed, next) + GAP_LIMIT) {
            int to = Math.max(afterLastUsed, next) + GAP_LIMIT;
            List<Boolean> used = ask(nodes, account.addresses(branch, asked, to), owned, transactions);
            for (int i = 0; i < used.size(); i++) {
                if (used.get(i)) {
                    afterLastUsed = asked + i + 1;
                }
            }
            asked = to;
        }
        return afterLastUsed;
    }

    private static List<Boolean> ask(
            Nodes nodes,
            List<OwnAddress> addresses,
            Map<String, OwnAddress> owned,
            Map<String, TxDetails> transactions) {
        EsploraClient node = nodes.first();
        List<List<TxDetails>> answers =
                nodes.each(addresses, a -> node.transactions(a.address().toString()));
        List<Boolean> used = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            owned.put(addresses.get(i).address().toString(), addresses.get(i));
            answers.get(i).forEach(tx -> transactions.put(tx.txid(), tx));
            used.add(!answers.get(i).isEmpty());
        }
        return used;
    }
}
