package org.wonsi.wallet;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.wallet.client.NodeClients;
import org.wonsi.wallet.coins.Account;
import org.wonsi.wallet.coins.WalletTx;
import org.wonsi.wallet.keystore.KeptTransactions;
import org.wonsi.wallet.keystore.KeyFile;
import org.wonsi.wallet.keystore.Secrets;
import org.wonsi.wallet.keystore.StoredAccount;
import org.wonsi.wallet.keystore.WalletDirectory;
import org.wonsi.wallet.keystore.WalletState;

/**
 * A search for the accounts that recovery words were used for: one after the other, until one has no history (BIP
 * 44, account discovery).
 *
 * <p>Only proven transactions are history. A node that claims payments to account after account would otherwise have the
 * wallet ask for a hundred accounts at every look.
 */
public final class AccountDiscovery {
    private final WalletSetting setting;
    private final NodeClients nodes;
    private final ChainView chain;

    private AccountDiscovery(WalletSetting setting, NodeClients nodes) {
        this.setting = setting;
        this.nodes = nodes;
        this.chain = ChainView.follow(
                ChainParams.of(setting.network()),
                new WalletDirectory(setting.home(), setting.network()).headers(),
                nodes,
                now(setting));
    }

    private static long now(WalletSetting setting) {
        return setting.clock().instant().getEpochSecond();
    }

    /** The used accounts after the last of a key file; none if that one has no history. The caller wipes the secrets. */
    public static List<StoredAccount> find(WalletSetting setting, KeyFile keys, Secrets secrets) {
        try (NodeClients nodes = Wallet.nodes(setting)) {
            AccountDiscovery discovery = new AccountDiscovery(setting, nodes);
            discovery.chain.notices().forEach(setting.notice());
            return discovery.find(keys, secrets);
        }
    }

    private List<StoredAccount> find(KeyFile keys, Secrets secrets) {
        List<StoredAccount> found = new ArrayList<>();
        int number = keys.accounts().size();
        boolean used = isUsed(keys.accounts().get(number - 1));
        while (used && number < KeyFile.MAX_ACCOUNTS) {
            StoredAccount next = StoredAccount.derive(secrets, setting.network(), number, "");
            used = isUsed(next);
            if (used) {
                found.add(next);
            }
            number++;
        }
        return found;
    }

    private boolean isUsed(StoredAccount account) {
        WalletScan scan = new WalletScan(
                nodes,
                chain,
                List.of(new Account(account)),
                new KeptTransactions(),
                WalletState.fresh(),
                HistoryDepth.coins(setting.mostTransactions()),
                now(setting));
        boolean used = scan.books().transactions().stream().anyMatch(WalletTx::isProven);
        scan.notices().forEach(setting.notice());
        return used;
    }
}
