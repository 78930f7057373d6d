package org.wonsi.node.http.rpc.mining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.HeaderResult;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;
import org.wonsi.node.http.rest.BlockJson;
import org.wonsi.node.http.rpc.call.AwaitedAnswer;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.http.rpc.chain.ChainMethods;
import org.wonsi.node.service.NodeService;

/** The methods for miners: how hard the work is, and blocks that come from them. */
public final class MiningMethods implements MethodFamily {
    private static final String CATEGORY = "Mining";

    private final NodeService node;
    private final LastAssembled assembled;

    public MiningMethods(NodeService node, LastAssembled assembled) {
        this.node = node;
        this.assembled = assembled;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(CATEGORY, "getmininginfo", "Difficulty and pace of mining.", p -> info()),
                RpcMethod.of(
                        CATEGORY,
                        "getnetworkhashps nblocks? height?",
                        "Tries per second that the last blocks took, estimated from their work and times.",
                        p -> DoubleNode.valueOf(networkHashRate(p.number(0, 120), p.number(1, -1)))),
                RpcMethod.of(
                        CATEGORY, "submitblock hexdata dummy?", "Takes a block; null, or why not.", this::submitBlock),
                RpcMethod.of(CATEGORY, "submitheader hexdata", "Takes a header alone.", this::submitHeader));
    }

    private JsonNode info() {
        HeaderNode tip = node.snapshot().tip();
        ObjectNode json = RpcJson.object().put("blocks", tip.height());
        assembled.addTo(json);
        json.put("difficulty", BlockJson.difficulty(tip.header().bits()))
                .put("networkhashps", networkHashRate(120, -1))
                .put("pooledtx", node.snapshot().mempool().size())
                .put("chain", ChainMethods.chainName(node.params()));
        json.putArray("warnings");
        return json;
    }

    private double networkHashRate(int blocks, int height) {
        HeaderNode tip = node.snapshot().tip();
        if (blocks < -1 || blocks == 0) {
            throw RpcException.invalid("Invalid nblocks. Must be a positive number or -1.");
        }
        if (height < -1 || height > tip.height()) {
            throw RpcException.invalid("Block does not exist at specified height");
        }
        HeaderNode last = height < 0 ? tip : tip.ancestor(height);
        if (last.height() == 0) {
            return 0;
        }
        int interval = node.params().retargetInterval();
        int count = blocks > 0 ? blocks : interval == 0 ? last.height() : last.height() % interval + 1;
        HeaderNode first = last.ancestor(Math.max(0, last.height() - count));
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (HeaderNode n = last; n.height() >= first.height(); n = n.parent().orElseThrow()) {
            least = Math.min(least, n.header().time());
            most = Math.max(most, n.header().time());
            if (n.height() == 0) {
                break;
            }
        }
        return most <= least
                ? 0
                : new BigDecimal(last.chainWork()
                                        .hashes()
                                        .subtract(first.chainWork().hashes()))
                                .doubleValue()
                        / (most - least);
    }

    private JsonNode submitBlock(RpcParams p) {
        Block block;
        try {
            block = Block.decode(ByteString.ofHex(p.text(0)));
        } catch (MalformedException e) {
            throw RpcException.malformed("Block decode failed");
        }
        if (block.transactions().isEmpty() || !block.transactions().get(0).isCoinbase()) {
            throw RpcException.malformed("Block does not start with a coinbase");
        }
        return verdict(block, AwaitedAnswer.await(node.submitBlock(block)))
                .<JsonNode>map(RpcJson::text)
                .orElse(NullNode.getInstance());
    }

    /** Nothing, or one word for what became of the block instead (BIP 22): on a side branch, nobody knows yet. */
    private static Optional<String> verdict(Block block, BlockResult result) {
        boolean connected =
                result.changes().stream().anyMatch(change -> change.block().equals(block));
        return switch (result.outcome()) {
            case ACCEPTED -> connected ? Optional.empty() : Optional.of("inconclusive");
            case DUPLICATE -> Optional.of("duplicate");
            case ORPHAN -> Optional.of(RejectReason.PREV_BLOCK_NOT_FOUND.code());
            case INVALID -> result.violation().map(Violation::rejectString);
        };
    }

    private JsonNode submitHeader(RpcParams p) {
        BlockHeader header;
        try {
            ByteString bytes = ByteString.ofHex(p.text(0));
            header = BlockHeader.decode(bytes.reader());
        } catch (MalformedException e) {
            throw RpcException.malformed("Block header decode failed");
        }
        HeaderResult result = AwaitedAnswer.await(node.submitHeader(header));
        switch (result.outcome()) {
            case ORPHAN ->
                throw RpcException.of(
                        RpcException.VERIFY_ERROR,
                        "Must submit previous header (" + header.prevBlock().toDisplay() + ") first");
            case INVALID ->
                throw RpcException.of(
                        RpcException.VERIFY_ERROR,
                        result.violation().map(Violation::rejectString).orElse(""));
            case ACCEPTED, DUPLICATE -> {
                return NullNode.getInstance();
            }
        }
        throw new IllegalStateException("an outcome without an answer: " + result.outcome());
    }

    static ArrayNode hashes(List<BlockHash> hashes) {
        return RpcJson.texts(hashes.stream().map(BlockHash::toDisplay));
    }
}
