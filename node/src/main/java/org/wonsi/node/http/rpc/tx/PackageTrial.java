package org.wonsi.node.http.rpc.tx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.mempool.Mempool.Trial;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.rpc.call.AwaitedAnswer;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.service.ChainView;

/**
 * The method {@code testmempoolaccept}: what the mempool would say to one transaction, or to a package of parents and children.
 *
 * <p>Source: Bitcoin Core 28.1, {@code rpc/mempool.cpp} and {@code policy/packages.cpp}.
 */
final class PackageTrial {
    /** Core's {@code MAX_PACKAGE_COUNT}. */
    private static final int MAX_COUNT = 25;

    /** Core's {@code MAX_PACKAGE_WEIGHT}, 404,000, in bytes without witness. */
    private static final int MAX_BYTES = 101_000;

    private static final int KILOBYTE = 1000;

    private final ChainView node;

    PackageTrial(ChainView node) {
        this.node = node;
    }

    JsonNode test(RpcParams p) {
        JsonNode given = p.array(0);
        if (given.isEmpty() || given.size() > MAX_COUNT) {
            throw RpcException.invalid("Array must contain between 1 and " + MAX_COUNT + " transactions.");
        }
        Amount maxFeeRate = SendingMethods.maxFeeRate(p);
        List<Transaction> txs = new ArrayList<>();
        given.forEach(hex -> txs.add(RawTransactionMethods.decode(
                RpcParams.text(hex),
                "TX decode failed: " + hex.asText() + " Make sure the tx has at least one input.")));
        Optional<String> malformed = txs.size() > 1 ? malformed(txs) : Optional.empty();
        List<Trial> trials = malformed.isPresent()
                ? List.of()
                : AwaitedAnswer.await(node.readChain((chain, mempool) ->
                        mempool.testTogether(txs, node.clock().instant().getEpochSecond())));
        Optional<String> error = malformed.or(() -> overLimits(trials, txs));
        return answer(txs, error, error.isPresent() ? List.of() : trials, maxFeeRate);
    }

    /** What is wrong with a package whatever the chain and the mempool hold, in Core's order. */
    static Optional<String> malformed(List<Transaction> txs) {
        if (txs.stream().mapToLong(Transaction::size).sum() > MAX_BYTES) {
            return Optional.of("package-too-large");
        }
        Set<Txid> later = new HashSet<>();
        txs.forEach(tx -> later.add(tx.txid()));
        if (later.size() != txs.size()) {
            return Optional.of("package-contains-duplicates");
        }
        for (Transaction tx : txs) {
            if (inputs(tx).map(OutPoint::txid).anyMatch(later::contains)) {
                return Optional.of("package-not-sorted");
            }
            later.remove(tx.txid());
        }
        Set<OutPoint> spent = new HashSet<>();
        for (Transaction tx : txs) {
            // One that spends a coin twice is refused by itself, with a reason of its own.
            if (inputs(tx).anyMatch(spent::contains)) {
                return Optional.of("conflict-in-package");
            }
            inputs(tx).forEach(spent::add);
        }
        return Optional.empty();
    }

    private static Stream<OutPoint> inputs(Transaction tx) {
        return tx.inputs().stream().map(TxIn::prevout);
    }

    /** A chain that is too long only together with its parents in the package is the package's fault. */
    private static Optional<String> overLimits(List<Trial> trials, List<Transaction> txs) {
        Trial last = trials.get(trials.size() - 1);
        Set<Txid> members = new HashSet<>();
        txs.forEach(tx -> members.add(tx.txid()));
        boolean tooLong = last.violation()
                .filter(v -> v.reason() == RejectReason.TOO_LONG_MEMPOOL_CHAIN)
                .isPresent();
        return tooLong && inputs(last.tx()).map(OutPoint::txid).anyMatch(members::contains)
                ? Optional.of("package-mempool-limits")
                : Optional.empty();
    }

    private static JsonNode answer(
            List<Transaction> txs, Optional<String> error, List<Trial> trials, Amount maxFeeRate) {
        Map<Txid, Trial> finished = finished(trials, txs.size());
        ArrayNode json = RpcJson.array();
        boolean unfinished = false;
        for (Transaction tx : txs) {
            ObjectNode verdict = json.addObject()
                    .put("txid", tx.txid().toDisplay())
                    .put("wtxid", tx.txid().toDisplay());
            error.ifPresent(text -> verdict.put("package-error", text));
            Trial trial = finished.get(tx.txid());
            if (trial != null && !unfinished) {
                unfinished = putVerdict(verdict, trial, txs.size() > 1, maxFeeRate);
            }
        }
        return json;
    }

    /** With one refused before its scripts ran, Core leaves the others without a verdict. */
    private static Map<Txid, Trial> finished(List<Trial> trials, int count) {
        Map<Txid, Trial> finished = new HashMap<>();
        boolean allTried = trials.size() == count
                && trials.stream().allMatch(t -> t.violation().isEmpty());
        for (Trial trial : trials) {
            boolean refused = trial.violation().isPresent() || (trial.replaces() && count > 1);
            if (allTried || refused || count == 1) {
                finished.put(trial.tx().txid(), trial);
            }
        }
        return finished;
    }

    /** Whether those after it get no verdict, because its fee is higher than the caller wants. */
    private static boolean putVerdict(ObjectNode json, Trial trial, boolean inPackage, Amount maxFeeRate) {
        Transaction tx = trial.tx();
        Optional<String> refusal = trial.replaces() && inPackage
                ? Optional.of("bip125-replacement-disallowed")
                : trial.violation().map(PackageTrial::word);
        if (refusal.isPresent()) {
            json.put("allowed", false).put("reject-reason", refusal.get());
            return false;
        }
        Amount fee = trial.fee();
        if (maxFeeRate.compareTo(Amount.ZERO) > 0 && SendingMethods.exceeds(fee, tx, maxFeeRate)) {
            json.put("allowed", false).put("reject-reason", "max-fee-exceeded");
            return true;
        }
        json.put("allowed", true).put("vsize", tx.size());
        ObjectNode fees = json.putObject("fees");
        fees.set("base", RpcJson.coins(fee));
        fees.set("effective-feerate", RpcJson.coins(new Amount(fee.satoshis() * KILOBYTE / tx.size())));
        fees.putArray("effective-includes").add(tx.txid().toDisplay());
        return false;
    }

    private static String word(Violation violation) {
        return violation.reason() == RejectReason.MISSING_OR_SPENT_INPUTS ? "missing-inputs" : violation.rejectString();
    }
}
