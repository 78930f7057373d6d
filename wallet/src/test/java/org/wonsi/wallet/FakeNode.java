package org.wonsi.wallet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.address.Address;
import org.wonsi.core.api.BlockSummary;
import org.wonsi.core.api.MerkleBranch;
import org.wonsi.core.api.TxDetails;
import org.wonsi.core.api.TxInput;
import org.wonsi.core.api.TxOutput;
import org.wonsi.core.api.TxStatus;
import org.wonsi.core.api.UnspentOutput;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TransactionSignatureChecker;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

/**
 * An Esplora server for tests, in this process: a real regtest chain with proof of work, a mempool that runs scripts, and
 * switches to make it lie.
 */
public final class FakeNode implements AutoCloseable {
    private static final int ADDRESS_PAGE = 25;

    private final ChainParams params = ChainParams.regtest();
    private final HttpServer server;
    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private final List<Block> blocks = new ArrayList<>(List.of(params.genesis()));
    private final Map<Txid, Transaction> mempool = new LinkedHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private @Nullable String refuseWith;
    private @Nullable String genesis;
    private long lieAboutValues;
    private int lieAboutHeights;
    private @Nullable MerkleBranch branch;
    private long lieAboutFees;
    private @Nullable OutPoint lieAboutInputs;
    private boolean hangUpOnPayments;
    private boolean hidesPayments;
    private boolean hidesHistories;
    private boolean repeatsPages;
    private int lieAboutTip;
    private int answerBytes;
    private Map<String, Object> feeEstimates = Map.of();
    private final Map<String, List<TxDetails>> fakedHistories = new HashMap<>();
    private final List<Transaction> invented = new ArrayList<>();
    private int salt;
    private boolean listsCoins = true;
    private List<Object> toldOf = List.of();
    private List<TxDetails> told = List.of();

    public FakeNode() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/", this::handle);
        server.setExecutor(pool);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Mines a block with the mempool, its reward to an address; other nodes' blocks differ. */
    public synchronized Block mine(String address) {
        List<Transaction> transactions = new ArrayList<>();
        Script to = Address.parse(address, params).scriptPubKey();
        ByteString height = new ByteWriter()
                .writeUInt8(3)
                .writeUInt8(blocks.size() & 0xff)
                .writeUInt8(blocks.size() >> 8)
                .writeUInt8(salt++)
                .toByteString();
        TxIn coinbase = new TxIn(OutPoint.NULL, new Script(height), TxIn.SEQUENCE_FINAL);
        transactions.add(new Transaction(1, List.of(coinbase), List.of(new TxOut(Amount.ofCoins(50), to)), 0));
        transactions.addAll(mempool.values());
        mempool.clear();
        Hash256 root = MerkleTree.of(
                        transactions.stream().map(tx -> tx.txid().hash()).toList())
                .root();
        BlockHeader parent = tip().header();
        Block block = Mining.solve(new Block(
                new BlockHeader(0x20000000, parent.hash(), root, parent.time() + 600, 0x207f_ffffL, 0), transactions));
        blocks.add(block);
        return block;
    }

    public void mine(int count, String address) {
        for (int i = 0; i < count; i++) {
            mine(address);
        }
    }

    /** Takes the newest blocks away; their payments are gone too. */
    public synchronized void forget(int count) {
        for (int i = 0; i < count; i++) {
            blocks.remove(blocks.size() - 1);
        }
    }

    /** Empties the mempool. */
    public synchronized void forgetMempool() {
        mempool.clear();
    }

    public synchronized List<Transaction> mempool() {
        return List.copyOf(mempool.values());
    }

    public synchronized List<Block> blocks() {
        return List.copyOf(blocks);
    }

    /** Starts from another node's chain. */
    public synchronized void copy(FakeNode other) {
        blocks.clear();
        blocks.addAll(other.blocks());
        salt = 100;
    }

    /** What every payment is refused with from now on; null to take them again. */
    public synchronized void refuseWith(@Nullable String reason) {
        refuseWith = reason == null ? null : "{\"detail\":\"sendrawtransaction\",\"reason\":\"" + reason + "\"}";
    }

    /** Refuses payments with this answer, as it is. */
    public synchronized void refuseInPlainText(String answer) {
        refuseWith = answer;
    }

    /** Says of every payment in a block that it is so many blocks above its own. */
    public synchronized void lieAboutHeights(int blocks) {
        lieAboutHeights = blocks;
    }

    /** Gives this as the branch of every payment. */
    public synchronized void lieAboutBranches(MerkleBranch instead) {
        branch = instead;
    }

