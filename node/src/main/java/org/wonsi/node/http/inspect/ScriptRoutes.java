package org.wonsi.node.http.inspect;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.BlockScriptFlags;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.script.interpreter.Step;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.lab.explain.ScriptTrace;
import org.wonsi.lab.explain.WorkBudget;
import org.wonsi.node.http.auth.ConcurrencyLimit;
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
import org.wonsi.node.store.query.TxRecord;

/**
 * The route {@code /node/txs/{txid}/inputs/{index}/steps}: an input's scripts, run once more by the interpreter that judged
 * them.
 *
 * <p>Open to all, so they run in {@link ConcurrencyLimit}, signatures are checked within a {@link WorkBudget}, and the
 * answer holds what {@link ScriptTrace} keeps at most.
 */
final class ScriptRoutes implements RouteFamily {
    private final AskedNode asked;
    private final ConcurrencyLimit limit;

    ScriptRoutes(AskedNode asked, ConcurrencyLimit limit) {
        this.asked = asked;
        this.limit = limit;
    }

    /** An input that can be run: the transaction, what it spends, and the rules for it. */
    private record Scripted(Transaction tx, TxOut spent, Set<ScriptFlag> flags) {}

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(
                                Tag.NODE,
                                "/node/txs/{txid}/inputs/{index}/steps",
                                "The scripts of an input, of a transaction in the active chain or waiting, operation by operation:"
                                        + " at most 500 steps and 200,000 bytes of stack.",
                                Content.json(ScriptSteps.class))
                        .failing(404, "There is no such transaction or input, or a coinbase's, which is never run")
                        .failing(429, "This address has as many running as it may")
                        .failing(503, "Too many are being run"),
                this::answer);
    }

    private void answer(Context ctx) throws IOException {
        Txid txid = txid(ctx.pathParam("txid"));
        int index = ctx.pathParam("index").matches("[0-9]{1,6}") ? Integer.parseInt(ctx.pathParam("index")) : -1;
        limit.during(ctx, () -> {
            Scripted input = find(asked.chain(ctx), asked.waiting(ctx), txid, index);
            WorkBudget budget = WorkBudget.forRemoteClients(ClientPresence.of(ctx)::isGone);
            ScriptTrace trace = ScriptTrace.of(input.tx, index, input.spent, input.flags, budget);
            ctx.json(json(input, index, trace));
        });
    }

    private static Txid txid(String text) {
        try {
            return Txid.ofDisplay(text);
        } catch (MalformedException e) {
            throw HttpProblemException.badRequest("'" + text + "' is no txid: " + e.getMessage());
        }
    }

    private static Scripted find(ReadableChain node, Map<Txid, Transaction> mempool, Txid txid, int index) {
        int next = node.height() + 1;
        return node.queries().read(chain -> {
            Transaction waits = mempool.get(txid);
            Optional<TxRecord> confirmed = waits == null ? chain.tx(txid) : Optional.empty();
            Transaction tx = confirmed
                    .map(TxRecord::tx)
                    .or(() -> Optional.ofNullable(waits))
                    .orElseThrow(() -> HttpProblemException.notFound(
                            "this node knows no transaction " + txid + " in its active chain or waiting"));
            if (tx.isCoinbase() || index < 0 || index >= tx.inputs().size()) {
                throw HttpProblemException.notFound(
                        tx.isCoinbase()
                                ? "the script of a coinbase is never run"
                                : "the transaction has inputs 0 to "
                                        + (tx.inputs().size() - 1));
            }
            OutPoint prevout = tx.inputs().get(index).prevout();
            TxOut spent = output(chain, mempool, prevout)
                    .orElseThrow(() -> HttpProblemException.notFound("this node knows no output " + prevout));
            Set<ScriptFlag> flags = confirmed
                    .map(record -> BlockScriptFlags.of(
                            record.block().height(), record.block().hash(), node.params()))
                    .orElseGet(() -> BlockScriptFlags.ofNext(next, node.params()));
            return new Scripted(tx, spent, flags);
        });
    }

    private static Optional<TxOut> output(StoreSnapshot chain, Map<Txid, Transaction> waiting, OutPoint out) {
        return Optional.ofNullable(waiting.get(out.txid()))
                .map(Transaction::outputs)
                .filter(outputs -> out.index() < outputs.size())
                .map(outputs -> outputs.get((int) out.index()))
                .or(() -> chain.output(out).map(Coin::output));
    }

    private static ScriptSteps json(Scripted input, int index, ScriptTrace trace) {
        return new ScriptSteps(
                input.tx.txid().toDisplay(),
                index,
                input.tx.inputs().get(index).prevout().toString(),
                input.spent.value().satoshis(),
                input.tx.inputs().get(index).scriptSig().bytes().toHex(),
                input.spent.scriptPubKey().bytes().toHex(),
                input.flags.stream().map(Enum::name).sorted().toList(),
                trace.operations().stream().map(ScriptRoutes::operation).toList(),
                trace.steps().stream().map(ScriptRoutes::step).toList(),
                !trace.isWhole(),
                trace.result().map(ScriptRoutes::words).orElse(null));
    }

    private static ScriptSteps.Operation operation(ScriptTrace.Part part) {
        String script = switch (part.script()) {
            case SCRIPT_SIG -> "scriptSig";
            case SCRIPT_PUB_KEY -> "scriptPubKey";
            case REDEEM_SCRIPT -> "redeemScript";
        };
        boolean pushes = !part.operation().data().isEmpty();
        return new ScriptSteps.Operation(
                script,
                part.operation().offset(),
                pushes
                        ? ""
                        : part.operation()
                                .opcode()
                                .map(Opcode::name)
                                .orElse("0x"
                                        + Integer.toHexString(part.operation().code())),
                part.operation().data().toHex());
    }

    private static ScriptSteps.Step step(Step step) {
        return new ScriptSteps.Step(step.executed(), hex(step.stack()), hex(step.altStack()), words(step.result()));
    }

    private static List<String> hex(List<ByteString> stack) {
        return stack.stream().map(ByteString::toHex).toList();
    }

    private static String words(ScriptError error) {
        return error == ScriptError.OK ? "OK" : error.message();
    }
}
