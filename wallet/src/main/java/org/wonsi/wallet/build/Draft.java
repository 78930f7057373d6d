package org.wonsi.wallet.build;

import java.util.List;
import java.util.Optional;
import org.wonsi.core.tx.Transaction;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.coins.Selection;

/**
 * A payment put together and not signed.
 *
 * @param tx without signatures
 * @param selection the coins, in the order of the inputs
 * @param recipients who is paid
 * @param change where the rest comes back, if anything does
 */
public record Draft(Transaction tx, Selection selection, List<Recipient> recipients, Optional<OwnAddress> change) {
    public Draft {
        recipients = List.copyOf(recipients);
    }
}
