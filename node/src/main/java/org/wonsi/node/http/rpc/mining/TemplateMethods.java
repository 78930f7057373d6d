package org.wonsi.node.http.rpc.mining;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.BlockStatus;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.BlockRules;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.mining.BlockAssembler;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.rpc.call.AwaitedAnswer;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.http.rpc.call.WrittenJson;
import org.wonsi.node.http.rpc.chain.TipWait;
import org.wonsi.node.service.ChainView;
import org.wonsi.node.service.NodeSnapshot;

/**
 * The method {@code getblocktemplate}: what a miner elsewhere needs for a block, and whether a block it has made would do.
 *
 * <p>Source: BIP 22, BIP 23, BIP 9; Bitcoin Core, {@code rpc/mining.cpp}.
 */
public final class TemplateMethods implements MethodFamily {
    /** A long poll looks for new transactions only after that long, and then this often. */
    private static final long FIRST_LOOK_MILLIS = 60_000;

    private static final long LOOK_MILLIS = 10_000;
    private static final int MAX_LOOKS = 54;

    private final ChainView node;
    private final TipWait wait;
    private final LastAssembled assembled;

    /** The last one, while tip and waiting transactions are the same; it goes when the memory is needed. */
    private volatile SoftReference<@Nullable Made> last = new SoftReference<>(null);

    /** A template with what is written of it, all that doesn't change with the clock. */
    private record Made(BlockAssembler from, BlockTemplate template, String longPollId, WrittenJson transactions) {
        boolean isOf(BlockAssembler now) {
            // Entries never change, and the same ones are found to be equal at once.
            return from.parent() == now.parent() && from.waiting().equals(now.waiting());
        }
    }

    public TemplateMethods(ChainView node, TipWait wait, LastAssembled assembled) {
        this.node = node;
        this.assembled = assembled;
        this.wait = wait;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(RpcMethod.of(
                "Mining",
                "getblocktemplate template_request",
                "A block that lacks only its coinbase and its work, for {\"rules\": [\"segwit\"]}; waits for another one"
                        + " if \"longpollid\" is given (BIP 22). With {\"mode\": \"proposal\", \"data\": HEX}, whether a block"
                        + " would be valid if its work were done: null, or why not (BIP 23).",
                this::answer));
    }

    private JsonNode answer(RpcParams p) {
        JsonNode request = p.object(0);
        JsonNode mode = request.path("mode");
        if (mode.isTextual() && mode.asText().equals("proposal")) {
            return proposal(request.path("data"));
        }
        if (!mode.isMissingNode() && !mode.isNull() && !mode.asText().equals("template")) {
            throw RpcException.invalid("Invalid mode");
        }
        if (request.hasNonNull("longpollid")) {
            awaitOther(request.get("longpollid"));
        }
        boolean segwit = StreamSupport.stream(request.path("rules").spliterator(), false)
                .anyMatch(rule -> rule.asText().equals("segwit"));
        if (!segwit) {
            throw RpcException.invalid("getblocktemplate must be called with the segwit rule set (call with {\"rules\":"
                    + " [\"segwit\"]})");
        }
        return template();
    }

    private JsonNode template() {
        long now = node.clock().instant().getEpochSecond();
        BlockAssembler assembler = AwaitedAnswer.await(node.readChain(BlockAssembler::at));
        Made made = last.get();
        if (made == null || !made.isOf(assembler)) {
            made = make(assembler, now);
            last = new SoftReference<>(made);
        }
        assembled.note(made.template().entries().stream().map(MempoolEntry::tx).toList());
        return json(made, assembler.parent(), now);
    }

    private static Made make(BlockAssembler assembler, long now) {
        BlockTemplate template = assembler.template(Script.EMPTY, "", 0, now);
        return new Made(
                assembler,
                template,
                longPollId(assembler.parent(), assembler.waiting()),
                RpcJson.written(generator -> write(template.entries(), generator)));
    }

    // ------------------------------------------------------------------------------------------- proposals

    private JsonNode proposal(JsonNode data) {
        if (!data.isTextual()) {
            throw RpcException.of(RpcException.TYPE_ERROR, "Missing data String key for proposal");
        }
        Block block;
        try {
            block = Block.decode(ByteString.ofHex(data.asText()));
        } catch (MalformedException e) {
            throw RpcException.malformed("Block decode failed");
        }
        long now = node.clock().instant().getEpochSecond();
        return AwaitedAnswer.await(node.readChain((chain, mempool) -> verdict(block, chain, now)))
                .<JsonNode>map(RpcJson::text)
                .orElse(NullNode.getInstance());
    }

