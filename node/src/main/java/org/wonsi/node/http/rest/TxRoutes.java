package org.wonsi.node.http.rest;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.wonsi.core.api.MerkleBranch;
import org.wonsi.core.api.TxDetails;
import org.wonsi.core.api.TxStatus;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.block.PartialMerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.BlockRules;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.rest.MempoolView.Waiting;
import org.wonsi.node.http.route.AsyncAnswer;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.Parameters;
import org.wonsi.node.http.route.ResponseWriter;
import org.wonsi.node.http.route.ResponseWriter.CacheLifetime;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.http.route.TxSender;
import org.wonsi.node.store.query.BlockRef;
import org.wonsi.node.store.query.StoreSnapshot;
import org.wonsi.node.store.query.TxRecord;

/**
 * The routes of Esplora's {@code /tx}.
 *
 * <p>What is buried deep may be kept by a client's cache for a year, everything else is short-lived: a reorganisation
 * can change where a transaction stands, and even whether it exists.
 */
public final class TxRoutes implements RouteFamily {
    /** A transaction that just fits into a block, in hex, and the end of a line. */
    private static final int MOST_HEX = 2 * BlockRules.MAX_BLOCK_SIZE + 2;

    private static final String NO_TX = "Transaction not found";

    private final AskedNode asked;
    private final Optional<TxSender> sender;
    private final TxJson txJson;

    /**
     * Answers from this node's chain and mempool, or a sibling's.
     *
     * @param sender where transactions can be sent to; without it that path isn't there
     */
    public TxRoutes(Supplier<ChainParams> params, AskedNode asked, Optional<TxSender> sender) {
        this.asked = asked;
        this.sender = sender;
        this.txJson = new TxJson(params);
    }

    @Override
    public void addTo(RouteTable routes) {
        sender.ifPresent(to -> routes.add(
                Operation.post(
                                Tag.TXS,
                                "/api/tx",
                                "Sends a transaction, given as hex in the body; answers its id. Needs no token.",
                                Content.TEXT)
                        .upTo(MOST_HEX)
                        .failing(400, "What Bitcoin Core's sendrawtransaction would say, with its code"),
                ctx -> send(ctx, to)));
        routes.add(
                ofTx("/api/tx/{txid}", "A transaction with what it spends.", Content.json(TxDetails.class)),
                this::details);
        routes.add(ofTx("/api/tx/{txid}/status", "Where it stands.", Content.json(TxStatus.class)), this::status);
        routes.add(
                ofTx("/api/tx/{txid}/hex", "Its bytes in hex.", Content.TEXT),
                ctx -> ResponseWriter.text(ctx, raw(ctx).toHex(), CacheLifetime.IMMUTABLE));
        routes.add(
                ofTx("/api/tx/{txid}/raw", "Its bytes.", Content.BYTES),
                ctx -> ResponseWriter.bytesOf(ctx, ctx.pathParam("txid"), raw(ctx)));
        routes.add(
                ofTx(
                        "/api/tx/{txid}/merkle-proof",
                        "The path to its block's merkle root.",
                        Content.json(MerkleBranch.class)),
                this::merkleProof);
        routes.add(
                ofTx(
                        "/api/tx/{txid}/merkleblock-proof",
                        "The same as Bitcoin Core's merkleblock, in hex.",
                        Content.TEXT),
                this::merkleBlockProof);
        routes.add(
                ofTx("/api/tx/{txid}/outspend/{vout}", "Who spent an output.", Content.json(Outspend.class)),
                this::outspend);
        routes.add(
                ofTx("/api/tx/{txid}/outspends", "Who spent each output.", Content.list(Outspend.class)),
                this::outspends);
    }

    private static Operation ofTx(String path, String summary, Content answer) {
        return Operation.get(Tag.TXS, path, summary, answer).failing(404, NO_TX);
    }

    private static Txid id(Context ctx) {
        return Parameters.txid(ctx, "txid");
    }

    private static HttpProblemException notFound() {
        return HttpProblemException.notFound("Transaction not found");
    }

    private void details(Context ctx) {
        Txid txid = id(ctx);
        Optional<TxRecord> confirmed = asked.queries(ctx).read(q -> q.tx(txid));
        TxDetails details = confirmed
                .map(txJson::confirmed)
                .or(() -> asked.mempool(ctx).get(txid).map(this::waiting))
                .orElseThrow(TxRoutes::notFound);
        ResponseWriter.json(
                ctx, details, confirmed.map(tx -> lasting(ctx, tx.block())).orElse(CacheLifetime.SHORT));
    }

    private TxDetails waiting(Waiting tx) {
        return txJson.unconfirmed(tx.tx(), tx.entry().fee().satoshis(), tx::prevout);
    }

