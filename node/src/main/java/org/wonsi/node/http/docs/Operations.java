package org.wonsi.node.http.docs;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.api.AddressSummary;
import org.wonsi.core.api.BlockStanding;
import org.wonsi.core.api.BlockSummary;
import org.wonsi.core.api.MempoolSummary;
import org.wonsi.core.api.MerkleBranch;
import org.wonsi.core.api.Outspend;
import org.wonsi.core.api.RecentTx;
import org.wonsi.core.api.TxDetails;
import org.wonsi.core.api.TxStatus;
import org.wonsi.core.api.UnspentOutput;
import org.wonsi.node.http.docs.Operation.AnyJson;
import org.wonsi.node.http.docs.Operation.Item;
import org.wonsi.node.http.docs.Operation.Items;
import org.wonsi.node.http.docs.Operation.Media;

/** Every path of the node, once. */
final class Operations {
    static final Media TEXT = new Media("text/plain");
    static final Media BYTES = new Media("application/octet-stream");

    private static final String BLOCKS = "Esplora: blocks";
    private static final String TXS = "Esplora: transactions";
    private static final String ADDRESSES = "Esplora: addresses";
    private static final String MEMPOOL = "Esplora: mempool";
    private static final String NO_BLOCK = "Block not found";
    private static final String NO_TX = "Transaction not found";

    private Operations() {}

    static List<Operation> all() {
        List<Operation> all = new ArrayList<>();
        all.addAll(blocks());
        all.addAll(transactions());
        addresses("/api/address/{address}", all);
        addresses("/api/scripthash/{script}", all);
        all.addAll(mempool());
        all.addAll(RestOperations.all());
        all.addAll(OwnOperations.all());
        return all;
    }

    private static List<Operation> blocks() {
        return List.of(
                Operation.get(BLOCKS, "/api/blocks/tip/height", "The tip's height.", TEXT),
                Operation.get(BLOCKS, "/api/blocks/tip/hash", "The tip's hash.", TEXT),
                Operation.get(BLOCKS, "/api/blocks", "The newest ten blocks.", new Items(BlockSummary.class)),
                Operation.get(
                        BLOCKS, "/api/blocks/{start}", "Ten blocks from a height down.", new Items(BlockSummary.class)),
                Operation.get(BLOCKS, "/api/block-height/{height}", "The hash at a height.", TEXT)
                        .failing(404, NO_BLOCK),
                Operation.get(
                                BLOCKS,
                                "/api/block/{hash}",
                                "A block without its transactions.",
                                new Item(BlockSummary.class))
                        .failing(404, NO_BLOCK),
                Operation.get(
                        BLOCKS,
                        "/api/block/{hash}/status",
                        "Whether a block is in the active chain.",
                        new Item(BlockStanding.class)),
                Operation.get(BLOCKS, "/api/block/{hash}/header", "Its 80 bytes of header in hex.", TEXT)
                        .failing(404, NO_BLOCK),
                Operation.get(BLOCKS, "/api/block/{hash}/raw", "Its bytes.", BYTES)
                        .failing(404, NO_BLOCK),
                Operation.get(
                                BLOCKS,
                                "/api/block/{hash}/txids",
                                "The ids of its transactions.",
                                new Items(String.class))
                        .failing(404, NO_BLOCK),
                Operation.get(BLOCKS, "/api/block/{hash}/txid/{index}", "The id of one of its transactions.", TEXT)
                        .failing(404, NO_BLOCK),
                Operation.get(BLOCKS, "/api/block/{hash}/txs", "Its first 25 transactions.", new Items(TxDetails.class))
                        .failing(404, NO_BLOCK),
                Operation.get(
                                BLOCKS,
                                "/api/block/{hash}/txs/{start}",
                                "25 of its transactions; start is a multiple of 25.",
                                new Items(TxDetails.class))
                        .failing(404, NO_BLOCK));
    }

    private static List<Operation> transactions() {
        return List.of(
                Operation.post(
                                TXS,
                                "/api/tx",
                                "Sends a transaction, given as hex in the body; answers its id. Needs no token.",
                                TEXT)
                        .failing(400, "What Bitcoin Core's sendrawtransaction would say, with its code"),
                Operation.get(TXS, "/api/tx/{txid}", "A transaction with what it spends.", new Item(TxDetails.class))
                        .failing(404, NO_TX),
                Operation.get(TXS, "/api/tx/{txid}/status", "Where it stands.", new Item(TxStatus.class))
                        .failing(404, NO_TX),
                Operation.get(TXS, "/api/tx/{txid}/hex", "Its bytes in hex.", TEXT)
                        .failing(404, NO_TX),
                Operation.get(TXS, "/api/tx/{txid}/raw", "Its bytes.", BYTES).failing(404, NO_TX),
                Operation.get(
                                TXS,
                                "/api/tx/{txid}/merkle-proof",
                                "The path to its block's merkle root.",
                                new Item(MerkleBranch.class))
                        .failing(404, NO_TX),
                Operation.get(
                                TXS,
                                "/api/tx/{txid}/merkleblock-proof",
                                "The same as Bitcoin Core's merkleblock, in hex.",
                                TEXT)
                        .failing(404, NO_TX),
                Operation.get(TXS, "/api/tx/{txid}/outspend/{vout}", "Who spent an output.", new Item(Outspend.class))
                        .failing(404, NO_TX),
                Operation.get(TXS, "/api/tx/{txid}/outspends", "Who spent each output.", new Items(Outspend.class))
                        .failing(404, NO_TX));
    }

    private static void addresses(String base, List<Operation> all) {
        all.add(Operation.get(ADDRESSES, base, "What it received and spent.", new Item(AddressSummary.class)));
        all.add(Operation.get(
                ADDRESSES,
                base + "/txs",
                "Up to 50 waiting transactions and the newest 25 confirmed ones.",
                new Items(TxDetails.class)));
        all.add(Operation.get(
                ADDRESSES, base + "/txs/chain", "The newest 25 confirmed ones.", new Items(TxDetails.class)));
        all.add(Operation.get(
                ADDRESSES, base + "/txs/chain/{last}", "The 25 after the one of this id.", new Items(TxDetails.class)));
        all.add(Operation.get(ADDRESSES, base + "/txs/mempool", "Up to 50 that wait.", new Items(TxDetails.class)));
        all.add(Operation.get(
                ADDRESSES, base + "/utxo", "Its coins, confirmed and waiting.", new Items(UnspentOutput.class)));
    }

    private static List<Operation> mempool() {
        return List.of(
                Operation.get(MEMPOOL, "/api/mempool", "What waits, in figures.", new Item(MempoolSummary.class)),
                Operation.get(MEMPOOL, "/api/mempool/txids", "The ids of what waits.", new Items(String.class)),
                Operation.get(MEMPOOL, "/api/mempool/recent", "The last ten that came.", new Items(RecentTx.class)),
                Operation.get(
                        MEMPOOL,
                        "/api/fee-estimates",
                        "Satoshis a byte by the number of blocks until confirmation.",
                        new AnyJson()));
    }
}
