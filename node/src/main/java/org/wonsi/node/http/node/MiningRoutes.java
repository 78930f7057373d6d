package org.wonsi.node.http.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Target;
import org.wonsi.core.script.Script;
import org.wonsi.node.http.node.body.GenerateRequest;
import org.wonsi.node.http.node.body.Generated;
import org.wonsi.node.http.node.body.MiningChange;
import org.wonsi.node.http.route.AsyncAnswer;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.service.MinerControl;
import org.wonsi.node.service.MiningPausedException;
import org.wonsi.node.service.MiningStatus;
import org.wonsi.node.service.NodeService;

/** The routes under {@code /node/mining}: see the miner, steer it, mine on demand. */
final class MiningRoutes implements RouteFamily {
    private static final int MAX_BLOCKS = 1_000;

    private final SiblingNodes siblings;

    MiningRoutes(SiblingNodes siblings) {
        this.siblings = siblings;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(
                        Tag.MINING,
                        "/node/mining",
                        "The miner.",
                        Content.json(org.wonsi.node.http.node.body.status.MiningStatus.class)),
                ctx -> ctx.json(json(siblings.target(ctx))));
        routes.add(
                Operation.post(
                                Tag.MINING,
                                "/node/mining",
                                "Steers the miner.",
                                Content.json(org.wonsi.node.http.node.body.status.MiningStatus.class))
                        .taking(MiningChange.class)
                        .byOperator(),
                this::change);
        routes.add(
                Operation.post(Tag.MINING, "/node/mining/generate", "Mines blocks now.", Content.json(Generated.class))
                        .taking(GenerateRequest.class)
                        .byOperator(),
                this::generate);
    }

    static org.wonsi.node.http.node.body.status.MiningStatus json(NodeService node) {
        MiningStatus status = node.miner().status();
        return new org.wonsi.node.http.node.body.status.MiningStatus(
                status.enabled(),
                status.waits().map(MiningPausedException.Reason::code).orElse(null),
                status.address().orElse(""),
                status.threads(),
                status.hashRate(),
                status.maxHashRate(),
                status.kernel(),
                status.tries(),
                status.bestHash().map(BlockHash::toDisplay).orElse(null),
                status.expectedTries(),
                new CompactTarget(status.bits()).target().map(Target::toDisplay).orElse(""));
    }

    private void change(Context ctx) throws JsonProcessingException {
        NodeService node = siblings.target(ctx);
        MiningChange change = RequestBodies.read(ctx, MiningChange.class);
        // All of it is checked before any of it is done.
        Optional<Script> payTo = Optional.ofNullable(change.address())
                .map(address -> RequestBodies.address(address, node.params()).scriptPubKey());
        int processors = Runtime.getRuntime().availableProcessors();
        check(change.threads(), 1, processors, "threads");
        check(change.maxHashRate(), 0, Long.MAX_VALUE, "max_hash_rate");
        MinerControl miner = node.miner();
        payTo.ifPresent(miner::payTo);
        Optional.ofNullable(change.threads()).ifPresent(miner::setThreads);
        Optional.ofNullable(change.maxHashRate()).ifPresent(miner::setMaxHashRate);
        Optional.ofNullable(change.enabled()).ifPresent(enabled -> {
            if (enabled) {
                miner.start();
            } else {
                miner.stop();
            }
        });
        ctx.json(json(node));
    }

    private static void check(@Nullable Number value, long least, long most, String field) {
        if (value != null && (value.longValue() < least || value.longValue() > most)) {
            throw HttpProblemException.badRequest(field + " is " + least + " to " + most + ", not " + value);
        }
    }

    private void generate(Context ctx) throws JsonProcessingException {
        NodeService node = siblings.target(ctx);
        GenerateRequest request = RequestBodies.read(ctx, GenerateRequest.class);
        if (request.blocks() < 1 || request.blocks() > MAX_BLOCKS) {
            throw HttpProblemException.badRequest("blocks is 1 to " + MAX_BLOCKS + ", not " + request.blocks());
        }
        Script payTo = Optional.ofNullable(request.address())
                .map(address -> RequestBodies.address(address, node.params()).scriptPubKey())
                .orElseGet(() -> node.faucetWallet().scriptPubKey());
        AsyncAnswer.answer(
                ctx,
                () -> node.miner().generate(request.blocks(), payTo),
                hashes -> ctx.json(
                        new Generated(hashes.stream().map(BlockHash::toDisplay).toList())));
    }
}
