package org.wonsi.browser.answer;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wonsi.browser.answer.ChainSearch.Found;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Target;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.lab.explain.Explainer;
import org.wonsi.lab.explain.Pasted;
import org.wonsi.lab.explain.WorkBudget;
import org.wonsi.lab.live.LiveNode;

/**
 * The answers of one node of the tab about its chain and mempool.
 */
public final class ChainAnswers {
    private static final int BLOCKS_PER_PAGE = 10;
    private static final int TXS_PER_PAGE = 25;
    private static final Target DIFFICULTY_ONE =
            new CompactTarget(0x1d00_ffffL).target().orElseThrow();

    private final LiveNode node;
    private final ChainState chain;
    private final ChainSearch search;

    /** Of a node, at the moment when it is asked. */
    public ChainAnswers(LiveNode node) {
        this.node = node;
        this.chain = node.chain();
        this.search = new ChainSearch(node);
    }

    /** The answer to {@code GET} of a path below {@code /api} or {@code /node}; 404 where a tab's node has none. */
    public Answer get(String path) {
        String[] parts = path.substring(1).split("/");
        String last = parts.length > 3 ? parts[3] : "";
        try {
            if (parts[0].equals("node")) {
                return new InspectAnswers(node).get(parts);
            }
            if (parts.length < 2 || !parts[0].equals("api")) {
                return Answer.notHere();
            }
            return switch (parts[1]) {
                case "address" -> parts.length < 3 ? Answer.notHere() : new AddressAnswers(node).get(parts);
                case "blocks" -> blocks(parts);
                case "block-height" -> parts.length == 3 ? atHeight(Answer.number(parts[2])) : Answer.notHere();
                case "block" ->
                    parts.length < 3 ? Answer.notHere() : block(parts[2], last, parts.length > 4 ? parts[4] : "0");
                case "tx" -> parts.length < 3 ? Answer.notHere() : tx(parts[2], last, parts.length > 4 ? parts[4] : "");
                default -> Answer.notHere();
            };
        } catch (MalformedException e) {
            return Answer.problem(400, String.valueOf(e.getMessage()));
        }
    }

    // ------------------------------------------------------------------------------------------- blocks

    private Answer atHeight(int height) {
        return chain.activeAt(height)
                .map(found -> Answer.text(found.hash().toDisplay()))
                .orElse(Answer.problem(404, "Block not found"));
    }

    private Answer blocks(String[] parts) {
        if (parts.length == 4 && parts[2].equals("tip")) {
            return Answer.text(
                    parts[3].equals("height")
                            ? String.valueOf(chain.tip().height())
                            : chain.tip().hash().toDisplay());
        }
        int from = parts.length > 2 ? Answer.number(parts[2]) : chain.tip().height();
        if (from > chain.tip().height()) {
            return Answer.problem(404, "Block not found");
        }
        JsonStringWriter out = JsonWriter.string().array();
        for (int h = from; h >= 0 && h > from - BLOCKS_PER_PAGE; h--) {
            HeaderNode header = chain.activeAt(h).orElseThrow();
            summary(out, header, chain.block(header.hash()).orElseThrow());
        }
        return Answer.json(out.end().done());
    }

    private Answer block(String hash, String part, String start) {
        Optional<HeaderNode> found = chain.headers().get(new BlockHash(Answer.hash(hash)));
        Optional<Block> body = found.flatMap(header -> chain.block(header.hash()));
        if (found.isEmpty() || (body.isEmpty() && !part.equals("header"))) {
            return Answer.problem(404, "Block not found");
        }
        HeaderNode header = found.get();
        return switch (part) {
            case "" ->
                Answer.json(
                        summary(JsonWriter.string(), header, body.orElseThrow()).done());
            case "status" -> standing(header);
            case "header" -> Answer.text(hex(header.header()));
            case "raw" -> Answer.bytes(body.orElseThrow().encode());
            case "txids" -> txids(body.orElseThrow());
            case "txs" -> txs(header, body.orElseThrow(), Answer.number(start));
            default -> Answer.notHere();
        };
    }

    private static String hex(BlockHeader header) {
        ByteWriter writer = new ByteWriter(BlockHeader.SIZE);
        header.encode(writer);
        return writer.toByteString().toHex();
    }

    private static JsonStringWriter summary(JsonStringWriter out, HeaderNode node, Block block) {
        BlockHeader header = node.header();
        out.object()
                .value("id", node.hash().toDisplay())
                .value("height", node.height())
                .value("version", header.version())
                .value("timestamp", header.time())
                .value("tx_count", block.transactions().size())
                .value("size", block.size())
                .value("weight", 4 * block.size())
                .value("merkle_root", header.merkleRoot().toDisplay());
        if (node.height() > 0) {
            out.value("previousblockhash", header.prevBlock().toDisplay());
        }
        double target = new CompactTarget(header.bits())
                .target()
                .map(t -> t.toNumber().doubleValue())
                .orElse(Double.POSITIVE_INFINITY);
        return out.value("mediantime", node.medianTimePast())
                .value("nonce", header.nonce())
                .value("bits", header.bits())
                .value("difficulty", DIFFICULTY_ONE.toNumber().doubleValue() / target)
                .end();
    }

    private Answer standing(HeaderNode header) {
        JsonStringWriter out = JsonWriter.string().object();
        boolean active = chain.isActive(header);
        out.value("in_best_chain", active);
        if (active) {
            out.value("height", header.height());
            chain.activeAt(header.height() + 1)
                    .ifPresentOrElse(
                            next -> out.value("next_best", next.hash().toDisplay()), () -> out.nul("next_best"));
        } else {
            out.nul("height").nul("next_best");
        }
        return Answer.json(out.end().done());
    }

