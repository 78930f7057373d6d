package org.wonsi.browser.phone;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.teavm.jso.JSExport;
import org.wonsi.browser.peer.ChainLedger;
import org.wonsi.browser.peer.LentHashing;
import org.wonsi.browser.peer.TabPeer;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.hd.ExtendedKey;
import org.wonsi.core.hd.ExtendedKeyText;
import org.wonsi.core.hd.KeyPath;
import org.wonsi.core.hd.Mnemonic;
import org.wonsi.core.hd.WordList;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.pow.ScalarNonceSearch;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.build.PaymentUri;
import org.wonsi.wallet.build.Recipient;
import org.wonsi.wallet.problem.WalletException;

/**
 * The functions of the phone's Java that JavaScript may call: a node, and a wallet over the chain that it checks. They are WebAssembly of their
 * own, since a phone needs no simulator and no explorer.
 *
 * <p>Those of the wallet answer JSON; what can't be done is {@code {"problem": code, ...}}. {@code phone.d.ts} lists all with their types. A
 * worker calls them one after the other.
 */
public final class PhoneFacade {
    private static final State STATE = new State();

    private static final class State {
        private ChainParams params = ChainParams.seminar();
        private Optional<PhoneWallet> wallet = Optional.empty();
        private TabPeer peer = new TabPeer(ChainParams.seminar(), "", 1, Instant.EPOCH);
        private LentHashing lent = new LentHashing(peer, new ScalarNonceSearch());
    }

    private PhoneFacade() {}

    private static PhoneWallet wallet() {
        return STATE.wallet.orElseThrow(() -> new IllegalStateException("no wallet is open"));
    }

    private static VerifiedChain chain() {
        return new VerifiedChain(STATE.peer.chain(), STATE.peer.mempool());
    }

