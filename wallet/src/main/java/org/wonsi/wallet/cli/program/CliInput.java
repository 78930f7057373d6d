package org.wonsi.wallet.cli.program;

import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;

/** A parser of the words of a command line; an error says which word is wrong. */
public final class CliInput {
    private static final int SHOWN = 40;

    private CliInput() {}

    /**
     * A transaction's id, as people write it.
     *
     * @throws WalletException no-txid
     */
    public static Txid txid(String word) {
        try {
            return Txid.ofDisplay(word);
        } catch (MalformedException e) {
            throw new WalletException(new Failure.NoTxid(shown(word), e.sentence()));
        }
    }

    /**
     * A transaction in hex.
     *
     * @throws WalletException no-transaction
     */
    public static Transaction transaction(String word) {
        try {
            return Transaction.decode(ByteString.ofHex(word));
        } catch (MalformedException e) {
            throw new WalletException(new Failure.NoTransaction(shown(word), e.sentence()));
        }
    }

    private static String shown(String word) {
        return word.length() <= SHOWN ? word : word.substring(0, SHOWN) + "…";
    }
}
