package org.wonsi.browser.answer;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.wonsi.browser.answer.ChainSearch.Found;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.BlockRules;
import org.wonsi.core.consensus.BlockScriptFlags;
import org.wonsi.core.consensus.CoinView;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.script.interpreter.Step;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.lab.explain.ScriptTrace;
import org.wonsi.lab.explain.WorkBudget;
import org.wonsi.lab.live.LiveNode;
import org.wonsi.lab.tamper.MerkleWay;
import org.wonsi.lab.trial.BlockTrial;
import org.wonsi.lab.trial.ScriptCost;

/** The answers of a tab's node to what the explorer's tools ask: a branch, a script's steps, what it would say of a block. */
final class InspectAnswers {
    private final LiveNode node;
    private final ChainState chain;
    private final ChainSearch search;

    InspectAnswers(LiveNode node) {
        this.node = node;
        this.chain = node.chain();
        this.search = new ChainSearch(node);
    }

    // ------------------------------------------------------------------------------------------- GET

    /** {@code /node/blocks/HASH/txs/N}, with {@code /branch} behind it or not; {@code /node/txs/TXID/inputs/N/steps}. */
    Answer get(String[] parts) {
        boolean ofBlock = parts.length >= 5 && parts[1].equals("blocks") && parts[3].equals("txs");
        if (ofBlock && parts.length == 5) {
            return inBlock(parts[2], parts[4], false);
        }
        if (ofBlock && parts.length == 6 && parts[5].equals("branch")) {
            return inBlock(parts[2], parts[4], true);
        }
        boolean ofInput = parts.length == 6 && parts[1].equals("txs") && parts[3].equals("inputs");
        return ofInput && parts[5].equals("steps") ? steps(parts[2], Answer.number(parts[4])) : Answer.notHere();
    }

    private Answer inBlock(String hash, String number, boolean branch) {
        Optional<Block> block = chain.block(new BlockHash(Answer.hash(hash)));
        int index = Answer.number(number);
        if (block.isEmpty() || index >= block.get().transactions().size()) {
            return Answer.problem(404, "this node has no such block, or the block no such transaction");
        }
        return branch
                ? Answer.json(branch(JsonWriter.string().object(), block.get(), index)
                        .end()
                        .done())
                : Answer.text(block.get().transactions().get(index).encode().toHex());
    }

    /** The way of a transaction, into an object that was begun. */
    private static JsonStringWriter branch(JsonStringWriter out, Block block, int index) {
        List<Hash256> leaves =
                block.transactions().stream().map(tx -> tx.txid().hash()).toList();
        MerkleWay way = MerkleWay.of(leaves, index);
        out.value("txid", leaves.get(index).toDisplay())
                .value("index", index)
                .value("count", leaves.size())
                .value("root", way.root().toDisplay())
                .array("levels");
        for (List<MerkleWay.Place> level : way.levels()) {
            out.array();
            for (MerkleWay.Place place : level) {
                out.object()
                        .value("index", place.index())
                        .value("hash", place.hash().toDisplay())
                        .value("state", place.part().word())
                        .end();
            }
            out.end();
        }
        return out.end();
    }

    // ------------------------------------------------------------------------------------------- scripts

    private Answer steps(String id, int index) {
        Optional<Found> found = search.find(new Txid(Answer.hash(id)));
        if (found.isEmpty()) {
            return Answer.problem(404, "this node knows no transaction " + id + " in its active chain or waiting");
        }
        Transaction tx = found.get().tx();
        if (tx.isCoinbase() || index >= tx.inputs().size()) {
            return Answer.problem(
                    404,
                    tx.isCoinbase()
                            ? "the script of a coinbase is never run"
                            : "the transaction has inputs 0 to " + (tx.inputs().size() - 1));
        }
        Optional<TxOut> spent = search.output(tx.inputs().get(index).prevout());
        if (spent.isEmpty()) {
            return Answer.problem(
                    404, "this node knows no output " + tx.inputs().get(index).prevout());
        }
        Set<ScriptFlag> flags = found.get()
                .block()
                .map(block -> BlockScriptFlags.of(block.height(), block.hash(), chain.params()))
                .orElseGet(() -> BlockScriptFlags.ofNext(chain.tip().height() + 1, chain.params()));
        ScriptTrace trace = ScriptTrace.of(tx, index, spent.get(), flags, WorkBudget.forRemoteClients(() -> false));
        return Answer.json(steps(tx, index, spent.get(), flags, trace));
    }

