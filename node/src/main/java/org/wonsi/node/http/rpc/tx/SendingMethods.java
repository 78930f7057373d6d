package org.wonsi.node.http.rpc.tx;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.UtxoRules;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.http.route.TxSender;
import org.wonsi.node.http.rpc.call.AwaitedAnswer;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.service.ChainView;
import org.wonsi.node.service.MempoolControl.Offer;

/** The methods that send transactions to the mempool, with guards against a fee or a burnt amount typed wrongly. */
public final class SendingMethods implements MethodFamily {
    private static final String CATEGORY = "Rawtransactions";
    private static final int KILOBYTE = 1000;

    /** What one task of the mempool's thread takes: so many transactions, and no more bytes than one ordinary one may have. */
    private static final int AT_ONCE = 100;

    private static final int BYTES_AT_ONCE = 100_000;

    /** The longest element that a script may push. */
    private static final int MAX_ELEMENT = 520;

    /** 0.10 coins for 1,000 bytes: more is taken for a mistake. */
    private static final Amount USUAL_MAX_FEE_RATE = new Amount(10_000_000);

    private static final Amount FEE_RATE_LIMIT = Amount.ofCoins(1);

    private final ChainView node;
    private final TxSender sender;

    public SendingMethods(ChainView node, TxSender sender) {
        this.node = node;
        this.sender = sender;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(
                                CATEGORY,
                                "sendrawtransaction hexstring maxfeerate? maxburnamount?",
                                "Hands a transaction to the mempool and to the peers. Refuses a fee above maxfeerate (coins for"
                                        + " 1,000 bytes, 0.10 if left out, 0 for no limit) and unspendable outputs above"
                                        + " maxburnamount (coins, 0 if left out).",
                                p -> sendAll(List.of(p)).get(0).get())
                        .together(this::sendAll),
                RpcMethod.of(
                        CATEGORY,
                        "testmempoolaccept rawtxs maxfeerate?",
                        "Whether the mempool would take transactions, up to 25, parents before children; changes nothing.",
                        new PackageTrial(node)::test));
    }

    /**
     * Sends what several calls hand in, in their order. What can't be sent, or is refused, is the answer to its own call and to no
     * other.
     */
    private List<Supplier<JsonNode>> sendAll(List<RpcParams> calls) {
        List<Supplier<JsonNode>> answers = new ArrayList<>();
        List<Offer> offers = new ArrayList<>();
        List<Supplier<Optional<MempoolResult>>> results = new ArrayList<>();
        for (RpcParams call : calls) {
            try {
                int place = offers.size();
                offers.add(offer(call));
                answers.add(
                        () -> answer(offers.get(place).tx(), results.get(place).get()));
            } catch (RpcException e) {
                answers.add(() -> {
                    throw e;
                });
            }
        }
        while (results.size() < offers.size()) {
            results.addAll(submit(next(offers.subList(results.size(), offers.size()))));
        }
        return answers;
    }

    private static Offer offer(RpcParams p) {
        Transaction tx =
                RawTransactionMethods.decode(p.text(0), "TX decode failed. Make sure the tx has at least one input.");
        Amount maxFeeRate = maxFeeRate(p);
        Amount maxBurn = p.has(2) ? RpcJson.amount(p.get(2)) : Amount.ZERO;
        if (burns(tx, maxBurn)) {
            throw refused("Unspendable output exceeds maximum configured by user (maxburnamount)");
        }
        return new Offer(
                tx,
                (chain, mempool) -> maxFeeRate.compareTo(Amount.ZERO) == 0
                        || fee(tx, chain, mempool)
                                .filter(fee -> exceeds(fee, tx, maxFeeRate))
                                .isEmpty());
    }

    /** The first of them, as many as the mempool's thread takes at a time; one at least. */
    private static List<Offer> next(List<Offer> offers) {
        int count = 1;
        int bytes = offers.get(0).tx().size();
        while (count < Math.min(AT_ONCE, offers.size())
                && bytes + offers.get(count).tx().size() <= BYTES_AT_ONCE) {
            bytes += offers.get(count).tx().size();
            count++;
        }
        return offers.subList(0, count);
    }

    /** A result for each of the offers; where the node doesn't take them, the failure of each. */
    private List<Supplier<Optional<MempoolResult>>> submit(List<Offer> offers) {
        try {
            return AwaitedAnswer.await(sender.submit(offers)).stream()
                    .<Supplier<Optional<MempoolResult>>>map(result -> () -> result)
                    .toList();
        } catch (RpcException e) {
            return Collections.nCopies(offers.size(), () -> {
                throw e;
            });
        }
    }

    private JsonNode answer(Transaction tx, Optional<MempoolResult> result) {
        try {
            return RpcJson.text(sender.taken(
                            tx,
                            result.orElseThrow(() ->
                                    refused("Fee exceeds maximum configured by user (e.g. -maxtxfee, maxfeerate)")))
                    .toDisplay());
        } catch (TxSender.Refused e) {
            throw RpcException.of(e.code(), e.message());
        }
    }

    private static RpcException refused(String message) {
        return RpcException.of(TxSender.TRANSACTION_ERROR, message);
    }

    static Amount maxFeeRate(RpcParams p) {
        Amount rate = p.has(1) ? RpcJson.amount(p.get(1)) : USUAL_MAX_FEE_RATE;
        if (rate.compareTo(FEE_RATE_LIMIT) >= 0) {
            throw RpcException.invalid("Fee rates larger than or equal to 1BTC/kvB are not accepted");
        }
        return rate;
    }

    private static boolean burns(Transaction tx, Amount limit) {
        return tx.outputs().stream()
                .anyMatch(output -> (UtxoRules.isUnspendable(output) || !hasValidOperations(output.scriptPubKey()))
                        && output.value().compareTo(limit) > 0);
    }

    /** Whether a script could run at all: nothing unknown in it, and nothing too long to push. */
    private static boolean hasValidOperations(Script script) {
        return script.isParsable()
                && script.operations().stream()
                        .allMatch(o ->
                                o.code() <= Opcode.OP_NOP10.code() && o.data().size() <= MAX_ELEMENT);
    }

    static boolean exceeds(Amount fee, Transaction tx, Amount rate) {
        return fee.satoshis() > rate.satoshis() * tx.size() / KILOBYTE;
    }

    /** What a transaction would pay; empty if a coin it spends isn't known. */
    private static Optional<Amount> fee(Transaction tx, ChainState chain, Mempool mempool) {
        long in = 0;
        for (TxIn input : tx.inputs()) {
            Optional<Amount> value = value(input.prevout(), chain, mempool);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            in += value.get().satoshis();
        }
        long out = tx.outputs().stream()
                .mapToLong(output -> output.value().satoshis())
                .sum();
        return Optional.of(new Amount(in - out));
    }

    /** Also of an output that a waiting transaction spends, as this one may be to replace that. */
    private static Optional<Amount> value(OutPoint out, ChainState chain, Mempool mempool) {
        return mempool.entry(out.txid())
                .map(MempoolEntry::tx)
                .map(Transaction::outputs)
                .filter(outputs -> out.index() < outputs.size())
                .map(outputs -> outputs.get((int) out.index()))
                .or(() -> chain.coin(out).map(Coin::output))
                .map(TxOut::value);
    }
}
