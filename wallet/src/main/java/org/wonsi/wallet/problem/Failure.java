package org.wonsi.wallet.problem;

import org.wonsi.core.address.Address;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.Sentence;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Txid;

/** A reason why a command ends without having done what it was asked for. */
public sealed interface Failure extends UserMessage {
    @Override
    default String family() {
        return "error";
    }

    /** The password opens nothing in the key file. */
    record WrongPassword() implements Failure {}

    /** A password is needed, and neither terminal, file nor variable gives one. */
    record NoPassword() implements Failure {}

    /** A new password has no character. */
    record EmptyPassword() implements Failure {}

    /** A new password was typed differently the second time. */
    record PasswordsDiffer() implements Failure {}

    /** A passphrase is to be asked for, and there is no terminal. */
    record NoPassphrase() implements Failure {}

    /** A new passphrase was typed differently the second time. */
    record PassphrasesDiffer() implements Failure {}

    /** No recovery words came from standard input. */
    record NoWords() implements Failure {}

    /** A number of recovery words that BIP 39 doesn't know. */
    record BadCount(int words) implements Failure {}

    /** A language without a word list. */
    record BadWordList(String language) implements Failure {}

    /** No private key came from standard input. */
    record NoKey() implements Failure {}

    /** The private key to import is in the wallet already. */
    record KeyKnown(Address address) implements Failure {}

    /** The wallet only watches: it has no keys to sign with. */
    record WatchOnly() implements Failure {}

    /** There is no wallet of that name. */
    record NoWallet(String wallet, String network, String directory) implements Failure {}

    /** There is a wallet of that name already. */
    record WalletExists(String wallet, String file) implements Failure {}

    /** A text that can't be a wallet's name. */
    record BadName(String name) implements Failure {}

    /** A key file isn't as it was written. */
    record DamagedFile(String file, KeyFileFault damage) implements Failure {}

    /** The public key of an account in a key file is none of this network. */
    record DamagedAccount(String key, Sentence why) implements Failure {}

    /** A key file is of a version that this program doesn't know yet. */
    record NewerFile(String file, long version, int newest) implements Failure {}

    /** The file of labels and pending payments can't be read; no key is lost with it. */
    record DamagedState(String file, Sentence damage) implements Failure {}

    /** The file of kept transactions can't be read; nodes have them, too. */
    record DamagedTransactions(String file, Sentence damage) implements Failure {}

    /** A file can't be read or written. */
    record Disk(String file, DiskFault fault) implements Failure {}

    /** Another command has changed the key file since this one read it. */
    record FileChanged(String wallet) implements Failure {}

    /** The wallet has no such account. */
    record NoAccount(String wallet, String account) implements Failure {}

    /** There is an account of that name already. */
    record AccountExists(String account) implements Failure {}

    /** The last account has no history, and a restored wallet would look no further (BIP 44). */
    record AccountUnused(int account) implements Failure {}

    /** A text that can't be an account's name. */
    record BadAccountName(String name) implements Failure {}

    /** The wallet has as many accounts as it can have. */
    record TooManyAccounts(int most) implements Failure {}

    /** The first account can't be named. */
    record FirstAccount() implements Failure {}

    /** A text that is no URL of a node. */
    record BadUrl(String url) implements Failure {}

    /** A limit of transactions read for one address that is out of range. */
    record BadMaxHistory(int given) implements Failure {}

    /** A number of seconds that is out of range. */
    record BadTimeout(int given) implements Failure {}

    /** A node doesn't answer. */
    record Unreachable(String url, ConnectionFault why) implements Failure {}

    /** A node's answer can't be understood. */
    record NodeAnswer(String url, AnswerFault answer) implements Failure {}

    /** A node refuses a transaction. */
    record NodeRefused(String node, Refusal refusal) implements Failure {}

    /** A node said something that its own bytes disprove. */
    record LyingNode(String node, Lie lie) implements Failure {}

    /** A node's genesis block is that of another network. */
    record OtherNetwork(String node, String theirs, String network, String ours) implements Failure {}

    /** No node shows a chain of headers that obeys the rules. */
    record NoGoodChain(String node, UserMessage fault) implements Failure {}

    /** An address has a longer history than is read, and the node doesn't list its coins. */
    record TooMany(String address, int most) implements Failure {}

    /** The time for all questions of a command is over. */
    record Deadline(int seconds, String url) implements Failure {}

    /** The command was interrupted. */
    record Interrupted() implements Failure {}

