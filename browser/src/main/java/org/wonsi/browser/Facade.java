package org.wonsi.browser;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.teavm.jso.JSExport;
import org.wonsi.browser.network.TabNetwork;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.consensus.TransactionRules;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.pow.ScalarNonceSearch;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.SignatureHash;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TransactionSignatureChecker;
import org.wonsi.lab.live.CityNames;
import org.wonsi.lab.network.Scenario;
import org.wonsi.lab.network.SimulatedNetwork;

/**
 * The functions of the tab's Java that JavaScript may call. They take and give numbers, booleans and texts: hex, JSON in
 * the form of a node's answers, or plain.
 *
 * <p>A worker calls them one after the other, so nothing here is for several threads. {@code facade.d.ts} lists the
 * same functions with their types for JavaScript.
 */
public final class Facade {
    private static final State STATE = new State();

    private static final class State {
        private JudgedChain judged = new JudgedChain(ChainParams.regtest());
        private TabNetwork network = new TabNetwork(List.of("Seoul", "Busan"), 1, 0, Instant.EPOCH);
    }

    private Facade() {}

    // ------------------------------------------------------------------------------------------- a living network

    /**
     * Begins a network anew.
     *
     * @param nodes how many, 2 to 30
     * @param hashes that a block is to take at first
     * @param now milliseconds since 1970
     */
    @JSExport
    public static void open(int nodes, int seed, double hashes, double now) {
        STATE.network = new TabNetwork(CityNames.first(nodes), seed, hashes, instant(now));
    }

    /** Tries so many nonces in a header of no network, which none solves: to measure how fast this device is. */
    @JSExport
    public static void hash(int tries) {
        BlockHeader header = ChainParams.mainnet().genesis().header().withNonce(0);
        new ScalarNonceSearch().search(header, Hash256.ZERO, 0, tries);
    }

    /** Lets everything happen that is due by then. */
    @JSExport
    public static void advance(double now) {
        STATE.network.advance(instant(now));
    }

    /** Tries so many nonces for one of the nodes; answers how many it tried. */
    @JSExport
    public static int mine(int tries) {
        return STATE.network.mine(tries);
    }

    /** Says how many hashes a second were measured. */
    @JSExport
    public static void measured(double hashesPerSecond) {
        STATE.network.measured(hashesPerSecond);
    }

    /** The events since the last call, as JSON: {@code [{"type":…,"data":…}]}. */
    @JSExport
    public static String takeEvents() {
        return STATE.network.takeEvents();
    }

    /** As {@code GET /node/board}. */
    @JSExport
    public static String board() {
        return STATE.network.board();
    }

    /** Cuts or joins a link. */
    @JSExport
    public static boolean setLink(String a, String b, boolean joined) {
        return STATE.network.setLink(a, b, joined);
    }

    /** Turns a node's miner on or off. */
    @JSExport
    public static boolean setMining(String node, boolean on) {
        return STATE.network.setMining(node, on);
    }

    /** Turns the payments for show on or off. */
    @JSExport
    public static void setDemoPayments(boolean on) {
        STATE.network.setDemoPayments(on);
    }

    /** Pays from a node's money; answers the txid, or {@code "! "} and why not. */
    @JSExport
    public static String pay(String from, String address, double satoshis, double feeRate) {
        try {
            return STATE.network.pay(from, address, (long) satoshis, (long) feeRate);
        } catch (MalformedException e) {
            return "! " + e.getMessage();
        }
    }

    /** Orders a node's next block, which is searched for before all else; answers nothing, or {@code "! "} and why not. */
    @JSExport
    public static String orderBlock(String node) {
        return orNot(() -> STATE.network.orders().block(node));
    }

    /**
     * Orders the work of a changed block and of blocks after it, until they are longer than a node's chain and are sent to it; answers
     * nothing, or {@code "! "} and why not.
     */
    @JSExport
    public static String orderForgery(String node, String block) {
        return orNot(() -> STATE.network.orders().forgery(node, block));
    }

    private static String orNot(Runnable order) {
        try {
            order.run();
            return "";
        } catch (MalformedException e) {
            return "! " + e.getMessage();
        }
    }

    /** How far the search is that was ordered, as JSON; {@code {}} if there is none. */
    @JSExport
    public static String order() {
        return STATE.network.orders().progress();
    }

    /** What came of the search that was ordered, as JSON, once; nothing while it goes on. */
    @JSExport
    public static String takeDone() {
        return STATE.network.orders().takeDone();
    }

    /** Gives up what was ordered. */
    @JSExport
    public static void giveUp() {
        STATE.network.orders().giveUp();
    }

    /** Sends a node a block as a stranger would; answers what the node made of it as JSON, or {@code "! "} and why the bytes are none. */
    @JSExport
    public static String send(String node, String block) {
        try {
            return STATE.network.send(node, block);
        } catch (MalformedException e) {
            return "! " + e.getMessage();
        }
    }

    /**
     * What a node would say of a block, gate by gate, as {@code POST /node/blocks/trial}: status and type in a line, then the body.
     *
     * @param tx the place of the transaction whose way to the root is answered, too
     */
    @JSExport
    public static String trial(String node, String block, int tx) {
        return STATE.network.trial(node, block, tx).toLines();
    }

    /** A node's answer to {@code GET} of a path below {@code /api} or {@code /node}: status and type in a line, then the body. */
    @JSExport
    public static String answer(String path, String node) {
        return STATE.network.answer(path, node).toLines();
    }