    /** Adds so many satoshis to every output it tells of. */
    public synchronized void lieAboutValues(long satoshis) {
        lieAboutValues = satoshis;
    }

    /** Says that payments pay so many satoshis more of fee than they do. */
    public synchronized void lieAboutFees(long satoshis) {
        lieAboutFees = satoshis;
        toldOf = List.of();
    }

    /** Says that payments spend this coin. */
    public synchronized void lieAboutInputs(OutPoint coin) {
        lieAboutInputs = coin;
        toldOf = List.of();
    }

    /** Says that its chain is so many blocks higher. */
    public synchronized void lieAboutTip(int blocks) {
        lieAboutTip = blocks;
    }

    /** Says that its genesis block has this hash. */
    public synchronized void answerWithGenesis(String hash) {
        genesis = hash;
    }

    /** Takes payments and shows them to nobody. */
    public synchronized void hidePayments() {
        hidesPayments = true;
    }

    /** Says of every address that nothing ever happened. */
    public synchronized void hideHistories() {
        hidesHistories = true;
    }

    /** Gives the first page of a history again and again. */
    public synchronized void repeatPages() {
        repeatsPages = true;
    }

    /** Names these fee rates, in satoshis a byte by blocks. */
    public synchronized void nameFees(Map<String, Object> estimates) {
        feeEstimates = Map.copyOf(estimates);
    }

    /** Answers every question with so many bytes. */
    public synchronized void answerWithBytes(int bytes) {
        answerBytes = bytes;
    }

    /** Lists a transaction for an address, whatever it is, and has its bytes. */
    public synchronized void invent(String address, Transaction tx, boolean confirmed) {
        invented.add(tx);
        TxStatus status = confirmed ? TxStatus.confirmed(1, "11".repeat(32), 1_700_000_000) : TxStatus.UNCONFIRMED;
        fakedHistories.computeIfAbsent(address, a -> new ArrayList<>()).add(details(tx, status, new HashMap<>()));
    }

    /** Drops the connection instead of taking a payment. */
    public synchronized void hangUpOnPayments(boolean hangUp) {
        hangUpOnPayments = hangUp;
    }

    /** Whether it answers for an address's coins. */
    public synchronized void listCoins(boolean lists) {
        listsCoins = lists;
    }

    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** Any transaction it knows. */
    public synchronized Optional<Transaction> transaction(Txid txid) {
        return blocks.stream()
                .flatMap(b -> b.transactions().stream())
                .filter(tx -> tx.txid().equals(txid))
                .findFirst()
                .or(() -> Optional.ofNullable(mempool.get(txid)))
                .or(() -> invented.stream().filter(tx -> tx.txid().equals(txid)).findFirst());
    }

