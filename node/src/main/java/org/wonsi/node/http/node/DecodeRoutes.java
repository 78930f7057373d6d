package org.wonsi.node.http.node;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.lab.explain.Check;
import org.wonsi.lab.explain.Explainer;
import org.wonsi.lab.explain.Explanation;
import org.wonsi.lab.explain.Pasted;
import org.wonsi.lab.explain.WorkBudget;
import org.wonsi.node.http.auth.ConcurrencyLimit;
import org.wonsi.node.http.node.body.DecodeRequest;
import org.wonsi.node.http.node.body.Decoded;
import org.wonsi.node.http.rest.AskedNode;
import org.wonsi.node.http.rest.ReadableChain;
import org.wonsi.node.http.route.ClientPresence;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.store.query.StoreSnapshot;

/**
 * The routes {@code /node/decode}: bytes, or an address, explained, with the outputs that the chain has.
 *
 * <p>Open to all, so what it takes is bounded: a {@link WorkBudget}, {@link ConcurrencyLimit} for large ones, and it
 * ends when the client has gone.
 */
public final class DecodeRoutes implements RouteFamily {
    /** What is smaller takes no time to speak of, and waits for nobody. */
    private static final int LARGE = 10_000;

    private final AskedNode asked;
    private final ConcurrencyLimit limit;

    /** Explains with this chain; what is large, within this limit. */
    public DecodeRoutes(AskedNode asked, ConcurrencyLimit limit) {
        this.asked = asked;
        this.limit = limit;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(
                                Tag.NODE,
                                "/node/decode",
                                "Bytes, or an address in base 58, explained; the query parameter hex has them.",
                                Content.json(Decoded.class))
                        .asking("hex"),
                ctx -> decode(ctx, Optional.ofNullable(ctx.queryParam("hex")).orElse(""), Optional.empty()));
        routes.add(
                Operation.post(
                                Tag.NODE,
                                "/node/decode",
                                "The same for bytes too long for a URL.",
                                Content.json(Decoded.class))
                        .taking(DecodeRequest.class)
                        .takingBlocks()
                        .failing(429, "Something large of this address is being explained already")
                        .failing(503, "Too many are being explained"),
                this::decodeBody);
    }

    private void decodeBody(Context ctx) throws IOException {
        DecodeRequest request = RequestBodies.read(ctx, DecodeRequest.class);
        decode(
                ctx,
                RequestBodies.required(request.hex(), "hex"),
                Optional.ofNullable(request.as()).map(DecodeRoutes::form));
    }

    private static Explainer.Form form(String name) {
        return Stream.of(Explainer.Form.values())
                .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(
                        () -> HttpProblemException.badRequest(
                                "'" + name
                                        + "' is nothing that bytes can be read as; block, header, transaction, message, script and address are"));
    }

    private void decode(Context ctx, String text, Optional<Explainer.Form> as) throws IOException {
        Pasted pasted = pasted(text);
        ByteString bytes = pasted.bytes();
        Optional<Explainer.Form> form = as.or(pasted::form);
        if (bytes.size() < LARGE) {
            ctx.json(explain(ctx, bytes, form, WorkBudget.forRemoteClients(() -> false)));
            return;
        }
        limit.during(
                ctx,
                () -> ctx.json(explain(ctx, bytes, form, WorkBudget.forRemoteClients(ClientPresence.of(ctx)::isGone))));
    }

    private static Pasted pasted(String text) {
        try {
            return Pasted.parse(text);
        } catch (MalformedException e) {
            throw noBytes(e);
        }
    }

    private static HttpProblemException noBytes(MalformedException e) {
        return HttpProblemException.badRequest("these are no bytes to explain: " + e.getMessage());
    }

    private Decoded explain(Context ctx, ByteString bytes, Optional<Explainer.Form> form, WorkBudget budget) {
        ReadableChain node = asked.chain(ctx);
        Map<Txid, Transaction> mempool = asked.waiting(ctx);
        try {
            // One connection and one state of the chain for all the outputs that are looked up.
            return node.queries().read(chain -> {
                Explainer explainer = new Explainer(node.params(), out -> output(chain, mempool, out), budget);
                return json(form.isPresent() ? explainer.explain(bytes, form.get()) : explainer.explain(bytes));
            });
        } catch (MalformedException e) {
            throw noBytes(e);
        }
    }

    private static Optional<TxOut> output(StoreSnapshot chain, Map<Txid, Transaction> waiting, OutPoint out) {
        Optional<TxOut> waits = Optional.ofNullable(waiting.get(out.txid()))
                .map(Transaction::outputs)
                .filter(outputs -> out.index() < outputs.size())
                .map(outputs -> outputs.get((int) out.index()));
        return waits.or(() -> chain.output(out).map(Coin::output));
    }

    private static Decoded json(Explanation explained) {
        return new Decoded(
                explained.kind(),
                explained.title(),
                explained.sections().stream()
                        .map(s -> new Decoded.Section(s.title(), s.start(), s.end()))
                        .toList(),
                explained.fields().stream()
                        .map(f -> new Decoded.Field(
                                f.id(),
                                f.start(),
                                f.end(),
                                f.name(),
                                explained.hex(f),
                                f.value(),
                                f.meaning(),
                                f.kind().name().toLowerCase(Locale.ROOT),
                                f.order(),
                                f.rule(),
                                f.code()))
                        .toList(),
                explained.checks().stream()
                        .map(c -> new Decoded.Check(c.name(), ok(c), c.detail()))
                        .toList());
    }

    private static @Nullable Boolean ok(Check check) {
        return switch (check.outcome()) {
            case HOLDS -> true;
            case FAILS -> false;
            case NOT_CHECKED -> null;
        };
    }
}
