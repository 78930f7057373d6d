package org.wonsi.node.http.rpc.tx;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.UtxoRules;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolEntry;
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

/** The methods that send transactions to the mempool, with guards against a fee or a burnt amount typed wrongly. */
public final class SendingMethods implements MethodFamily {
    private static final String CATEGORY = "Rawtransactions";
    private static final int KILOBYTE = 1000;

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
                        this::send),
                RpcMethod.of(
                        CATEGORY,
                        "testmempoolaccept rawtxs maxfeerate?",
                        "Whether the mempool would take transactions, up to 25, parents before children; changes nothing.",
                        new PackageTrial(node)::test));
    }

    private JsonNode send(RpcParams p) {
        Transaction tx =
                RawTransactionMethods.decode(p.text(0), "TX decode failed. Make sure the tx has at least one input.");
        Amount maxFeeRate = maxFeeRate(p);
        Amount maxBurn = p.has(2) ? RpcJson.amount(p.get(2)) : Amount.ZERO;
        if (burns(tx, maxBurn)) {
            throw refused("Unspendable output exceeds maximum configured by user (maxburnamount)");
        }
        if (maxFeeRate.compareTo(Amount.ZERO) > 0
                && AwaitedAnswer.await(node.readChain((chain, mempool) ->
                                fee(tx, chain, mempool).filter(fee -> exceeds(fee, tx, maxFeeRate))))
                        .isPresent()) {
            throw refused("Fee exceeds maximum configured by user (e.g. -maxtxfee, maxfeerate)");
        }
        try {
            return RpcJson.text(AwaitedAnswer.await(sender.submit(tx)).toDisplay());
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof TxSender.Refused refused) {
                throw RpcException.of(refused.code(), refused.message());
            }
            throw e;
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