    private void handle(HttpExchange exchange) throws IOException {
        Optional<Object> answer;
        int status = 200;
        synchronized (this) {
            String path = exchange.getRequestURI().getPath().substring("/api".length());
            requests.add(exchange.getRequestMethod() + " " + path);
            if (exchange.getRequestMethod().equals("POST") && hangUpOnPayments) {
                exchange.close();
                return;
            }
            if (answerBytes > 0) {
                answer = Optional.of("x".repeat(answerBytes));
            } else if (exchange.getRequestMethod().equals("POST")) {
                String error = accept(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                status = error.matches("[0-9a-f]{64}") ? 200 : 400;
                answer = Optional.of(error);
            } else {
                answer = answer(path.substring(1).split("/", -1));
            }
        }
        byte[] body = answer.map(a -> a instanceof String text ? text : json(a))
                .orElse("not found")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.isPresent() ? status : 404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String json(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String accept(String hex) {
        if (refuseWith != null) {
            return refuseWith;
        }
        Transaction tx = Transaction.decode(ByteString.ofHex(hex));
        if (hidesPayments || transaction(tx.txid()).isPresent()) {
            return tx.txid().toDisplay();
        }
        for (int i = 0; i < tx.inputs().size(); i++) {
            OutPoint prevout = tx.inputs().get(i).prevout();
            Optional<TxOut> spent = output(prevout);
            if (spent.isEmpty() || spentInChain(prevout)) {
                return "bad-txns-inputs-missingorspent";
            }
            ScriptError error = Interpreter.verify(
                    tx.inputs().get(i).scriptSig(),
                    spent.get().scriptPubKey(),
                    EnumSet.allOf(ScriptFlag.class),
                    new TransactionSignatureChecker(tx, i, spent.get().value()));
            if (error != ScriptError.OK) {
                return "mandatory-script-verify-flag-failed (" + error + ")";
            }
        }
        // Replacement: the newcomer wins, for the sake of the test.
        mempool.values()
                .removeIf(old -> old.inputs().stream()
                        .anyMatch(in -> tx.inputs().stream()
                                .anyMatch(mine -> mine.prevout().equals(in.prevout()))));
        // What built on the replaced one has lost its coin.
        while (mempool.values()
                .removeIf(child -> child.inputs().stream()
                        .anyMatch(in -> transaction(in.prevout().txid()).isEmpty()))) {
            // Until nothing more falls.
        }
        mempool.put(tx.txid(), tx);
        return tx.txid().toDisplay();
    }

    private boolean spentInChain(OutPoint prevout) {
        return blocks.stream()
                .flatMap(b -> b.transactions().stream())
                .flatMap(tx -> tx.inputs().stream())
                .anyMatch(in -> in.prevout().equals(prevout));
    }

    private Optional<TxOut> output(OutPoint outPoint) {
        return transaction(outPoint.txid())
                .filter(tx -> outPoint.index() < tx.outputs().size())
                .map(tx -> tx.outputs().get((int) outPoint.index()));
    }

    private Optional<Object> answer(String[] path) {
        if (genesis != null && path[0].equals("block-height") && path[1].equals("0")) {
            return Optional.of(genesis);
        }
        return switch (path[0]) {
            case "blocks" ->
                path[1].equals("tip")
                        ? Optional.of(Integer.toString(blocks.size() - 1 + lieAboutTip))
                        : Optional.of(summaries(Integer.parseInt(path[1])));
            case "block-height" ->
                Integer.parseInt(path[1]) < blocks.size()
                        ? Optional.of(blocks.get(Integer.parseInt(path[1]))
                                .header()
                                .hash()
                                .toDisplay())
                        : Optional.empty();
            case "address" ->
                path[2].equals("utxo")
                        ? coins(path[1])
                        : Optional.of(path.length == 3 ? page(path[1], "") : page(path[1], path[4]));
            case "tx" -> tx(path);
            case "fee-estimates" -> Optional.of(feeEstimates);
            default -> Optional.empty();
        };
    }

    private Optional<Object> coins(String address) {
        if (!listsCoins) {
            return Optional.empty();
        }
        List<UnspentOutput> coins = new ArrayList<>();
        List<TxDetails> all = all();
        List<String> spent = all.stream()
                .flatMap(tx -> tx.vin().stream())
                .map(in -> in.txid() + ":" + in.vout())
                .toList();
        for (TxDetails tx : all) {
            for (int i = 0; i < tx.vout().size(); i++) {
                if (!spent.contains(tx.txid() + ":" + i)
                        && address.equals(tx.vout().get(i).scriptpubkeyAddress())) {
                    coins.add(new UnspentOutput(
                            tx.txid(), i, tx.status(), tx.vout().get(i).value()));
                }
            }
        }
        return Optional.of(coins);
    }

    private Optional<Object> tx(String[] path) {
        Txid txid = Txid.ofDisplay(path[1]);
        String what = path.length == 2 ? "" : path[2];
        return switch (what) {
            case "" ->
                all().stream().filter(d -> d.txid().equals(path[1])).findFirst().map(d -> (Object) d);
            case "hex" -> transaction(txid).map(tx -> tx.encode().toHex());
            case "merkle-proof" -> branch(txid).map(b -> (Object) b);
            default -> Optional.empty();
        };
    }

    private Optional<MerkleBranch> branch(Txid txid) {
        if (branch != null) {
            return Optional.of(branch);
        }
        for (int height = 0; height < blocks.size(); height++) {
            List<Hash256> level = blocks.get(height).transactions().stream()
                    .map(tx -> tx.txid().hash())
                    .toList();
            int position = level.indexOf(txid.hash());
            if (position >= 0) {
                return Optional.of(new MerkleBranch(height + lieAboutHeights, siblings(level, position), position));
            }
        }
        return Optional.empty();
    }

    private static List<String> siblings(List<Hash256> leaves, int leaf) {
        List<String> siblings = new ArrayList<>();
        List<Hash256> level = leaves;
        int position = leaf;
        while (level.size() > 1) {
            siblings.add(level.get(Math.min(position ^ 1, level.size() - 1)).toDisplay());
            List<Hash256> above = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                Hash256 right = level.get(Math.min(i + 1, level.size() - 1));
                above.add(Sha256d.hash(new ByteWriter()
                        .writeHash(level.get(i))
                        .writeHash(right)
                        .toByteArray()));
            }
            level = above;
            position /= 2;
        }
        return siblings;
    }

    private List<BlockSummary> summaries(int from) {
        List<BlockSummary> page = new ArrayList<>();
        for (int height = Math.min(from, blocks.size() - 1); height >= 0 && page.size() < 10; height--) {
            Block block = blocks.get(height);
            BlockHeader header = block.header();
            page.add(new BlockSummary(
                    header.hash().toDisplay(),
                    height,
                    header.version(),
                    header.time(),
                    block.transactions().size(),
                    0,
                    0,
                    header.merkleRoot().toDisplay(),
                    height == 0 ? null : header.prevBlock().toDisplay(),
                    header.time(),
                    header.nonce(),
                    header.bits(),
                    1.0));
        }
        return page;
    }

    private List<TxDetails> page(String address, String after) {
        if (hidesHistories) {
            return List.of();
        }
        if (repeatsPages && !after.isEmpty()) {
            return page(address, "");
        }
        List<TxDetails> touching = new ArrayList<>(
                all().stream().filter(tx -> touches(tx, address)).toList());
        touching.addAll(fakedHistories.getOrDefault(address, List.of()));
        Collections.reverse(touching);
        List<TxDetails> pending =
                touching.stream().filter(tx -> !tx.status().confirmed()).toList();
        List<TxDetails> confirmed =
                touching.stream().filter(tx -> tx.status().confirmed()).toList();
        List<TxDetails> page = new ArrayList<>();
        if (after.isEmpty()) {
            page.addAll(pending);
        }
        int start = after.isEmpty()
                ? 0
                : confirmed.stream().map(TxDetails::txid).toList().indexOf(after) + 1;
        page.addAll(confirmed.subList(start, Math.min(confirmed.size(), start + ADDRESS_PAGE)));
        return page;
    }

    private static boolean touches(TxDetails tx, String address) {
        return tx.vout().stream().anyMatch(out -> address.equals(out.scriptpubkeyAddress()))
                || tx.vin().stream().anyMatch(in -> {
                    TxOutput spent = in.prevout();
                    return spent != null && address.equals(spent.scriptpubkeyAddress());
                });
    }

    private List<TxDetails> all() {
        // Worked out once after each change: the wallet asks for many addresses in a row.
        List<Object> now = List.of(blocks.size(), tip().header(), List.copyOf(mempool.keySet()), lieAboutValues);
        if (!now.equals(toldOf)) {
            told = tellAll();
            toldOf = now;
        }
        return told;
    }

    private Block tip() {
        return blocks.get(blocks.size() - 1);
    }

    private List<TxDetails> tellAll() {
        Map<OutPoint, TxOut> outputs = new HashMap<>();
        List<TxDetails> all = new ArrayList<>();
        for (int height = 0; height < blocks.size(); height++) {
            BlockHeader header = blocks.get(height).header();
            TxStatus status = TxStatus.confirmed(height, header.hash().toDisplay(), header.time());
            blocks.get(height).transactions().forEach(tx -> all.add(details(tx, status, outputs)));
        }
        mempool.values().forEach(tx -> all.add(details(tx, TxStatus.UNCONFIRMED, outputs)));
        return all;
    }

    private TxDetails details(Transaction tx, TxStatus status, Map<OutPoint, TxOut> outputs) {
        for (int i = 0; i < tx.outputs().size(); i++) {
            outputs.put(new OutPoint(tx.txid(), i), tx.outputs().get(i));
        }
        long in = 0;
        List<TxInput> vin = new ArrayList<>();
        for (TxIn input : tx.inputs()) {
            TxOut spent = outputs.get(input.prevout());
            in += spent == null ? 0 : spent.value().satoshis();
            OutPoint said = lieAboutInputs == null ? input.prevout() : lieAboutInputs;
            vin.add(new TxInput(
                    said.txid().toDisplay(),
                    said.index(),
                    spent == null ? null : output(spent),
                    input.scriptSig().bytes().toHex(),
                    "",
                    tx.isCoinbase(),
                    input.sequence(),
                    null));
        }
        long out = tx.outputs().stream().mapToLong(o -> o.value().satoshis()).sum();
        return new TxDetails(
                tx.txid().toDisplay(),
                tx.version(),
                tx.lockTime(),
                vin,
                tx.outputs().stream().map(this::output).toList(),
                tx.size(),
                tx.size() * 4,
                tx.isCoinbase() ? 0 : in - out + lieAboutFees,
                status);
    }

    private TxOutput output(TxOut output) {
        return new TxOutput(
                output.scriptPubKey().bytes().toHex(),
                "",
                "p2pkh",
                Address.ofScript(output.scriptPubKey(), params)
                        .map(Address::toString)
                        .orElse(null),
                output.value().satoshis() + lieAboutValues);
    }

    @Override
    public void close() {
        server.stop(0);
        pool.shutdownNow();
    }
}