    private static String steps(Transaction tx, int index, TxOut spent, Set<ScriptFlag> flags, ScriptTrace trace) {
        JsonStringWriter out = JsonWriter.string()
                .object()
                .value("txid", tx.txid().toDisplay())
                .value("input", index)
                .value("prevout", tx.inputs().get(index).prevout().toString())
                .value("value", spent.value().satoshis())
                .value("script_sig", tx.inputs().get(index).scriptSig().bytes().toHex())
                .value("script_pub_key", spent.scriptPubKey().bytes().toHex())
                .array("flags");
        flags.stream().map(Enum::name).sorted().forEach(out::value);
        out.end().array("operations");
        trace.operations().forEach(part -> operation(out, part));
        out.end().array("steps");
        for (Step step : trace.steps()) {
            out.object().value("executed", step.executed()).array("stack");
            step.stack().forEach(element -> out.value(element.toHex()));
            out.end().array("alt_stack");
            step.altStack().forEach(element -> out.value(element.toHex()));
            out.end().value("result", words(step.result())).end();
        }
        out.end().value("truncated", !trace.isWhole());
        trace.result().ifPresent(result -> out.value("result", words(result)));
        return out.end().done();
    }

    private static void operation(JsonStringWriter out, ScriptTrace.Part part) {
        String script = switch (part.script()) {
            case SCRIPT_SIG -> "scriptSig";
            case SCRIPT_PUB_KEY -> "scriptPubKey";
            case REDEEM_SCRIPT -> "redeemScript";
        };
        boolean pushes = !part.operation().data().isEmpty();
        String name = part.operation()
                .opcode()
                .map(Opcode::name)
                .orElse("0x" + Integer.toHexString(part.operation().code()));
        out.object()
                .value("part", script)
                .value("offset", part.operation().offset())
                .value("name", pushes ? "" : name)
                .value("data", part.operation().data().toHex())
                .end();
    }

    private static String words(ScriptError error) {
        return error == ScriptError.OK ? "OK" : error.message();
    }

    // ------------------------------------------------------------------------------------------- a block on trial

    /**
     * As {@code POST /node/blocks/trial}: what the node would say of a block, of which it keeps nothing.
     *
     * @param tx the place of the transaction whose way to the root is answered, too
     */
    Answer trial(String hex, int tx) {
        Block block;
        try {
            block = block(hex);
        } catch (MalformedException e) {
            return Answer.problem(400, String.valueOf(e.getMessage()));
        }
        if (tx < 0 || tx >= block.transactions().size()) {
            return Answer.problem(400, "the block has no transaction " + tx);
        }
        Optional<HeaderNode> parent = chain.headers().get(block.header().prevBlock());
        boolean acceptable = parent.filter(one -> !one.status().isAcceptable()).isEmpty();
        CoinView coins = parent.filter(chain::isActive).map(search::coinsAt).orElse(null);
        BlockTrial trial = BlockTrial.of(
                block,
                new BlockTrial.Place(parent.orElse(null), acceptable, coins),
                chain.params(),
                node.now().getEpochSecond(),
                ScriptCost::isAffordable);
        JsonStringWriter out = JsonWriter.string()
                .object()
                .value("hash", block.hash().toDisplay())
                .value("prev", block.header().prevBlock().toDisplay())
                .value("merkle_root", block.header().merkleRoot().toDisplay())
                .value("computed_root", MerkleTree.of(block).root().toDisplay());
        String standing = standing(block);
        out.value("standing", standing);
        parent.ifPresent(one -> out.value("height", one.height() + 1));
        Optional<String> reason = standing.equals("invalid")
                ? Optional.of("duplicate-invalid")
                : trial.first().map(Violation::rejectString);
        reason.ifPresent(why -> out.value("reason", why));
        out.array("findings");
        trial.findings().forEach(finding -> finding(out, finding));
        out.end().object("branch");
        return Answer.json(branch(out, block, tx).end().end().done());
    }

    /**
     * A block from its hex.
     *
     * @throws MalformedException if it is none, or too large
     */
    static Block block(String hex) {
        if (hex.length() > 2 * BlockRules.MAX_BLOCK_SIZE) {
            throw new MalformedException("a block has at most " + BlockRules.MAX_BLOCK_SIZE + " bytes");
        }
        try {
            return Block.decode(ByteString.ofHex(hex.strip()));
        } catch (MalformedException e) {
            throw new MalformedException("these bytes are no block: " + e.getMessage());
        }
    }

    /** New, known or invalid; a known header over other transactions isn't that block. */
    private String standing(Block block) {
        Optional<HeaderNode> known = chain.headers()
                .get(block.hash())
                .filter(one -> BlockRules.checkMerkleRoot(block).isEmpty());
        if (known.filter(one -> !one.status().isAcceptable()).isPresent()) {
            return "invalid";
        }
        return known.filter(one -> one.status().hasBlock()).isPresent() ? "known" : "new";
    }

    private static void finding(JsonStringWriter out, BlockTrial.Finding finding) {
        out.object()
                .value("gate", finding.gate().name().toLowerCase(Locale.ROOT))
                .value("outcome", finding.outcome().name().toLowerCase(Locale.ROOT));
        finding.violation().ifPresent(broken -> out.value("reason", broken.rejectString()));
        out.value("detail", finding.violation().map(Violation::detail).orElse(""))
                .end();
    }
}
