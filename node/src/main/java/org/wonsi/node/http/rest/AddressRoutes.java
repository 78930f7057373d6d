package org.wonsi.node.http.rest;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.address.Address;
import org.wonsi.core.api.TxDetails;
import org.wonsi.core.api.TxStatus;
import org.wonsi.core.api.UnspentOutput;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.rest.MempoolView.Waiting;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.Parameters;
import org.wonsi.node.http.route.ResponseWriter;
import org.wonsi.node.http.route.ResponseWriter.CacheLifetime;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.store.db.AddressIndexState;
import org.wonsi.node.store.db.ScriptHash;
import org.wonsi.node.store.query.ScriptStats;
import org.wonsi.node.store.query.TxRecord;
import org.wonsi.node.store.query.Utxo;

/** The routes of Esplora's {@code /address} and {@code /scripthash}, which differ only in how the script is named. */
public final class AddressRoutes implements RouteFamily {
    private static final int CONFIRMED_PER_PAGE = 25;
    private static final int MAX_WAITING = 50;

    /** Esplora's own limit of coins in one answer. */
    private static final int MAX_COINS = 500;

    private final ReadableChain node;
    private final MempoolView.Source mempool;
    private final TxJson txJson;

    /** Answers from this chain and mempool. */
    public AddressRoutes(ReadableChain node, MempoolView.Source mempool) {
        this.node = node;
        this.mempool = mempool;
        this.txJson = new TxJson(node::params);
    }

    @Override
    public void addTo(RouteTable routes) {
        for (String base : List.of("/api/address/{address}", "/api/scripthash/{script}")) {
            routes.add(
                    Operation.get(
                            Tag.ADDRESSES, base, "What it received and spent.", Content.json(AddressSummary.class)),
                    this::summary);
            routes.add(
                    Operation.get(
                            Tag.ADDRESSES,
                            base + "/txs",
                            "Up to 50 waiting transactions and the newest 25 confirmed ones.",
                            Content.list(TxDetails.class)),
                    this::transactions);
            routes.add(
                    Operation.get(
                            Tag.ADDRESSES,
                            base + "/txs/chain",
                            "The newest 25 confirmed ones.",
                            Content.list(TxDetails.class)),
                    ctx -> ResponseWriter.json(ctx, confirmed(ctx), CacheLifetime.SHORT));
            routes.add(
                    Operation.get(
                            Tag.ADDRESSES,
                            base + "/txs/chain/{last}",
                            "The 25 after the one of this id.",
                            Content.list(TxDetails.class)),
                    this::confirmedAfter);
            routes.add(
                    Operation.get(
                            Tag.ADDRESSES, base + "/txs/mempool", "Up to 50 that wait.", Content.list(TxDetails.class)),
                    ctx -> ResponseWriter.json(ctx, waiting(ctx), CacheLifetime.SHORT));
            routes.add(
                    Operation.get(
                            Tag.ADDRESSES,
                            base + "/utxo",
                            "Its coins, confirmed and waiting.",
                            Content.list(UnspentOutput.class)),
                    this::coins);
        }
    }

    private ScriptHash script(Context ctx) {
        AddressIndexState index = node.queries().addressIndex();
        if (index.kept() && !index.complete()) {
            ctx.header("Retry-After", "10");
            throw HttpProblemException.of(
                    503,
                    index.isIncomplete()
                            ? "the address index is being built, " + index.percent()
                                    + " % are done; ask again in a while"
                            : "this node catches up with the others; it makes its address index when it has all blocks,"
                                    + " so ask again then");
        }
        if (!index.kept()) {
            throw HttpProblemException.of(501, "this node keeps no address index; start it without --no-address-index");
        }
        return address(ctx)
                .map(address -> ScriptHash.of(address.scriptPubKey()))
                .orElseGet(() -> Parameters.scriptHash(ctx));
    }

