package org.wonsi.wallet.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.wallet.coins.CoinSelection;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.coins.OwnCoin;
import org.wonsi.wallet.coins.Selection;
import org.wonsi.wallet.coins.TxSize;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;

/**
 * A builder of payments: it puts together recipients, perhaps a message, the coins that pay, and change at a random place among
 * the outputs, so that its place doesn't tell which one it is (paper, section 10).
 *
 * <p>Inputs signal that the payment may be replaced by one with a higher fee (BIP 125).
 */
public final class PaymentBuilder {
    /** Bytes of a message that nodes still relay. */
    public static final int MAX_MESSAGE = 80;

    private final FeeRate rate;
    private final OwnAddress changeAddress;
    private final RandomGenerator random;
    private final List<Recipient> recipients = new ArrayList<>();
    private final List<TxOut> outputs = new ArrayList<>();

    /** A payment at this fee rate with change to this address. */
    public PaymentBuilder(FeeRate rate, OwnAddress changeAddress, RandomGenerator random) {
        this.rate = rate;
        this.changeAddress = changeAddress;
        this.random = random;
    }

    /**
     * Adds a recipient.
     *
     * @throws WalletException dust if the amount is too small to be relayed, too-much past 21 million
     */
    public PaymentBuilder pay(Recipient recipient) {
        long satoshis = recipient.amount().satoshis();
        if (satoshis < TxSize.DUST) {
            throw new WalletException(new Failure.Dust(recipient.amount(), new Amount(TxSize.DUST)));
        }
        if (!recipient.amount().isInMoneyRange()) {
            throw new WalletException(new Failure.TooMuch(recipient.amount()));
        }
        recipients.add(recipient);
        outputs.add(new TxOut(recipient.amount(), recipient.address().scriptPubKey()));
        return this;
    }

    /** Adds an output of an earlier payment, as it was; the address is the one it pays to, if it pays to one. */
    public PaymentBuilder output(TxOut output, Optional<Address> address) {
        address.ifPresent(paid -> recipients.add(new Recipient(paid, output.value())));
        outputs.add(output);
        return this;
    }

    /** Adds an output that carries bytes and no money. */
    public PaymentBuilder message(ByteString data) {
        if (data.size() > MAX_MESSAGE) {
            throw new WalletException(new Failure.MessageTooLong(data.size(), MAX_MESSAGE));
        }
        outputs.add(new TxOut(Amount.ZERO, StandardScript.nullData(data)));
        return this;
    }

    /** Chooses among the coins. */
    public Draft from(List<OwnCoin> candidates) {
        return assemble(selection(candidates).choose());
    }

    /** Spends exactly these coins. */
    public Draft spending(List<OwnCoin> coins) {
        return assemble(selection(coins).takeAll(Selection.Method.CHOSEN));
    }

    /**
     * Spends coins for the amounts as they are, and takes the fee out of the first recipient's.
     *
     * @param exactly whether all of the coins are to be spent
     * @throws WalletException dust if too little would be left for the recipient
     */
    public Draft feeFromFirst(List<OwnCoin> candidates, boolean exactly) {
        FeeRate free = FeeRate.ZERO;
        List<OwnCoin> worthwhile = candidates.stream()
                .filter(coin -> coin.value().compareTo(rate.fee(TxSize.input(coin))) > 0)
                .toList();
        Selection chosen = exactly
                ? selection(candidates, free).takeAll(Selection.Method.CHOSEN)
                : selection(worthwhile, free).choose();
        // Without change a few satoshis are amount over: they are part of the fee.
        Amount leftOver = chosen.fee();
        Amount needed = rate.fee(chosen.size());
        Amount fee = needed.compareTo(leftOver) > 0 ? needed : leftOver;
        Recipient first = recipients.get(0);
        Amount amount = first.amount().plus(leftOver).minus(fee);
        if (amount.satoshis() < TxSize.DUST) {
            throw new WalletException(new Failure.Dust(amount, new Amount(TxSize.DUST)));
        }
        recipients.set(0, new Recipient(first.address(), amount));
        outputs.set(0, new TxOut(amount, first.address().scriptPubKey()));
        return assemble(
                new Selection(chosen.coins(), chosen.change(), fee, chosen.size(), chosen.method(), chosen.waste()));
    }

    private CoinSelection selection(List<OwnCoin> candidates) {
        return selection(candidates, rate);
    }

    private CoinSelection selection(List<OwnCoin> candidates, FeeRate at) {
        Amount sum = outputs.stream().map(TxOut::value).reduce(Amount.ZERO, Amount::plus);
        int bytes = outputs.stream().mapToInt(TxOut::size).sum();
        return new CoinSelection(candidates, at, sum, bytes, outputs.size(), random);
    }

    /**
     * Everything there is to one address, less the fee; coins that cost more than they bring stay.
     *
     * @throws WalletException not-enough if the fee would take it all; too-many-coins if they don't fit into a transaction
     */
    public static Draft everything(List<OwnCoin> coins, Recipient to, FeeRate rate) {
        int outputBytes = new TxOut(Amount.ZERO, to.address().scriptPubKey()).size();
        Selection selection = CoinSelection.everything(coins, rate, outputBytes);
        Amount amount = selection.total().minus(selection.fee());
        TxOut output = new TxOut(amount, to.address().scriptPubKey());
        return new Draft(
                new Transaction(2, inputs(selection.coins()), List.of(output), 0),
                selection,
                List.of(new Recipient(to.address(), amount)),
                Optional.empty());
    }

    private Draft assemble(Selection selection) {
        List<TxOut> all = new ArrayList<>(outputs);
        boolean hasChange = selection.change().satoshis() > 0;
        if (hasChange) {
            Script script = changeAddress.address().scriptPubKey();
            all.add(random.nextInt(all.size() + 1), new TxOut(selection.change(), script));
        }
        return new Draft(
                new Transaction(2, inputs(selection.coins()), all, 0),
                selection,
                recipients,
                hasChange ? Optional.of(changeAddress) : Optional.empty());
    }

    private static List<TxIn> inputs(List<OwnCoin> coins) {
        return coins.stream()
                .map(coin -> new TxIn(coin.outPoint(), Script.EMPTY, TxIn.SEQUENCE_REPLACEABLE))
                .toList();
    }
}
