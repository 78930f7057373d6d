package org.wonsi.node.http.rpc.tx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.rpc.call.AwaitedAnswer;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.service.ChainView;

/** The methods about the mempool. */
public final class MempoolMethods implements MethodFamily {
    /** Waiting transactions that are described in one turn on the chain thread: blocks that come meanwhile don't wait for thousands. */
    private static final int AT_A_TIME = 200;

    private static final String CATEGORY = "Blockchain";

    private final ChainView node;

    public MempoolMethods(ChainView node) {
        this.node = node;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(CATEGORY, "getmempoolinfo", "The mempool as a whole.", p -> info()),
                RpcMethod.of(
                        CATEGORY,
                        "getrawmempool verbose? mempool_sequence?",
                        "The ids of what waits, or all about each.",
                        this::raw),
                RpcMethod.of(CATEGORY, "getmempoolentry txid", "All about a waiting transaction.", this::entry),
                RpcMethod.of(
                        CATEGORY,
                        "getmempoolancestors txid verbose?",
                        "The waiting transactions that one needs, by id or all about each.",
                        p -> relatives(p, Mempool::ancestors)),
                RpcMethod.of(
                        CATEGORY,
                        "getmempooldescendants txid verbose?",
                        "The waiting transactions that need one, by id or all about each.",
                        p -> relatives(p, Mempool::descendants)),
                RpcMethod.of(
                        CATEGORY,
                        "gettxspendingprevout outputs",
                        "For each output ({\"txid\", \"vout\"}), the waiting transaction that spends it.",
                        this::spenders));
    }

    /** The answer of {@code getmempoolinfo}. */
    public JsonNode info() {
        long now = node.clock().instant().getEpochSecond();
        return AwaitedAnswer.await(node.readChain((chain, mempool) -> {
            ObjectNode json = RpcJson.object()
                    .put("loaded", true)
                    .put("size", mempool.count())
                    .put("bytes", mempool.bytes())
                    .put("usage", mempool.memory());
            json.set("total_fee", RpcJson.coins(mempool.totalFee()));
            json.put("maxmempool", mempool.policy().maxMemory());
            json.set("mempoolminfee", perKilobyte(mempool.minFeeRate(now)));
            json.set("minrelaytxfee", perKilobyte(mempool.policy().minRelayFee()));
            json.set("incrementalrelayfee", perKilobyte(mempool.policy().incrementalFee()));
            return json.put("unbroadcastcount", mempool.unbroadcastCount()).put("fullrbf", true);
        }));
    }

    private static JsonNode perKilobyte(FeeRate rate) {
        return RpcJson.coins(new Amount(rate.satoshisPerKilobyte()));
    }

    private JsonNode raw(RpcParams p) {
        boolean verbose = p.flag(0, false);
        boolean sequence = p.flag(1, false);
        if (verbose && sequence) {
            throw RpcException.invalid("Verbose results cannot contain mempool sequence values.");
        }
        return contents(verbose, sequence);
    }

    /**
     * The ids of what waits, or all about each; the ids with the number of changes so far, if that is wanted. All about each is told in parts, between
     * which the mempool may change: of more than 200, what has left it meanwhile is missing.
     */
    public JsonNode contents(boolean verbose, boolean withSequence) {
        if (!verbose) {
            // Asked of the mempool itself: the snapshot may not show yet what the caller has just sent.
            List<MempoolEntry> entries = AwaitedAnswer.await(node.readChain((chain, mempool) -> mempool.entries()));
            ArrayNode ids =
                    RpcJson.texts(entries.stream().map(entry -> entry.txid().toDisplay()));
            return withSequence ? RpcJson.object().<ObjectNode>set("txids", ids) : ids;
        }
        List<MempoolEntry> entries = AwaitedAnswer.await(node.readChain((chain, mempool) -> mempool.entries()));
        ObjectNode json = RpcJson.object();
        for (int from = 0; from < entries.size(); from += AT_A_TIME) {
            List<MempoolEntry> some = entries.subList(from, Math.min(entries.size(), from + AT_A_TIME));
            ObjectNode part = AwaitedAnswer.await(node.readChain((chain, mempool) -> all(some, mempool)));
            json.setAll(part);
        }
        return json;
    }

    /** All about those that still wait; on the thread that owns the mempool. */
    private static ObjectNode all(List<MempoolEntry> entries, Mempool mempool) {
        ObjectNode json = RpcJson.object();
        for (MempoolEntry known : entries) {
            mempool.entry(known.txid())
                    .ifPresent(entry -> json.set(entry.txid().toDisplay(), MempoolEntryJson.of(entry, mempool)));
        }
        return json;
    }

    private JsonNode entry(RpcParams p) {
        Txid txid = p.txid(0);
        return AwaitedAnswer.await(node.readChain(
                        (chain, mempool) -> mempool.entry(txid).map(e -> MempoolEntryJson.of(e, mempool))))
                .orElseThrow(MempoolMethods::notWaiting);
    }

    private static RpcException notWaiting() {
        return RpcException.notFound("Transaction not in mempool");
    }

    private JsonNode relatives(RpcParams p, BiFunction<Mempool, Txid, List<MempoolEntry>> relation) {
        Txid txid = p.txid(0);
        boolean verbose = p.flag(1, false);
        return AwaitedAnswer.await(node.readChain((chain, mempool) ->
                        mempool.entry(txid).map(known -> list(relation.apply(mempool, txid), verbose, mempool))))
                .orElseThrow(MempoolMethods::notWaiting);
    }

    private static JsonNode list(List<MempoolEntry> entries, boolean verbose, Mempool mempool) {
        if (!verbose) {
            return RpcJson.texts(entries.stream().map(e -> e.txid().toDisplay()));
        }
        ObjectNode json = RpcJson.object();
        entries.forEach(e -> json.set(e.txid().toDisplay(), MempoolEntryJson.of(e, mempool)));
        return json;
    }

    private JsonNode spenders(RpcParams p) {
        List<OutPoint> outputs = new ArrayList<>();
        p.array(0).forEach(output -> outputs.add(outPoint(output)));
        if (outputs.isEmpty()) {
            throw RpcException.invalid("Invalid parameter, outputs are missing");
        }
        return AwaitedAnswer.await(node.readChain((chain, mempool) -> {
            ArrayNode json = RpcJson.array();
            for (OutPoint out : outputs) {
                ObjectNode entry =
                        json.addObject().put("txid", out.txid().toDisplay()).put("vout", out.index());
                mempool.spender(out)
                        .ifPresent(spender ->
                                entry.put("spendingtxid", spender.txid().toDisplay()));
            }
            return json;
        }));
    }

    private static OutPoint outPoint(JsonNode output) {
        RpcParams.checkFields(output, Map.of("txid", "string", "vout", "number"));
        Txid txid = new Txid(RpcParams.hash(output, "txid"));
        int vout = RpcParams.number(output.get("vout"));
        if (vout < 0) {
            throw RpcException.invalid("Invalid parameter, vout cannot be negative");
        }
        return new OutPoint(txid, vout);
    }
}