    private static Optional<String> verdict(Block block, ChainState chain, long now) {
        Optional<HeaderNode> known = chain.headers().get(block.hash());
        if (known.isPresent()) {
            BlockStatus status = known.get().status();
            return Optional.of(
                    status == BlockStatus.VALID
                            ? "duplicate"
                            : status.isAcceptable() ? "duplicate-inconclusive" : "duplicate-invalid");
        }
        if (!block.header().prevBlock().equals(chain.tip().hash())) {
            return Optional.of("inconclusive-not-best-prevblk");
        }
        return chain.checkProposal(block, now).map(Violation::rejectString);
    }

    // ------------------------------------------------------------------------------------------- long polls

    /** Changes with the tip and with what waits. */
    private static String longPollId(HeaderNode tip, List<MempoolEntry> waiting) {
        int sum = waiting.stream().mapToInt(entry -> entry.txid().hashCode()).sum();
        return tip.hash().toDisplay() + Integer.toUnsignedString(sum);
    }

    /** Answers when the tip is another than the id says, or, after a minute, when other transactions wait. */
    private void awaitOther(JsonNode id) {
        if (!id.isTextual()) {
            throw RpcException.invalid("longpollid must be a string");
        }
        String seen = id.asText();
        String watched = seen.substring(0, Math.min(seen.length(), 64));
        RpcParams.hash(watched, "longpollid");
        NodeSnapshot now = awaitTip(watched, FIRST_LOOK_MILLIS);
        for (int i = 0; i < MAX_LOOKS && longPollId(now.tip(), now.mempool()).equals(seen); i++) {
            now = awaitTip(watched, LOOK_MILLIS);
        }
    }

    private NodeSnapshot awaitTip(String watched, long millis) {
        return wait.until(state -> !state.tip().hash().toDisplay().equals(watched), millis);
    }

    // ------------------------------------------------------------------------------------------- the template

    private static JsonNode json(Made made, HeaderNode tip, long now) {
        BlockTemplate template = made.template();
        BlockHeader header = template.header();
        ObjectNode json = RpcJson.object();
        json.putArray("capabilities").add("proposal");
        json.put("version", header.version());
        json.putArray("rules").add("csv");
        json.putObject("vbavailable");
        json.put("vbrequired", 0).put("previousblockhash", header.prevBlock().toDisplay());
        json.putPOJO("transactions", made.transactions());
        json.putObject("coinbaseaux");
        json.put("coinbasevalue", sum(template.coinbase().outputs()).satoshis())
                .put("longpollid", made.longPollId())
                .put("target", template.target().toDisplay())
                .put("mintime", tip.medianTimePast() + 1);
        json.set("mutable", RpcJson.texts(Stream.of("time", "transactions", "prevblock")));
        return json.put("noncerange", "00000000ffffffff")
                .put("sigoplimit", BlockRules.MAX_BLOCK_SIGOPS)
                .put("sizelimit", BlockRules.MAX_BLOCK_SIZE)
                .put("curtime", Math.max(now, tip.medianTimePast() + 1))
                .put("bits", new CompactTarget(header.bits()).toDisplay())
                .put("height", template.height());
    }

    private static Amount sum(List<TxOut> outputs) {
        return outputs.stream().map(TxOut::value).reduce(Amount.ZERO, Amount::plus);
    }

    private static void write(List<MempoolEntry> entries, JsonGenerator json) throws IOException {
        Map<Txid, Integer> places = new HashMap<>();
        json.writeStartArray();
        for (MempoolEntry entry : entries) {
            String txid = entry.txid().toDisplay();
            json.writeStartObject();
            json.writeStringField("data", entry.tx().encode().toHex());
            json.writeStringField("txid", txid);
            json.writeStringField("hash", txid);
            json.writeArrayFieldStart("depends");
            for (TxIn input : entry.tx().inputs()) {
                Integer parent = places.get(input.prevout().txid());
                if (parent != null) {
                    json.writeNumber(parent);
                }
            }
            json.writeEndArray();
            json.writeNumberField("fee", entry.fee().satoshis());
            json.writeNumberField("sigops", entry.sigops());
            json.writeNumberField("weight", 4 * entry.tx().size());
            json.writeEndObject();
            places.put(entry.txid(), places.size() + 1);
        }
        json.writeEndArray();
    }
}
