package org.wonsi.node.http.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.BlockRules;
import org.wonsi.core.consensus.CoinView;
import org.wonsi.core.consensus.UtxoRules;
import org.wonsi.core.consensus.Violation;
import org.wonsi.lab.trial.BlockTrial;
import org.wonsi.lab.trial.ScriptCost;
import org.wonsi.node.http.auth.ClientAddress;
import org.wonsi.node.http.auth.ConcurrencyLimit;
import org.wonsi.node.http.auth.RequestRate;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.store.query.StoreSnapshot;

/**
 * The route {@code POST /node/blocks/trial}: what this node would say of a block as bytes, without keeping anything of it.
 *
 * <p>The bytes cost their sender no work, so: a block's size at most, a few requests a second from an address, in {@link ConcurrencyLimit}, no
 * scripts that take longer than about a second, and nothing on the chain thread but the look for the block before. Coins are
 * those of the active chain at the block before, from the database.
 */
final class TrialRoutes implements RouteFamily {
    private static final int PER_SECOND = 5;
    private static final int BURST = 40;
    private static final int MOST_INPUTS = 5_000;
    private static final int WAIT_SECONDS = 10;

    private final SiblingNodes siblings;
    private final RequestRate rate = new RequestRate(PER_SECOND, BURST, System::nanoTime);
    private final ConcurrencyLimit limit;

    TrialRoutes(SiblingNodes siblings, ConcurrencyLimit limit) {
        this.siblings = siblings;
        this.limit = limit;
    }

    /** The knowledge of the chain's owner about a block and the one before it. */
    private record Standing(String word, Optional<HeaderNode> parent, boolean acceptable, boolean active) {}

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.post(
                                Tag.NODE,
                                "/node/blocks/trial",
                                "What this node would say of a block, gate by gate; nothing is kept of it.",
                                Content.json(Trial.class))
                        .taking(TrialRequest.class)
                        .takingBlocks()
                        .failing(429, "Too many from this address")
                        .failing(503, "Too many are being judged"),
                this::answer);
    }

    private void answer(Context ctx) throws IOException {
        if (!rate.take(ClientAddress.of(ctx).text())) {
            ctx.header("Retry-After", "2");
            throw HttpProblemException.of(429, "you have had many blocks judged just now; wait a few seconds");
        }
        limit.during(ctx, () -> {
            TrialRequest request = read(ctx);
            NodeService node = siblings.target(ctx);
            Block block = decode(request.hex());
            ctx.json(judge(node, block, request.tx()));
        });
    }

    private static TrialRequest read(Context ctx) throws JsonProcessingException {
        TrialRequest request = ctx.body().isBlank() ? null : Json.MAPPER.readValue(ctx.body(), TrialRequest.class);
        if (request == null || request.hex() == null) {
            throw HttpProblemException.badRequest("the body must be a JSON object with a field 'hex'");
        }
        return request;
    }

    private static Block decode(String hex) {
        if (hex.length() > 2 * BlockRules.MAX_BLOCK_SIZE) {
            throw HttpProblemException.badRequest("a block has at most " + BlockRules.MAX_BLOCK_SIZE + " bytes");
        }
        try {
            return Block.decode(ByteString.ofHex(hex.strip()));
        } catch (MalformedException e) {
            throw HttpProblemException.badRequest("these bytes are no block: " + e.getMessage());
        }
    }

    private static Trial judge(NodeService node, Block block, @Nullable Integer tx) {
        Standing standing = await(node.readChain((chain, mempool) -> standing(chain, block)));
        long now = node.clock().instant().getEpochSecond();
        BlockTrial trial = node.queries()
                .read(chain -> BlockTrial.of(
                        block,
                        new BlockTrial.Place(
                                standing.parent.orElse(null),
                                standing.acceptable,
                                coins(chain, standing, block).orElse(null)),
                        node.params(),
                        now,
                        ScriptCost::isAffordable));
        // A known header over other transactions isn't that block.
        boolean covered = BlockRules.checkMerkleRoot(block).isEmpty();
        String word = covered ? standing.word : "new";
        return new Trial(
                block.hash().toDisplay(),
                block.header().prevBlock().toDisplay(),
                block.header().merkleRoot().toDisplay(),
                MerkleTree.of(block).root().toDisplay(),
                word,
                standing.parent.map(parent -> parent.height() + 1).orElse(null),
                word.equals("invalid")
                        ? "duplicate-invalid"
                        : trial.first().map(Violation::rejectString).orElse(null),
                trial.findings().stream().map(TrialRoutes::json).toList(),
                branch(block, tx));
    }

    private static @Nullable Branch branch(Block block, @Nullable Integer tx) {
        if (tx == null) {
            return null;
        }
        if (tx < 0 || tx >= block.transactions().size()) {
            throw HttpProblemException.badRequest("the block has transactions 0 to "
                    + (block.transactions().size() - 1) + ", so there is no transaction " + tx);
        }
        return Branch.of(block.transactions().stream().map(t -> t.txid().hash()).toList(), tx);
    }

    private static Trial.Finding json(BlockTrial.Finding finding) {
        return new Trial.Finding(
                finding.gate().name().toLowerCase(Locale.ROOT),
                finding.outcome().name().toLowerCase(Locale.ROOT),
                finding.violation().map(Violation::rejectString).orElse(null),
                finding.violation().map(Violation::detail).orElse(""));
    }

    private static Standing standing(ChainState chain, Block block) {
        Optional<HeaderNode> known = chain.headers().get(block.hash());
        Optional<HeaderNode> parent = chain.headers().get(block.header().prevBlock());
        String word = known.filter(node -> !node.status().isAcceptable()).isPresent()
                ? "invalid"
                : known.filter(node -> node.status().hasBlock()).isPresent() ? "known" : "new";
        return new Standing(
                word,
                parent,
                parent.filter(node -> !node.status().isAcceptable()).isEmpty(),
                parent.filter(chain::isActive).isPresent());
    }

    /** The coins at the block before, if that is in the active chain and they aren't too many to look up. */
    private static Optional<CoinView> coins(StoreSnapshot chain, Standing standing, Block block) {
        long inputs = block.transactions().stream()
                .mapToLong(tx -> tx.inputs().size())
                .sum();
        if (!standing.active || inputs > MOST_INPUTS) {
            return Optional.empty();
        }
        int height = standing.parent.orElseThrow().height();
        // Genesis' own coin can't be spent, and what can't ever be spent is no coin.
        return Optional.of(out -> chain.output(out)
                .filter(coin -> coin.height() > 0 && coin.height() <= height)
                .filter(coin -> !UtxoRules.isUnspendable(coin.output()))
                .filter(coin -> chain.spend(out)
                        .filter(spend -> spend.block().height() <= height)
                        .isEmpty()));
    }

    /** Waits for the chain thread; what it throws is the answer. */
    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HttpProblemException.of(503, "the node is stopping");
        } catch (TimeoutException e) {
            throw HttpProblemException.of(503, "the node didn't answer within " + WAIT_SECONDS + " seconds");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("the chain gave no answer", e);
        }
    }
}
