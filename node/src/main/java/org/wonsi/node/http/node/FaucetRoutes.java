package org.wonsi.node.http.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import java.util.Optional;
import org.wonsi.core.address.Address;
import org.wonsi.core.tx.Amount;
import org.wonsi.node.http.auth.AccessFilter;
import org.wonsi.node.http.auth.ClientAddress;
import org.wonsi.node.http.auth.RequestRate;
import org.wonsi.node.http.node.body.FaucetPayment;
import org.wonsi.node.http.node.body.FaucetRequest;
import org.wonsi.node.http.route.AsyncAnswer;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.service.FaucetWallet;
import org.wonsi.node.service.FaucetWallet.NotEnough;
import org.wonsi.node.service.FaucetWallet.Paid;
import org.wonsi.node.service.FaucetWallet.Payment;
import org.wonsi.node.service.FaucetWallet.Refused;
import org.wonsi.node.service.NodeService;

/**
 * The route {@code POST /node/faucet}: it pays out what the node mined; without the operator's token a little at a time.
 */
final class FaucetRoutes implements RouteFamily {
    private static final Amount USUAL = Amount.ofCoins(1);
    private static final Amount MOST = Amount.ofCoins(10);
    private static final int BURST = 20;
    /** Satoshis a byte: a payment of one input costs some 0.002 coins then. */
    private static final long MOST_FEE_RATE = 1_000;

    private final SiblingNodes siblings;
    private final AccessFilter accessFilter;
    private final RequestRate rate;

    FaucetRoutes(SiblingNodes siblings, AccessFilter accessFilter) {
        this.siblings = siblings;
        this.accessFilter = accessFilter;
        this.rate = new RequestRate(1, BURST, System::nanoTime);
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.post(
                                Tag.MINING,
                                "/node/faucet",
                                "Gives some of the node's coins; limited for all but the operator.",
                                Content.json(FaucetPayment.class))
                        .taking(FaucetRequest.class)
                        .failing(409, "Not enough coins yet; detail says how many blocks to wait"),
                this::pay);
    }

    private void pay(Context ctx) throws JsonProcessingException {
        NodeService node = siblings.target(ctx);
        FaucetRequest request = RequestBodies.read(ctx, FaucetRequest.class);
        Address to = RequestBodies.address(request.address(), node.params());
        Amount amount = Optional.ofNullable(request.amount()).map(Amount::new).orElse(USUAL);
        if (amount.satoshis() < 1 || !amount.isInMoneyRange()) {
            throw HttpProblemException.badRequest("amount is in satoshis, at least 1, not " + amount.satoshis());
        }
        long feeRate = Optional.ofNullable(request.feeRate()).orElse(FaucetWallet.USUAL_FEE_RATE);
        if (feeRate < 1 || feeRate > MOST_FEE_RATE) {
            throw HttpProblemException.badRequest(
                    "fee_rate is in satoshis a byte, 1 to " + MOST_FEE_RATE + ", not " + feeRate);
        }
        if (!accessFilter.isOperator(ctx)) {
            limit(ctx, amount);
        }
        AsyncAnswer.answer(
                ctx,
                () -> node.faucetWallet().pay(to.scriptPubKey(), amount, feeRate),
                payment -> answer(ctx, to, payment));
    }

    private void limit(Context ctx, Amount amount) {
        if (amount.compareTo(MOST) > 0) {
            throw HttpProblemException.of(403, "the faucet gives at most " + MOST + " at a time, not " + amount);
        }
        if (!rate.take(ClientAddress.of(ctx).text())) {
            ctx.header("Retry-After", "2");
            throw HttpProblemException.of(429, "the faucet has given you a lot just now; wait a few seconds");
        }
    }

    private static void answer(Context ctx, Address to, Payment payment) {
        if (payment instanceof Paid paid) {
            ctx.json(new FaucetPayment(
                    paid.transaction().txid().toDisplay(),
                    to.toString(),
                    paid.amount().satoshis()));
        } else if (payment instanceof NotEnough lacking) {
            throw HttpProblemException.of(409, lacks(lacking));
        } else if (payment instanceof Refused refused) {
            throw HttpProblemException.refused(
                    409, refused.reason(), "the mempool refused the payment: " + refused.detail());
        }
    }

    private static String lacks(NotEnough lacking) {
        String has = "the faucet has " + lacking.spendable() + " to spend and was asked for " + lacking.wanted() + "; ";
        return lacking.blocksToWait() > 0
                ? has + "wait " + lacking.blocksToWait() + " more blocks until what it mined may be spent"
                : has + "it has mined nothing more, start its miner";
    }
}