    private static Answer txids(Block block) {
        JsonStringWriter out = JsonWriter.string().array();
        block.transactions().forEach(tx -> out.value(tx.txid().toDisplay()));
        return Answer.json(out.end().done());
    }

    private Answer txs(HeaderNode header, Block block, int start) {
        List<Transaction> all = block.transactions();
        if (start >= all.size() || start % TXS_PER_PAGE != 0) {
            return Answer.problem(400, "start index out of range");
        }
        Optional<HeaderNode> where = Optional.of(header).filter(chain::isActive);
        JsonStringWriter out = JsonWriter.string().array();
        for (Transaction tx : all.subList(start, Math.min(all.size(), start + TXS_PER_PAGE))) {
            new TxText(chain.params(), out).write(tx, where, search::output);
        }
        return Answer.json(out.end().done());
    }

    // ------------------------------------------------------------------------------------------- transactions

    private Answer tx(String id, String part, String number) {
        Txid txid = new Txid(Answer.hash(id));
        Optional<Found> found = search.find(txid);
        if (found.isEmpty()) {
            return Answer.problem(404, "Transaction not found");
        }
        Transaction tx = found.get().tx();
        JsonStringWriter out = JsonWriter.string();
        switch (part) {
            case "" -> new TxText(chain.params(), out).write(tx, found.get().block(), search::output);
            case "hex" -> {
                return Answer.text(tx.encode().toHex());
            }
            case "merkle-proof" -> {
                return found.get()
                        .block()
                        .map(block -> proof(block, txid))
                        .orElse(Answer.problem(404, "Transaction not found or is unconfirmed"));
            }
            case "outspends" -> {
                out.array();
                for (int i = 0; i < tx.outputs().size(); i++) {
                    spender(out, new OutPoint(txid, i));
                }
                out.end();
            }
            case "outspend" -> spender(out, new OutPoint(txid, Answer.number(number)));
            default -> {
                return Answer.notHere();
            }
        }
        return Answer.json(out.done());
    }

    private Answer proof(HeaderNode block, Txid txid) {
        List<Hash256> leaves = search.block(block).transactions().stream()
                .map(tx -> tx.txid().hash())
                .toList();
        MerkleProof proof = MerkleProof.of(leaves, leaves.indexOf(txid.hash()));
        JsonStringWriter out = JsonWriter.string()
                .object()
                .value("block_height", block.height())
                .array("merkle");
        proof.branch().forEach(hash -> out.value(hash.toDisplay()));
        return Answer.json(out.end().value("pos", proof.index()).end().done());
    }

    private void spender(JsonStringWriter out, OutPoint outPoint) {
        Optional<Found> spender = search.spender(outPoint);
        out.object().value("spent", spender.isPresent());
        if (spender.isPresent()) {
            Found found = spender.get();
            out.value("txid", found.tx().txid().toDisplay())
                    .value(
                            "vin",
                            found.tx().inputs().stream()
                                    .map(TxIn::prevout)
                                    .toList()
                                    .indexOf(outPoint))
                    .object("status")
                    .value("confirmed", found.block().isPresent());
            found.block()
                    .ifPresent(b -> out.value("block_height", b.height())
                            .value("block_hash", b.hash().toDisplay())
                            .value("block_time", b.header().time()));
            out.end();
        }
        out.end();
    }

    // ------------------------------------------------------------------------------------------- bytes

    /** What the node would say of a block, as {@code POST /node/blocks/trial} answers. */
    public Answer trial(String hex, int tx) {
        return new InspectAnswers(node).trial(hex, tx);
    }

    /**
     * A block from its hex.
     *
     * @throws MalformedException if it is none, or too large
     */
    public static Block block(String hex) {
        return InspectAnswers.block(hex);
    }

    /**
     * Bytes, or an address, explained; bytes as of this network if they are of its chain, otherwise as of Bitcoin's.
     *
     * @throws MalformedException if the text is neither hex nor an address, or the bytes are nothing that is known
     */
    public String explain(String text, String as) {
        Pasted pasted = Pasted.parse(text);
        ByteString bytes = pasted.bytes();
        ChainParams params = isOurs(bytes) ? chain.params() : ChainParams.mainnet();
        Function<OutPoint, Optional<TxOut>> prevouts = search::output;
        Explainer explainer = new Explainer(params, prevouts::apply, WorkBudget.forRemoteClients(() -> false));
        for (Explainer.Form form : Explainer.Form.values()) {
            if (form.name().equalsIgnoreCase(as)) {
                return ExplanationJson.of(explainer.explain(bytes, form));
            }
        }
        return ExplanationJson.of(
                pasted.form().isPresent()
                        ? explainer.explain(bytes, pasted.form().get())
                        : explainer.explain(bytes));
    }

    /** Whether they are a header or block that this chain knows, or a transaction that spends or is one of its coins. */
    private boolean isOurs(ByteString bytes) {
        if (bytes.size() >= BlockHeader.SIZE) {
            BlockHeader header =
                    BlockHeader.decode(bytes.slice(0, BlockHeader.SIZE).reader());
            if (chain.headers().get(header.hash()).isPresent()
                    || chain.headers().get(header.prevBlock()).isPresent()) {
                return true;
            }
        }
        try {
            Transaction tx = Transaction.decode(bytes);
            return search.find(tx.txid()).isPresent()
                    || tx.inputs().stream()
                            .anyMatch(input -> search.output(input.prevout()).isPresent());
        } catch (MalformedException e) {
            return false;
        }
    }
}
