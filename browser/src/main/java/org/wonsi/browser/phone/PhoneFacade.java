package org.wonsi.browser.phone;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.util.Optional;
import java.util.function.Supplier;
import org.teavm.jso.JSExport;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.hd.Mnemonic;
import org.wonsi.core.hd.WordList;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.build.PaymentUri;
import org.wonsi.wallet.build.Recipient;
import org.wonsi.wallet.problem.WalletException;

/**
 * The functions of the phone's Java that JavaScript may call: a wallet over the chain that the phone checks itself.
 *
 * <p>All answer JSON; what can't be done is {@code {"problem": code, ...}}. {@code phone.d.ts} lists them with their types. A worker calls
 * them one after the other.
 */
public final class PhoneFacade {
    private static final State STATE = new State();

    private static final class State {
        private ChainParams params = ChainParams.seminar();
        private Optional<PhoneWallet> wallet = Optional.empty();
        private Optional<VerifiedChain> chain = Optional.empty();
    }

    private PhoneFacade() {}

    private static PhoneWallet wallet() {
        return STATE.wallet.orElseThrow(() -> new IllegalStateException("no wallet is open"));
    }

    private static String answer(Supplier<String> work) {
        try {
            return work.get();
        } catch (WalletException e) {
            return PhoneText.problem(e);
        } catch (MalformedException e) {
            return PhoneText.problem(e);
        }
    }

    // ------------------------------------------------------------------------------------------- keys

    /**
     * New recovery words.
     *
     * @param entropy 16 to 32 random bytes in hex
     * @param list en or ko
     */
    @JSExport
    public static String newWords(String entropy, String list) {
        byte[] bytes = ByteString.ofHex(entropy).toByteArray();
        return words(Mnemonic.ofEntropy(bytes, list.equals("ko") ? WordList.KOREAN : WordList.ENGLISH));
    }

    /** Words as they are written in their list; or what is wrong with them. */
    @JSExport
    public static String readWords(String text) {
        return answer(() -> words(Mnemonic.parse(text)));
    }

    private static String words(Mnemonic words) {
        JsonStringWriter out = JsonWriter.string().object().array("words");
        words.words().forEach(out::value);
        return out.end().end().done();
    }

    /** Opens the wallet of these words on a network by its name; answers its state. */
    @JSExport
    public static String openWallet(String words, String network) {
        return answer(() -> {
            STATE.params = ChainParams.of(Network.parse(network));
            PhoneWallet opened = new PhoneWallet(Mnemonic.parse(words), STATE.params);
            STATE.wallet = Optional.of(opened);
            return PhoneText.state(opened);
        });
    }

    /** Forgets keys and payments. */
    @JSExport
    public static void closeWallet() {
        STATE.wallet = Optional.empty();
    }

    /** The first so many addresses to receive with, each in a line. */
    @JSExport
    public static String addresses(int count) {
        return wallet().addresses(count);
    }

    // ------------------------------------------------------------------------------------------- books

    /** Gives the wallet back a payment that it kept before a reload. */
    @JSExport
    public static String keep(String hex, double made) {
        return answer(() -> {
            wallet().keep(Transaction.decode(ByteString.ofHex(hex)), (long) made);
            return "{}";
        });
    }

    /** Gives up a payment that this tab's node doesn't take. */
    @JSExport
    public static String abandon(String txid) {
        return answer(() -> {
            wallet().abandon(Txid.ofDisplay(txid));
            return "{}";
        });
    }

    /** The wallet's state after a look at the chain; now in seconds since 1970. */
    @JSExport
    public static String look(double now) {
        STATE.chain.ifPresent(chain -> wallet().update(chain, (long) now));
        return PhoneText.state(wallet());
    }

    /** The proof that a payment is in a block of this phone's chain; or the problem "not-proven". */
    @JSExport
    public static String proof(String txid) {
        return answer(() -> STATE.chain
                .flatMap(chain -> wallet().proof(Txid.ofDisplay(txid), chain))
                .map(PhoneText::proof)
                .orElse("{\"problem\":\"not-proven\"}"));
    }

    // ------------------------------------------------------------------------------------------- payments

    /** An address, or a link to pay (BIP 21), taken apart. */
    @JSExport
    public static String readLink(String text) {
        return answer(() -> {
            PaymentUri link = PaymentUri.parse(text.strip(), STATE.params);
            JsonStringWriter out =
                    JsonWriter.string().object().value("address", link.address().toString());
            link.amount().ifPresent(amount -> out.value("amount", amount.satoshis()));
            link.label().ifPresent(label -> out.value("label", label));
            return out.end().done();
        });
    }

    /** A link to be paid with (BIP 21). */
    @JSExport
    public static String link(String address, String label) {
        return answer(() -> {
            Optional<String> named = label.isEmpty() ? Optional.empty() : Optional.of(label);
            PaymentUri link = new PaymentUri(Address.parse(address, STATE.params), Optional.empty(), named);
            return JsonWriter.string()
                    .object()
                    .value("link", link.format(STATE.params.network()))
                    .end()
                    .done();
        });
    }

    /**
     * Puts a payment together.
     *
     * @param coins in decimal
     * @param feeRate satoshis a byte, in decimal
     * @param random 32 random bytes in hex, for the choice of coins and the place of change
     */
    @JSExport
    public static String draft(String address, String coins, String feeRate, String random) {
        return answer(() -> {
            Recipient to = new Recipient(Address.parse(address, STATE.params), Amount.parseCoins(coins));
            return PhoneText.draft(wallet().draft(to, FeeRate.parse(feeRate), new HandedBytes(random)));
        });
    }

    /** Signs the last draft; answers the transaction to hand over. */
    @JSExport
    public static String signDraft(double now) {
        return answer(() -> PhoneText.signed(wallet().sign((long) now)));
    }

    // ------------------------------------------------------------------------------------------- QR codes

    /** The code of a text: a line for each row of dots, # for a dark one. */
    @JSExport
    public static String drawQr(String text) {
        return QrCode.draw(text);
    }

    /**
     * The text of the code in a picture; empty if there is none.
     *
     * @param grey a character for each dot, 0 black to 255 white
     */
    @JSExport
    public static String readQr(String grey, int width, int height) {
        return QrCode.read(grey, width, height).orElse("");
    }
}
