package org.wonsi.node.http.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.mempool.FeeRate;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.app.NodeService;
import org.wonsi.node.http.TxSender;
import org.wonsi.node.store.UtxoSetInfo;

/** What waits, and the unspent outputs. */
final class MempoolMethods implements MethodFamily {
    private static final String CATEGORY = "Blockchain";
    private static final int MAX_TESTED = 25;
    private static final int KILOBYTE = 1000;

    private final NodeService node;
    private final TxSender sender;

    MempoolMethods(NodeService node, TxSender sender) {
        this.node = node;
        this.sender = sender;
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
                        "gettxout txid n include_mempool?",
                        "An unspent output; null if it is spent.",
                        this::txOut),
                RpcMethod.of(
                        CATEGORY,
                        "gettxoutsetinfo hash_type?",
                        "The set of unspent outputs in figures; reads all of it.",
                        this::setInfo),
                RpcMethod.of(
                        "Rawtransactions",
                        "sendrawtransaction hexstring maxfeerate? maxburnamount?",
                        "Hands a transaction to the mempool and to the peers.",
                        this::send),
                RpcMethod.of(
                        "Rawtransactions",
                        "testmempoolaccept rawtxs maxfeerate?",
                        "Whether the mempool would take transactions; changes nothing.",
                        this::test));
    }

    private JsonNode info() {
        List<MempoolEntry> entries = node.snapshot().mempool();
        long now = node.clock().instant().getEpochSecond();
        return Answer.await(node.readChain((chain, mempool) -> {
            ObjectNode json = RpcJson.object()
                    .put("loaded", true)
                    .put("size", entries.size())
                    .put("bytes", entries.stream().mapToLong(MempoolEntry::size).sum())
                    .put("usage", mempool.bytes());
            json.set("total_fee", RpcJson.coins(mempool.totalFee()));
            json.put("maxmempool", mempool.policy().maxBytes());
            json.set("mempoolminfee", perKilobyte(mempool.minFeeRate(now)));
            json.set("minrelaytxfee", perKilobyte(mempool.policy().minRelayFee()));
            return json.put("unbroadcastcount", 0).put("fullrbf", true);
        }));
    }

    private static JsonNode perKilobyte(FeeRate rate) {
        return RpcJson.coins(new Amount(rate.satoshisPerKilobyte()));
    }

    private JsonNode raw(RpcParams p) {
        if (!p.flag(0, false)) {
            ArrayNode ids = RpcJson.texts(
                    node.snapshot().mempool().stream().map(entry -> entry.txid().toDisplay()));
            return p.flag(1, false) ? RpcJson.object().<ObjectNode>set("txids", ids) : ids;
        }
        return Answer.await(node.readChain((chain, mempool) -> {
            ObjectNode json = RpcJson.object();
            mempool.entries().forEach(entry -> json.set(entry.txid().toDisplay(), describe(entry, mempool)));
            return json;
        }));
    }

    private JsonNode entry(RpcParams p) {
        Txid txid = p.txid(0);
        return Answer.await(
                        node.readChain((chain, mempool) -> mempool.entry(txid).map(e -> describe(e, mempool))))
                .orElseThrow(() -> RpcError.notFound("Transaction not in mempool"));
    }

    private static JsonNode describe(MempoolEntry entry, Mempool mempool) {
        List<MempoolEntry> ancestors = mempool.ancestors(entry.txid());
        List<MempoolEntry> descendants = mempool.descendants(entry.txid());
        ObjectNode json = RpcJson.object()
                .put("vsize", entry.size())
                .put("weight", 4 * entry.tx().size())
                .put("time", entry.time())
                .put("height", entry.height())
                .put("descendantcount", descendants.size() + 1)
                .put("descendantsize", bytes(descendants) + entry.size())
                .put("ancestorcount", ancestors.size() + 1)
                .put("ancestorsize", bytes(ancestors) + entry.size())
                .put("wtxid", entry.txid().toDisplay());
        ObjectNode fees = json.putObject("fees");
        fees.set("base", RpcJson.coins(entry.fee()));
        fees.set("modified", RpcJson.coins(entry.fee()));
        fees.set("ancestor", RpcJson.coins(fees(ancestors).plus(entry.fee())));
        fees.set("descendant", RpcJson.coins(fees(descendants).plus(entry.fee())));
        Set<String> parents = new HashSet<>();
        for (TxIn input : entry.tx().inputs()) {
            mempool.entry(input.prevout().txid())
                    .ifPresent(parent -> parents.add(parent.txid().toDisplay()));
        }
        json.set("depends", RpcJson.texts(parents.stream().sorted()));
        json.set("spentby", RpcJson.texts(spenders(entry, mempool).stream().sorted()));
        return json.put("bip125-replaceable", entry.tx().inputs().stream().anyMatch(i -> i.sequence() < 0xffff_fffeL))
                .put("unbroadcast", false);
    }

    private static Set<String> spenders(MempoolEntry entry, Mempool mempool) {
        Set<String> spenders = new HashSet<>();
        for (int i = 0; i < entry.tx().outputs().size(); i++) {
            mempool.spender(new OutPoint(entry.txid(), i))
                    .ifPresent(spender -> spenders.add(spender.txid().toDisplay()));
        }
        return spenders;
    }

    private static long bytes(List<MempoolEntry> entries) {
        return entries.stream().mapToLong(MempoolEntry::size).sum();
    }

    private static Amount fees(List<MempoolEntry> entries) {
        return entries.stream().map(MempoolEntry::fee).reduce(Amount.ZERO, Amount::plus);
    }

    private JsonNode txOut(RpcParams p) {
        OutPoint out = new OutPoint(p.txid(0), Math.max(0, p.number(1)));
        boolean withMempool = p.flag(2, true);
        return Answer.await(node.readChain((chain, mempool) -> {
            Optional<Coin> coin = withMempool ? mempool.coin(out) : chain.coin(out);
            boolean waiting = mempool.entry(out.txid()).isPresent();
            return coin.<JsonNode>map(c -> {
                        ObjectNode json = RpcJson.object()
                                .put("bestblock", chain.tip().hash().toDisplay())
                                .put("confirmations", waiting ? 0 : chain.tip().height() - c.height() + 1);
                        json.set("value", RpcJson.coins(c.output().value()));
                        json.set(
                                "scriptPubKey",
                                ScriptJson.scriptPubKey(c.output().scriptPubKey(), node.params()));
                        return json.put("coinbase", c.coinbase());
                    })
                    .orElse(NullNode.getInstance());
        }));
    }

    private JsonNode setInfo(RpcParams p) {
        String type = p.optionalText(0).orElse("hash_serialized_3");
        if (!type.equals("hash_serialized_3") && !type.equals("none")) {
            throw RpcError.invalid("'" + type + "' is not a valid hash_type; known are hash_serialized_3 and none");
        }
        UtxoSetInfo info = node.queries().utxoSetInfo();
        ObjectNode json = RpcJson.object()
                .put("height", info.tip().height())
                .put("bestblock", info.tip().hash().toDisplay())
                .put("txouts", info.outputs())
                .put("bogosize", info.bogoSize());
        if (type.equals("hash_serialized_3")) {
            json.put("hash_serialized_3", info.hashSerialized().toDisplay());
        }
        json.set("total_amount", RpcJson.coins(info.totalAmount()));
        return json.put("transactions", info.transactions());
    }

    private JsonNode send(RpcParams p) {
        Transaction tx =
                RawTransactionMethods.decode(p.text(0), "TX decode failed. Make sure the tx has at least one input.");
        try {
            return RpcJson.text(Answer.await(sender.submit(tx)).toDisplay());
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof TxSender.Refused refused) {
                throw RpcError.of(refused.code(), refused.message());
            }
            throw e;
        }
    }

    private JsonNode test(RpcParams p) {
        List<Transaction> txs = new ArrayList<>();
        p.array(0)
                .forEach(hex -> txs.add(RawTransactionMethods.decode(
                        hex.asText(),
                        "TX decode failed: " + hex.asText() + " Make sure the tx has at least one input.")));
        if (txs.isEmpty() || txs.size() > MAX_TESTED) {
            throw RpcError.invalid("Array must contain between 1 and " + MAX_TESTED + " transactions.");
        }
        long now = node.clock().instant().getEpochSecond();
        return Answer.await(node.readChain((chain, mempool) -> {
            ArrayNode json = RpcJson.array();
            txs.forEach(tx -> json.add(verdict(tx, mempool, now)));
            return json;
        }));
    }

    private static ObjectNode verdict(Transaction tx, Mempool mempool, long now) {
        ObjectNode json = RpcJson.object()
                .put("txid", tx.txid().toDisplay())
                .put("wtxid", tx.txid().toDisplay());
        MempoolResult result = mempool.test(tx, now);
        if (result.outcome() != MempoolResult.Outcome.ACCEPTED) {
            return json.put("allowed", false)
                    .put(
                            "reject-reason",
                            result.violation()
                                    .map(v -> v.reason() == RejectReason.MISSING_OR_SPENT_INPUTS
                                            ? "missing-inputs"
                                            : v.rejectString())
                                    .orElse(""));
        }
        json.put("allowed", true).put("vsize", tx.size());
        result.added().stream()
                .filter(e -> e.txid().equals(tx.txid()))
                .findFirst()
                .ifPresent(e -> {
                    ObjectNode fees = json.putObject("fees");
                    fees.set("base", RpcJson.coins(e.fee()));
                    fees.set(
                            "effective-feerate",
                            RpcJson.coins(new Amount(e.fee().satoshis() * KILOBYTE / e.size())));
                });
        return json;
    }
}