    private CacheLifetime lasting(Context ctx, BlockRef block) {
        return asked.chain(ctx).height() - block.height() >= BlockRoutes.FINAL_DEPTH
                ? CacheLifetime.IMMUTABLE
                : CacheLifetime.SHORT;
    }

    private void status(Context ctx) {
        TxStatus status = statusOf(ctx, id(ctx)).orElseThrow(TxRoutes::notFound);
        ResponseWriter.json(ctx, status, CacheLifetime.SHORT);
    }

    private Optional<TxStatus> statusOf(Context ctx, Txid txid) {
        return asked.queries(ctx)
                .read(q -> q.confirmation(txid))
                .map(TxJson::status)
                .or(() -> asked.mempool(ctx).get(txid).map(waiting -> TxStatus.UNCONFIRMED));
    }

    private Transaction transaction(Context ctx) {
        Txid txid = id(ctx);
        return asked.queries(ctx)
                .read(q -> q.transaction(txid))
                .or(() -> asked.mempool(ctx).get(txid).map(Waiting::tx))
                .orElseThrow(TxRoutes::notFound);
    }

    private ByteString raw(Context ctx) {
        return transaction(ctx).encode();
    }

    private void merkleProof(Context ctx) {
        Txid txid = id(ctx);
        MerkleBranch branch = asked.queries(ctx).read(q -> {
            BlockRef block = q.confirmation(txid)
                    .orElseThrow(() -> HttpProblemException.notFound("Transaction not found or is unconfirmed"));
            List<Hash256> leaves = leaves(q, block);
            MerkleProof proof = MerkleProof.of(leaves, leaves.indexOf(txid.hash()));
            return new MerkleBranch(
                    block.height(),
                    proof.branch().stream().map(Hash256::toDisplay).toList(),
                    proof.index());
        });
        ResponseWriter.json(ctx, branch, CacheLifetime.SHORT);
    }

    private void merkleBlockProof(Context ctx) {
        Txid txid = id(ctx);
        ByteWriter writer = new ByteWriter(256);
        asked.queries(ctx).read(q -> {
            BlockRef block = q.confirmation(txid)
                    .orElseThrow(() -> HttpProblemException.notFound("Transaction not found or is unconfirmed"));
            q.block(block.hash()).orElseThrow().header().encode(writer);
            PartialMerkleTree.of(leaves(q, block), txid.hash()::equals).encode(writer);
            return block;
        });
        ResponseWriter.text(ctx, writer.toByteString().toHex(), CacheLifetime.SHORT);
    }

    private static List<Hash256> leaves(StoreSnapshot chain, BlockRef block) {
        return chain.txids(block.hash()).stream().map(Txid::hash).toList();
    }

    private void outspend(Context ctx) {
        long vout = Parameters.number(ctx, "vout");
        if (vout >= transaction(ctx).outputs().size()) {
            throw HttpProblemException.notFound("Output not found");
        }
        OutPoint out = new OutPoint(id(ctx), vout);
        MempoolView mempool = asked.mempool(ctx);
        ResponseWriter.json(ctx, asked.queries(ctx).read(q -> spend(q, mempool, out)), CacheLifetime.SHORT);
    }

    private void outspends(Context ctx) {
        Txid txid = id(ctx);
        int outputs = transaction(ctx).outputs().size();
        MempoolView mempool = asked.mempool(ctx);
        List<Outspend> spends = asked.queries(ctx).read(q -> {
            List<Outspend> list = new ArrayList<>();
            for (int i = 0; i < outputs; i++) {
                list.add(spend(q, mempool, new OutPoint(txid, i)));
            }
            return list;
        });
        ResponseWriter.json(ctx, spends, CacheLifetime.SHORT);
    }

    private static Outspend spend(StoreSnapshot chain, MempoolView mempool, OutPoint out) {
        return chain.spend(out)
                .map(s -> new Outspend(true, s.txid().toDisplay(), s.vin(), TxJson.status(s.block())))
                .or(() -> mempool.spender(out)
                        .map(s -> new Outspend(true, s.txid().toDisplay(), s.vin(), TxStatus.UNCONFIRMED)))
                .orElse(Outspend.UNSPENT);
    }

    private static void send(Context ctx, TxSender sender) {
        Transaction tx = decode(ctx.body().strip());
        AsyncAnswer.answer(
                ctx, () -> sender.send(tx), txid -> ResponseWriter.text(ctx, txid.toDisplay(), CacheLifetime.SHORT));
    }

    private static Transaction decode(String hex) {
        try {
            return Transaction.decode(ByteString.ofHex(hex));
        } catch (MalformedException e) {
            throw TxSender.refused(TxSender.DECODE_FAILED, "TX decode failed: " + e.getMessage());
        }
    }
}
