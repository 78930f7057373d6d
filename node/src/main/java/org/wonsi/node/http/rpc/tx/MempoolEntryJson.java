package org.wonsi.node.http.rpc.tx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.TxIn;
import org.wonsi.node.http.rpc.call.RpcJson;

/** The JSON of a waiting transaction as Bitcoin Core shows it. Source: Bitcoin Core, {@code entryToJSON}. */
final class MempoolEntryJson {
    private MempoolEntryJson() {}

    /** All about it; on the thread that owns the mempool. */
    static JsonNode of(MempoolEntry entry, Mempool mempool) {
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
        fees.set("modified", RpcJson.coins(entry.modifiedFee()));
        fees.set("ancestor", RpcJson.coins(fees(ancestors).plus(entry.modifiedFee())));
        fees.set("descendant", RpcJson.coins(fees(descendants).plus(entry.modifiedFee())));
        Set<String> parents = new HashSet<>();
        for (TxIn input : entry.tx().inputs()) {
            mempool.entry(input.prevout().txid())
                    .ifPresent(parent -> parents.add(parent.txid().toDisplay()));
        }
        json.set("depends", RpcJson.texts(parents.stream().sorted()));
        json.set("spentby", RpcJson.texts(spenders(entry, mempool).stream().sorted()));
        return json.put("bip125-replaceable", entry.tx().inputs().stream().anyMatch(TxIn::signalsReplacement))
                .put("unbroadcast", mempool.isUnbroadcast(entry.txid()));
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
        return entries.stream().map(MempoolEntry::modifiedFee).reduce(Amount.ZERO, Amount::plus);
    }
}