    /**
     * Bytes explained, as {@code GET /node/decode}; or {@code "! "} and why not.
     *
     * @param hex the bytes, or an address as it is
     * @param as block, header, transaction, message, script or address; empty for what they look like
     */
    @JSExport
    public static String decode(String hex, String as) {
        try {
            return STATE.network.explain(hex, as);
        } catch (MalformedException e) {
            return "! these are no bytes to explain: " + e.getMessage();
        }
    }

    private static Instant instant(double milliseconds) {
        return Instant.ofEpochMilli((long) milliseconds);
    }

    // ------------------------------------------------------------------------------------------- keys and scripts

    /** The signature of a hash of 64 hex digits by a key of 64 hex digits, in DER; the same each time (RFC 6979). */
    @JSExport
    public static String sign(String key, String hash) {
        PrivateKey secret = PrivateKey.of(ByteString.ofHex(key).toByteArray());
        return secret.sign(Hash256.ofDisplay(hash)).toDer().toHex();
    }

    /** The address of a key of 64 hex digits, on a network by its name. */
    @JSExport
    public static String address(String key, String network) {
        PrivateKey secret = PrivateKey.of(ByteString.ofHex(key).toByteArray());
        return Address.of(secret.publicKey(true), ChainParams.of(Network.parse(network)))
                .toString();
    }

    /**
     * How two scripts end, by the name of the interpreter's error, {@code OK} among them. They are those of a payment made for this, as
     * in Bitcoin Core's script tests.
     *
     * @param flags names of flags, each after a comma
     */
    @JSExport
    public static String runScripts(String scriptSig, String scriptPubKey, String flags) {
        return ScriptTrial.run(
                        new Script(ByteString.ofHex(scriptSig)),
                        new Script(ByteString.ofHex(scriptPubKey)),
                        flags(flags))
                .name();
    }

    /**
     * How the scripts of a transaction's first input end, by the name of the interpreter's error; or {@code "! "} and why the bytes are none.
     *
     * @param scriptPubKey of the output that it spends
     * @param flags as in {@link #runScripts}
     */
    @JSExport
    public static String verifyInput(String transaction, String scriptPubKey, String flags) {
        try {
            Transaction tx = Transaction.decode(ByteString.ofHex(transaction));
            return Interpreter.verify(
                            tx.inputs().get(0).scriptSig(),
                            new Script(ByteString.ofHex(scriptPubKey)),
                            flags(flags),
                            new TransactionSignatureChecker(tx, 0, Amount.ZERO))
                    .name();
        } catch (MalformedException e) {
            return "! " + e.getMessage();
        }
    }

    private static Set<ScriptFlag> flags(String names) {
        Set<ScriptFlag> applied = EnumSet.noneOf(ScriptFlag.class);
        for (ScriptFlag flag : ScriptFlag.values()) {
            if (("," + names + ",").contains("," + flag.name() + ",")) {
                applied.add(flag);
            }
        }
        return applied;
    }

    /** The hash that a signature signs, of an input (from 0) of a transaction; or {@code "! "} and why the bytes are none. */
    @JSExport
    public static String signatureHash(String transaction, int input, String script, int hashType) {
        try {
            Transaction tx = Transaction.decode(ByteString.ofHex(transaction));
            return SignatureHash.hash(tx, input, new Script(ByteString.ofHex(script)), hashType)
                    .toDisplay();
        } catch (MalformedException e) {
            return "! " + e.getMessage();
        }
    }

    /** What is wrong with a transaction by itself, as Bitcoin Core names it; {@code OK}; or {@code "! "} and why the bytes are none. */
    @JSExport
    public static String checkTransaction(String transaction) {
        try {
            return TransactionRules.check(Transaction.decode(ByteString.ofHex(transaction)))
                    .map(Violation::rejectString)
                    .orElse("OK");
        } catch (MalformedException e) {
            return "! " + e.getMessage();
        }
    }

    /**
     * Begins a chain of a network by its name, for {@link #judge}.
     *
     * @param activation from which height on a rule is in force, such as bip34@140; empty for the network's own
     */
    @JSExport
    public static void openChain(String network, String activation) {
        ChainParams params = ChainParams.of(Network.parse(network));
        STATE.judged = new JudgedChain(activation.isEmpty() ? params : params.withActivation(activation));
    }

    /**
     * What becomes of a block on that chain: the outcome, Bitcoin Core's reject string or a dash, and the hash of the tip afterwards; or
     * {@code "! "} and why the bytes are no block.
     *
     * @param now seconds since 1970
     */
    @JSExport
    public static String judge(String block, double now) {
        try {
            return STATE.judged.judge(ByteString.ofHex(block), (long) now);
        } catch (MalformedException e) {
            return "! " + e.getMessage();
        }
    }

    // ------------------------------------------------------------------------------------------- simulations

    /** Runs a network of complete nodes through a day like Bitcoin's; the report that {@code ./wonsi simulate} prints. */
    @JSExport
    public static String simulateCalm(int nodes, double hours, int seed) {
        return report(Scenario.withoutFaults(nodes, hours), seed);
    }

    /** The same where everything goes wrong, often. */
    @JSExport
    public static String simulateStormy(int nodes, double hours, int seed) {
        return report(Scenario.withFaults(nodes, hours), seed);
    }

    private static String report(Scenario scenario, int seed) {
        return new SimulatedNetwork(scenario, seed).run().toText(scenario);
    }
}