    private Optional<Address> address(Context ctx) {
        if (!ctx.pathParamMap().containsKey("address")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Address.parse(ctx.pathParam("address"), node.params()));
        } catch (MalformedException e) {
            throw HttpProblemException.badRequest("Invalid Bitcoin address: " + e.getMessage());
        }
    }

    private void summary(Context ctx) {
        ScriptHash script = script(ctx);
        ScriptStats stats = node.queries().read(q -> q.stats(script));
        CoinTotals chain = new CoinTotals(
                stats.fundedCount(),
                stats.fundedSum().satoshis(),
                stats.spentCount(),
                stats.spentSum().satoshis(),
                stats.txCount());
        Optional<String> address = address(ctx).map(Address::toString);
        ResponseWriter.json(
                ctx,
                new AddressSummary(
                        address.orElse(null),
                        address.isPresent() ? null : script.toString(),
                        chain,
                        waitingTotals(script)),
                CacheLifetime.SHORT);
    }

    private CoinTotals waitingTotals(ScriptHash script) {
        long funded = 0;
        long fundedSum = 0;
        long spent = 0;
        long spentSum = 0;
        MempoolView view = mempool.now();
        List<Waiting> waiting = view.touching(script);
        Optional<Script> touched = view.script(script);
        for (Waiting tx : waiting) {
            for (TxOut out : tx.tx().outputs()) {
                if (touched.equals(Optional.of(out.scriptPubKey()))) {
                    funded++;
                    fundedSum += out.value().satoshis();
                }
            }
            for (TxOut out : tx.prevouts().values()) {
                if (touched.equals(Optional.of(out.scriptPubKey()))) {
                    spent++;
                    spentSum += out.value().satoshis();
                }
            }
        }
        return new CoinTotals(funded, fundedSum, spent, spentSum, waiting.size());
    }

    private void transactions(Context ctx) {
        List<TxDetails> all = new ArrayList<>(waiting(ctx));
        all.addAll(confirmed(ctx));
        ResponseWriter.json(ctx, all, CacheLifetime.SHORT);
    }

    private List<TxDetails> waiting(Context ctx) {
        return mempool.now().touching(script(ctx)).stream()
                .limit(MAX_WAITING)
                .map(tx -> txJson.unconfirmed(tx.tx(), tx.entry().fee().satoshis(), tx::prevout))
                .toList();
    }

    private List<TxDetails> confirmed(Context ctx) {
        ScriptHash script = script(ctx);
        return details(node.queries().read(q -> q.history(script, CONFIRMED_PER_PAGE)));
    }

    private void confirmedAfter(Context ctx) {
        Txid last = Parameters.txid(ctx, "last");
        ScriptHash script = script(ctx);
        List<TxRecord> page = node.queries().read(q -> q.historyAfter(script, last, CONFIRMED_PER_PAGE));
        ResponseWriter.json(ctx, details(page), CacheLifetime.SHORT);
    }

    private List<TxDetails> details(List<TxRecord> records) {
        return records.stream().map(txJson::confirmed).toList();
    }

    private void coins(Context ctx) {
        ScriptHash script = script(ctx);
        MempoolView view = mempool.now();
        List<Utxo> stored = node.queries().read(q -> q.utxos(script, MAX_COINS + 1));
        if (stored.size() > MAX_COINS) {
            throw tooManyCoins();
        }
        List<UnspentOutput> coins = new ArrayList<>();
        for (Utxo utxo : stored) {
            if (view.spender(utxo.outPoint()).isEmpty()) {
                coins.add(new UnspentOutput(
                        utxo.outPoint().txid().toDisplay(),
                        utxo.outPoint().index(),
                        TxJson.status(utxo.block()),
                        utxo.coin().output().value().satoshis()));
            }
        }
        view.script(script)
                .ifPresent(touched -> view.touching(script).forEach(tx -> addWaiting(coins, tx, touched, view)));
        ResponseWriter.json(ctx, coins, CacheLifetime.SHORT);
    }

    private static HttpProblemException tooManyCoins() {
        return HttpProblemException.badRequest("Too many unspent transaction outputs (>" + MAX_COINS
                + "); ask for its transactions page by page instead");
    }

    private static void addWaiting(List<UnspentOutput> coins, Waiting tx, Script script, MempoolView view) {
        List<TxOut> outputs = tx.tx().outputs();
        for (int i = 0; i < outputs.size(); i++) {
            OutPoint out = new OutPoint(tx.entry().txid(), i);
            if (outputs.get(i).scriptPubKey().equals(script)
                    && view.spender(out).isEmpty()) {
                if (coins.size() == MAX_COINS) {
                    throw tooManyCoins();
                }
                coins.add(new UnspentOutput(
                        out.txid().toDisplay(),
                        i,
                        TxStatus.UNCONFIRMED,
                        outputs.get(i).value().satoshis()));
            }
        }
    }
}
