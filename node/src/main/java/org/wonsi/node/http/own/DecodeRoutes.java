package org.wonsi.node.http.own;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.api.DecodeRequest;
import org.wonsi.core.api.Decoded;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.app.NodeService;
import org.wonsi.node.explain.Check;
import org.wonsi.node.explain.Explainer;
import org.wonsi.node.explain.Explanation;
import org.wonsi.node.http.HttpProblem;
import org.wonsi.node.http.RouteFamily;

/** {@code /node/decode}: bytes explained, with the outputs that this node knows. */
final class DecodeRoutes implements RouteFamily {
    private final Siblings siblings;

    DecodeRoutes(Siblings siblings) {
        this.siblings = siblings;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(
                "/node/decode",
                ctx -> decode(ctx, Optional.ofNullable(ctx.queryParam("hex")).orElse("")));
        routes.post("/node/decode", this::decodeBody);
    }

    private void decodeBody(Context ctx) throws JsonProcessingException {
        decode(ctx, Bodies.required(Bodies.read(ctx, DecodeRequest.class).hex(), "hex"));
    }

    private void decode(Context ctx, String hex) {
        NodeService node = siblings.target(ctx);
        try {
            ctx.json(json(
                    new Explainer(node.params(), out -> output(node, out)).explain(ByteString.ofHex(hex.strip()))));
        } catch (MalformedException e) {
            throw HttpProblem.badRequest("these are no bytes to explain: " + e.getMessage());
        }
    }

    private static Optional<TxOut> output(NodeService node, OutPoint out) {
        return node.queries()
                .output(out)
                .map(Coin::output)
                .or(() -> node.snapshot().mempool().stream()
                        .filter(entry -> entry.txid().equals(out.txid()))
                        .filter(entry -> out.index() < entry.tx().outputs().size())
                        .map(entry -> entry.tx().outputs().get((int) out.index()))
                        .findFirst());
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