    private static Instant instant(double milliseconds) {
        return Instant.ofEpochMilli((long) milliseconds);
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

    // ------------------------------------------------------------------------------------------- a peer

    /**
     * Begins a node with nothing but the genesis block, which will be a peer of the node that served the page.
     *
     * @param network of the chain, such as "seminar"
     * @param name what people call it
     */
    @JSExport
    public static void peerOpen(String network, String name, int seed, double now) {
        STATE.peer = new TabPeer(ChainParams.of(Network.parse(network)), name, seed, instant(now));
        STATE.lent = new LentHashing(STATE.peer, new ScalarNonceSearch());
    }

    /** Takes a block that was kept, by its hex, and checks it; answers why it is of no use, or nothing. */
    @JSExport
    public static String peerRestore(String hex, double now) {
        try {
            return STATE.peer.restore(ByteString.ofHex(hex), instant(now)).orElse("");
        } catch (MalformedException e) {
            return "no block: " + e.getMessage();
        }
    }

    /** All that was kept is here. */
    @JSExport
    public static void peerRestored() {
        STATE.peer.restored();
    }

    /** The hash of the chain's first block after genesis; empty if there is none. */
    @JSExport
    public static String peerFirst() {
        return STATE.peer.first();
    }

    /** A WebSocket to the node is open. */
    @JSExport
    public static void peerConnected(double now) {
        STATE.peer.connected(instant(now));
    }

    /** Bytes came on it, as hex. */
    @JSExport
    public static void peerReceived(String hex, double now) {
        STATE.peer.received(ByteString.ofHex(hex), instant(now));
    }

    /** Handles one message of those that came; false if none is whole. */
    @JSExport
    public static boolean peerStep(double now) {
        return STATE.peer.step(instant(now));
    }

    /** It was closed. */
    @JSExport
    public static void peerClosed(String reason, double now) {
        STATE.peer.closed(reason, instant(now));
    }

    /** Time has passed. */
    @JSExport
    public static void peerTick(double now) {
        STATE.peer.tick(instant(now));
    }

    /** What is to be sent and kept, as JSON: {@link TabPeer#take}. */
    @JSExport
    public static String peerTake() {
        return STATE.peer.take();
    }

    /** Where the peer stands, as JSON: {@link TabPeer#state}. */
    @JSExport
    public static String peerState() {
        return STATE.peer.state();
    }

    /** Checks a transaction, by its hex, and passes it on; answers the txid, or {@code "! "} and the rule's code and what is wrong. */
    @JSExport
    public static String peerSubmit(String hex, double now) {
        try {
            Transaction tx = Transaction.decode(ByteString.ofHex(hex));
            MempoolResult result = STATE.peer.submit(tx, instant(now));
            boolean waits = result.outcome() == MempoolResult.Outcome.ACCEPTED
                    || result.outcome() == MempoolResult.Outcome.DUPLICATE;
            return waits
                    ? tx.txid().toDisplay()
                    : "! "
                            + result.violation()
                                    .map(v -> v.rejectString() + ", " + v.detail())
                                    .orElse(result.outcome().name());
        } catch (MalformedException e) {
            return "! this is no transaction: " + e.getMessage();
        }
    }

    /** The coins locked to scripts, each as hex in a line, by the tab's own chain; JSON of {@link ChainLedger#coinsJson}. */
    @JSExport
    public static String peerCoins(String scripts) {
        return STATE.peer.ledger().coinsJson(scripts(scripts));
    }

    /** What gave such scripts coins or spent theirs; JSON of {@link ChainLedger#historyJson}. */
    @JSExport
    public static String peerHistory(String scripts) {
        return STATE.peer.ledger().historyJson(scripts(scripts));
    }

    /** That a transaction is in the tab's chain; JSON of {@link ChainLedger#proofJson}, or nothing if it isn't. */
    @JSExport
    public static String peerProof(String txid) {
        return STATE.peer.ledger().proofJson(Txid.ofDisplay(txid)).orElse("");
    }

    private static Set<Script> scripts(String lines) {
        Set<Script> scripts = new HashSet<>();
        for (String hex : lines.split("\n", -1)) {
            if (!hex.isEmpty()) {
                scripts.add(new Script(ByteString.ofHex(hex)));
            }
        }
        return scripts;
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

    /** The seed of recovery words and a passphrase (BIP 39), in hex. The wallet itself uses no passphrase; published vectors do. */
    @JSExport
    public static String seed(String words, String passphrase) {
        return ByteString.copyOf(Mnemonic.parse(words).toSeed(passphrase)).toHex();
    }

    /** The public and the private key at the end of a path from a seed's root (BIP 32), as mainnet writes them, each in a line. */
    @JSExport
    public static String extendedKeys(String seed, String path) {
        ExtendedKey key =
                ExtendedKey.master(ByteString.ofHex(seed).toByteArray()).derive(KeyPath.parse(path));
        return ExtendedKeyText.formatPublic(key, Network.MAINNET) + "\n"
                + ExtendedKeyText.formatPrivate(key, Network.MAINNET);
    }

    /** An extended key of mainnet's public part, read and written again; or {@code "! "} and why it is none. */
    @JSExport
    public static String readExtendedKey(String text) {
        try {
            return ExtendedKeyText.formatPublic(ExtendedKeyText.parse(text, Network.MAINNET), Network.MAINNET);
        } catch (MalformedException e) {
            return "! " + e.getMessage();
        }
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
        STATE.lent.stop();
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
        wallet().update(chain(), (long) now);
        return PhoneText.state(wallet());
    }

    /** The proof that a payment is in a block of this phone's chain; or the problem "not-proven". */
    @JSExport
    public static String proof(String txid) {
        return answer(() -> wallet().proof(Txid.ofDisplay(txid), chain())
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

    // ------------------------------------------------------------------------------------------- lent hashing

    /**
     * Lends hashing to the network, as long as a wallet is open: {@link #mine} does the work. Lends nothing where none is.
     *
     * @param address that a found block pays
     * @param name for the block's coinbase
     */
    @JSExport
    public static String lend(String address, String name) {
        return answer(() -> {
            if (STATE.wallet.isPresent()) {
                STATE.lent.lend(Address.parse(address, STATE.params).scriptPubKey(), name);
            }
            return "{}";
        });
    }

    /** Tries so many nonces, or as many as the difficulty allows this tab; answers how many: {@link LentHashing#search}. */
    @JSExport
    public static int mine(int count, double now) {
        return STATE.lent.search(count, instant(now));
    }

    /** What came of it; JSON of {@link LentHashing#figures}. */
    @JSExport
    public static String mined() {
        return STATE.lent.figures();
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
