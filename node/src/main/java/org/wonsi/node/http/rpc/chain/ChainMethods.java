package org.wonsi.node.http.rpc.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.ChainTip;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.consensus.SoftFork;
import org.wonsi.node.http.rest.BlockJson;
import org.wonsi.node.http.rpc.call.AwaitedAnswer;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.service.ChainControl.Judgement;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.NodeSnapshot;
import org.wonsi.node.store.query.BlockInfo;

/** The methods about the chain as a whole: {@code getblockchaininfo} and its relatives. */
public final class ChainMethods implements MethodFamily {
    private static final String CATEGORY = "Blockchain";

    private final NodeService node;

    public ChainMethods(NodeService node) {
        this.node = node;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(CATEGORY, "getblockchaininfo", "The state of the chain.", p -> info()),
                RpcMethod.of(
                                CATEGORY,
                                "getblockcount",
                                "The tip's height; genesis has 0.",
                                p -> IntNode.valueOf(tip().height()))
                        .atOnce(),
                RpcMethod.of(
                                CATEGORY,
                                "getbestblockhash",
                                "The tip's hash.",
                                p -> RpcJson.text(tip().hash().toDisplay()))
                        .atOnce(),
                RpcMethod.of(
                        CATEGORY,
                        "getdifficulty",
                        "How many times harder than the easiest of Bitcoin the tip's target is.",
                        p -> DoubleNode.valueOf(
                                BlockJson.difficulty(tip().header().bits()))),
                RpcMethod.of(CATEGORY, "getchaintips", "The ends of all branches of the block tree.", p -> tips()),
                RpcMethod.of(
                        CATEGORY,
                        "getdeploymentinfo blockhash?",
                        "Which rules are in force after a block.",
                        this::deployments),
                RpcMethod.of(
                        CATEGORY,
                        "invalidateblock blockhash",
                        "Declares a block invalid, as if it broke a rule.",
                        p -> judge(p, Judgement.INVALID)),
                RpcMethod.of(
                        CATEGORY,
                        "reconsiderblock blockhash",
                        "Takes back what invalidateblock said of a block and of those before and on it.",
                        p -> judge(p, Judgement.RECONSIDERED)),
                RpcMethod.of(
                        CATEGORY,
                        "preciousblock blockhash",
                        "Treats a block as if it had come before others of the same work.",
                        p -> judge(p, Judgement.PRECIOUS)),
                RpcMethod.of(
                        CATEGORY,
                        "dropheaders blockhash",
                        "Forgets the headers of a branch whose blocks never came, from this one on, and says how many."
                                + " Bitcoin Core has no such call.",
                        this::dropHeaders),
                RpcMethod.of(
                        CATEGORY,
                        "syncwithvalidationinterfacequeue",
                        "Answers when all that was submitted before is done.",
                        p -> sync()));
    }

    private HeaderNode tip() {
        return node.snapshot().tip();
    }

    /** Bitcoin Core's name of a network: "main" for mainnet, else its own. */
    public static String chainName(ChainParams params) {
        return params.network() == Network.MAINNET ? "main" : params.network().id();
    }

    /** The answer of {@code getblockchaininfo}. */
    public ObjectNode info() {
        NodeSnapshot now = node.snapshot();
        HeaderNode tip = now.tip();
        ObjectNode json = RpcJson.object()
                .put("chain", chainName(node.params()))
                .put("blocks", tip.height())
                .put("headers", now.bestHeader().height())
                .put("bestblockhash", tip.hash().toDisplay())
                .put("difficulty", BlockJson.difficulty(tip.header().bits()))
                .put("time", tip.header().time())
                .put("mediantime", tip.medianTimePast())
                .put("verificationprogress", now.progress())
                .put("initialblockdownload", now.initialDownload())
                .put("chainwork", tip.chainWork().toDisplay())
                .put("size_on_disk", node.queries().sizeOnDisk())
                .put("pruned", false);
        json.putArray("warnings");
        return json;
    }

    private JsonNode tips() {
        ArrayNode json = RpcJson.array();
        // Bitcoin Core lists the highest first, active or not.
        AwaitedAnswer.await(node.readChain((chain, mempool) -> chain.chainTips())).stream()
                .sorted(Comparator.comparingInt((ChainTip tip) -> tip.node().height())
                        .reversed())
                .forEach(tip -> json.addObject()
                        .put("height", tip.node().height())
                        .put("hash", tip.node().hash().toDisplay())
                        .put("branchlen", tip.branchLength())
                        .put("status", tip.status().code()));
        return json;
    }

    private JsonNode deployments(RpcParams p) {
        return deployments(p.has(0) ? Optional.of(p.blockHash(0)) : Optional.empty());
    }

    /** The rules in force after a block, or after the tip. */
    public ObjectNode deployments(Optional<BlockHash> hash) {
        BlockInfo block = node.queries()
                .read(q -> hash.map(q::block).orElseGet(q::tip))
                .orElseThrow(() -> RpcException.notFound("Block not found"));
        ObjectNode json = RpcJson.object().put("hash", block.hash().toDisplay()).put("height", block.height());
        ObjectNode rules = json.putObject("deployments");
        for (SoftFork fork : List.of(SoftFork.BIP34, SoftFork.BIP66, SoftFork.BIP65, SoftFork.CSV)) {
            rules.putObject(fork.name().toLowerCase(Locale.ROOT))
                    .put("type", "buried")
                    .put("active", node.params().isActive(fork, block.height() + 1))
                    .put("height", node.params().activationHeight(fork));
        }
        return json;
    }

    private JsonNode dropHeaders(RpcParams p) {
        BlockHash hash = p.blockHash(0);
        if (!AwaitedAnswer.await(
                node.readChain((chain, mempool) -> chain.headers().get(hash).isPresent()))) {
            throw RpcException.notFound("Block not found");
        }
        return IntNode.valueOf(AwaitedAnswer.await(node.dropHeaders(hash)));
    }

    private JsonNode judge(RpcParams p, Judgement judgement) {
        BlockHash hash = p.blockHash(0);
        if (node.queries().read(q -> q.block(hash)).isEmpty()) {
            throw RpcException.notFound("Block not found");
        }
        AwaitedAnswer.await(node.judge(hash, judgement));
        return NullNode.getInstance();
    }

    private JsonNode sync() {
        AwaitedAnswer.await(node.readChain((chain, mempool) -> chain.tip()));
        return NullNode.getInstance();
    }
}