    /** The coins aren't worth the payment and its fee. */
    record NotEnough(Amount have, Amount wanted, Amount fee, Amount missing) implements Failure {}

    /** The coins aren't worth the payment and its fee, but would be with those that can't be spent yet. */
    record NotEnoughYet(Amount have, Amount wanted, Amount fee, Amount waiting) implements Failure {}

    /** The payment needs more coins than fit into a transaction that nodes relay. */
    record TooManyCoins(int most, Amount worth) implements Failure {}

    /** A coin that was named can't be spent now. */
    record NoCoin(String coin) implements Failure {}

    /** A text that names no coin. */
    record BadCoin(String coin) implements Failure {}

    /** No single coin holds enough for the lesson on double spends. */
    record NoSingleCoin(Amount needed) implements Failure {}

    /** An amount that costs more to spend than it is worth; nodes don't relay it. */
    record Dust(Amount amount, Amount least) implements Failure {}

    /** An amount of more than 21 million coins. */
    record TooMuch(Amount amount) implements Failure {}

    /** A message of more bytes than nodes relay. */
    record MessageTooLong(int size, int most) implements Failure {}

    /** An address without an amount after it. */
    record NoAmount(String address) implements Failure {}

    /** All coins can be sent to one recipient only, without a message. */
    record AllToOne() implements Failure {}

    /** A fee so high that it is probably a slip. */
    record HighFee(Amount fee, String percent, long mostPercent, Amount most) implements Failure {}

    /** Nobody is there to look at the payment. */
    record NeedsYes() implements Failure {}

    /** The person said no. */
    record NotConfirmed() implements Failure {}

    /** Another command of this wallet has just spent one of the coins. */
    record CoinTaken(OutPoint coin, String payment) implements Failure {}

    /** A payment is signed and kept, and no node has taken it yet. */
    record Kept(String payment, Failure last) implements Failure {}

    /** A text that is no transaction's id. */
    record NoTxid(String text, Sentence why) implements Failure {}

    /** A text that is no transaction in hex. */
    record NoTransaction(String text, Sentence why) implements Failure {}

    /** A transaction pays out more than it spends. */
    record PaysTooMuch(Amount excess) implements Failure {}

    /** A transaction spends nothing of this wallet. */
    record NothingToSign(String wallet) implements Failure {}

    /** The value of a coin can't be known without the transaction that made it. */
    record PreviousMissing(OutPoint coin) implements Failure {}

    /** An address isn't one of this wallet's. */
    record NotOwn(String address, String wallet) implements Failure {}

    /** A transaction isn't a waiting payment that this wallet made and keeps. */
    record NoOwnPayment(Txid payment) implements Failure {}

    /** A payment isn't on its way. */
    record NoPending(String payment, String wallet) implements Failure {}

    /** A payment to be given up is in the mempool of nodes. */
    record StillWaiting(String payment, String nodes) implements Failure {}

    /** A payment to be given up is in a block. */
    record AbandonConfirmed(String payment) implements Failure {}

    /** A payment whose fee is to be raised is in a block. */
    record ConfirmedAlready(Txid payment) implements Failure {}

    /** No input of a payment signals that it may be replaced (BIP 125). */
    record NotReplaceable(Txid payment) implements Failure {}

    /** A replacement pays less than nodes ask of one (BIP 125, rules 3 and 4). */
    record BumpTooLow(Amount fee, Amount least, Amount before, FeeRate rate) implements Failure {}

    /** Payments of this wallet build on the one to be replaced. */
    record BumpChildren(Txid payment, String children) implements Failure {}

    /** Nothing of a payment comes back, so no child can pay for it. */
    record NoChange(Txid payment) implements Failure {}

    /** Somebody else's payment, which only a node claims, can't be built on. */
    record ClaimedParent(Txid payment) implements Failure {}

    /** A payment pays the wanted rate already. */
    record PaidEnough(Txid payment, FeeRate rate) implements Failure {}

    /** A node's merkle branch doesn't prove what it should. */
    record FalseProof(String node, ProofFault fault) implements Failure {}

    /** A payment is in a block of a branch that has less work than another. */
    record LostBranch(Txid payment, int height, BlockHash block, String node, int bestHeight, BlockHash best)
            implements Failure {}

    /** No node proves that a payment is in a block. */
    record NotProven(Txid payment) implements Failure {}

    /** The lesson on double spends takes two nodes. */
    record TwoNodes() implements Failure {}

    /** The lesson on double spends isn't for real money. */
    record NotOnMainnet() implements Failure {}
}
