package org.wonsi.node.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.BlockScriptFlags;
import org.wonsi.core.consensus.HeaderRules;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.script.Operation;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptReader;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.script.interpreter.Step;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.coin.HandPayment;
import org.wonsi.lab.coin.ScriptRun;
import org.wonsi.node.lab.actor.Attacker;
import org.wonsi.node.lab.actor.CoinText;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.FaucetWallet;
import org.wonsi.node.service.lab.ExperimentService.Command;
import org.wonsi.node.service.lab.Panel;

/**
 * The experiment of lesson 2: one coin goes from Seoul to Alice, to Bob and on to Carol. Its script is run step by step, a bit
 * of the signature is flipped, and the signature is verified by hand.
 */
public final class Coin implements Experiment {
    private static final int NODES = 3;
    private static final Amount PAID = Amount.parseCoins("12.5");
    private static final Amount FEE = new Amount(10_000);

    private final ExperimentContext context;
    private final PrivateKey alice;
    private final PrivateKey bob;
    private final PrivateKey carol;
    private @Nullable HandPayment toCarol;
    private boolean flipped;
    private List<Panel.Owner> history = List.of();

    /** An experiment that reports to this context. */
    public Coin(ExperimentContext context) {
        this.context = context;
        this.alice = PrivateKey.generate(context.random());
        this.bob = PrivateKey.generate(context.random());
        this.carol = PrivateKey.generate(context.random());
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command(
                        "follow", "passes a coin from Seoul to Alice, to Bob, and signs it over to Carol", List.of()),
                new Command("step", "runs the script that lets Bob spend it", List.of("to=N (7, the last)")),
                new Command("flip", "flips the last bit of the signature's s, and runs the script again", List.of()),
                new Command("send", "sends the payment as it now is to a node", List.of("to=NODE (Busan)")),
                new Command(
                        "block",
                        "mines the payment as it now is into a block, and sends that",
                        List.of("to=NODE (Busan)")),
                new Command("verify", "verifies the signature by hand, with Bob's key and with Alice's", List.of()));
    }

    @Override
    public void run(String command, Arguments arguments) throws InterruptedException {
        switch (command) {
            case "follow" -> follow(arguments);
            case "step" -> step(arguments);
            case "flip" -> flip(arguments);
            case "send" -> send(arguments);
            case "block" -> block(arguments);
            case "verify" -> verify(arguments);
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }

    // ------------------------------------------------------------------------------------------- the coin

    private Sandbox sandbox() throws InterruptedException {
        return context.sandbox(NODES);
    }

    private void follow(Arguments arguments) throws InterruptedException {
        arguments.allow();
        context.hide("script", "bit", "verdict", "signature");
        payment();
        flipped = false;
        showOwners();
        for (Panel.Owner owner : history) {
            context.see("owner", "to", owner.to(), "amount", owner.amount(), "block", owner.height());
        }
    }

    /** Bob's payment to Carol, as it was signed or with the bit flipped; made when first needed. */
    private HandPayment payment() throws InterruptedException {
        HandPayment made = toCarol;
        if (made == null) {
            made = make();
            toCarol = made;
        }
        return flipped ? made.withFlippedBit() : made;
    }

    private HandPayment make() throws InterruptedException {
        Node seoul = sandbox().nodes().get(0);
        Script toAlice = HandPayment.lockedTo(alice.publicKey(true));
        FaucetWallet.Payment paid = Sandbox.answer(seoul.faucetWallet().pay(toAlice, PAID));
        if (!(paid instanceof FaucetWallet.Paid made)) {
            throw new IllegalStateException("Seoul can't pay Alice: " + paid);
        }
        int first = confirm(seoul, made.transaction(), 1, 2);
        int index = outputTo(made.transaction(), toAlice);
        HandPayment toBob = HandPayment.of(
                new OutPoint(made.transaction().txid(), index),
                made.transaction().outputs().get(index),
                alice,
                HandPayment.lockedTo(bob.publicKey(true)),
                FEE);
        submit(seoul, toBob.transaction());
        int second = confirm(seoul, toBob.transaction(), 2, 2);
        HandPayment signed = HandPayment.of(
                new OutPoint(toBob.transaction().txid(), 0),
                toBob.transaction().outputs().get(0),
                bob,
                HandPayment.lockedTo(carol.publicKey(true)),
                FEE);
        Transaction faucetWallet = made.transaction();
        history = List.of(
                owner("Seoul", "Alice", faucetWallet, index, firstPush(faucetWallet), first),
                owner("Alice", "Bob", toBob.transaction(), 0, toBob.signatureBytes(), second),
                owner("Bob", "Carol", signed.transaction(), 0, signed.signatureBytes(), -1));
        return signed;
    }

    private static ByteString firstPush(Transaction tx) {
        return tx.inputs().get(0).scriptSig().operations().get(0).data();
    }

    private static int outputTo(Transaction tx, Script script) {
        int index = 0;
        while (!tx.outputs().get(index).scriptPubKey().equals(script)) {
            index++;
        }
        return index;
    }

    private static Panel.Owner owner(
            String from, String to, Transaction tx, int output, ByteString signature, int height) {
        TxOut locked = tx.outputs().get(output);
        return new Panel.Owner(
                from,
                to,
                CoinText.text(locked.value()),
                signature.toHex(),
                locked.scriptPubKey().bytes().slice(3, 23).toHex(),
                tx.txid().toDisplay(),
                height,
                "");
    }

    private static void submit(Node node, Transaction tx) throws InterruptedException {
        MempoolResult result = Sandbox.answer(node.submitTransaction(tx));
        if (result.outcome() != MempoolResult.Outcome.ACCEPTED) {
            throw new IllegalStateException(node.name() + " doesn't take the payment: " + result);
        }
    }

    /** Mines it into a block; the block's height. */
    private int confirm(Node node, Transaction tx, int number, int all) throws InterruptedException {
        context.waitFor("mining " + number + " " + all);
        Block block = sandbox().mine(node, node.faucetWallet().scriptPubKey());
        if (!block.transactions().contains(tx)) {
            throw new IllegalStateException("the block left the payment out");
        }
        context.await("the lab's nodes agree", sandbox()::agrees);
        context.waitFor("");
        return node.snapshot().tip().height();
    }

    private void showOwners() throws InterruptedException {
        List<Panel.Owner> owners = new ArrayList<>(history);
        if (flipped) {
            Panel.Owner last = owners.remove(owners.size() - 1);
            owners.add(new Panel.Owner(
                    last.from(),
                    last.to(),
                    last.amount(),
                    payment().signatureBytes().toHex(),
                    last.keyHash(),
                    payment().transaction().txid().toDisplay(),
                    last.height(),
                    "edited"));
        }
        context.show("owners", new Panel.Ownership(owners));
    }

    // ------------------------------------------------------------------------------------------- the script

    private ScriptRun run(HandPayment payment) {
        return ScriptRun.of(payment.transaction(), 0, payment.spent(), ScriptFlag.STANDARD);
    }

    private void step(Arguments arguments) throws InterruptedException {
        arguments.allow("to");
        HandPayment payment = payment();
        ScriptRun run = run(payment);
        int last = operations(payment).size();
        int to = arguments.number("to", last, 1, last);
        context.hide("verdict", "signature");
        showOwners();
        showScript(payment, run, Math.min(to, run.steps().size()));
        tell(run, Math.min(to, run.steps().size()));
    }

    private void tell(ScriptRun run, int at) {
        Step last = run.steps().get(at - 1);
        boolean whole = at == run.steps().size();
        context.see(
                "script",
                "step",
                at,
                "operation",
                last.operation().opcode().map(Enum::name).orElse("push"),
                "result",
                whole ? run.result() == ScriptError.OK ? "OK" : run.result().message() : "so far");
    }

    private static List<Operation> operations(HandPayment payment) {
        return Stream.concat(
                        all(payment.transaction().inputs().get(0).scriptSig()).stream(),
                        all(payment.spent().scriptPubKey()).stream())
                .toList();
    }

    private static List<Operation> all(Script script) {
        List<Operation> operations = new ArrayList<>();
        ScriptReader reader = new ScriptReader(script);
        while (reader.hasNext()) {
            reader.next().ifPresent(operations::add);
        }
        return operations;
    }

    private void showScript(HandPayment payment, ScriptRun run, int at) {
        List<Operation> operations = operations(payment);
        int inScriptSig = 2;
        List<Panel.Operation> shown = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            boolean failed = i + 1 == run.steps().size() && run.result() != ScriptError.OK;
            shown.add(new Panel.Operation(
                    i < inScriptSig ? "scriptSig" : "scriptPubKey",
                    name(i, operation),
                    operation.data().toHex(),
                    i >= at ? "" : failed ? "failed" : "done"));
        }
        boolean whole = at == run.steps().size();
        context.show(
                "script",
                new Panel.Steps(
                        shown,
                        at,
                        at < 2 ? List.of() : stack(run.steps().get(at - 2)),
                        stack(run.steps().get(at - 1)),
                        whole
                                ? run.result() == ScriptError.OK
                                        ? "OK"
                                        : run.result().message()
                                : ""));
    }

    private static String name(int index, Operation operation) {
        if (!operation.data().isEmpty()) {
            return index == 0 ? "lab.signature" : index == 1 ? "lab.publicKey" : "lab.keyHash";
        }
        return operation.opcode().map(Enum::name).orElse("?");
    }

    private static List<String> stack(Step step) {
        return step.stack().stream().map(ByteString::toHex).toList();
    }

    // ------------------------------------------------------------------------------------------- the flipped bit

    private void flip(Arguments arguments) throws InterruptedException {
        arguments.allow();
        flipped = false;
        HandPayment signed = payment();
        flipped = true;
        HandPayment sent = payment();
        int at = signed.lastByteOfS();
        context.hide("script", "verdict", "signature");
        showOwners();
        ScriptRun run = run(sent);
        showScript(sent, run, run.steps().size());
        context.show(
                "bit",
                new Panel.Bytes(
                        signed.signatureBytes().toHex(),
                        at,
                        signed.signatureBytes().slice(at, at + 1).toHex(),
                        sent.signatureBytes().slice(at, at + 1).toHex()));
        context.see("flipped", "byte", at + 1, "of", signed.signatureBytes().size());
        tell(run, run.steps().size());
    }

    private Node receiver(Arguments arguments) throws InterruptedException {
        arguments.allow("to");
        return sandbox().node(arguments.text("to").orElse("Busan"));
    }

    private void send(Arguments arguments) throws InterruptedException {
        Node to = receiver(arguments);
        MempoolResult result = Sandbox.answer(to.submitTransaction(payment().transaction()));
        context.hide("owners"); // the script is what it is about, and all of the judgement is to be seen
        context.judge(to.name(), "lab.asPayment", result.violation().map(violation -> violation.rejectString()));
    }

    private void block(Arguments arguments) throws InterruptedException {
        Node to = receiver(arguments);
        Transaction tx = payment().transaction();
        Attacker attacker = new Attacker(context, sandbox());
        var tip = to.snapshot().tip();
        BlockHash prev = tip.hash();
        long time = Math.min(
                tip.header().time() + to.params().targetSpacing(),
                to.clock().instant().getEpochSecond() + to.params().maxFutureSeconds() - 1);
        context.waitFor("mining 1 1");
        Block block = attacker.blockOn(
                prev,
                tip.height() + 1,
                time,
                HeaderRules.requiredBits(tip, to.params()).bits(),
                HandPayment.lockedTo(carol.publicKey(true)),
                List.of(tx),
                to);
        context.waitFor("");
        ScriptRun run = ScriptRun.of(tx, 0, payment().spent(), BlockScriptFlags.ofNext(tip.height() + 1, to.params()));
        context.hide("owners");
        showScript(payment(), run, run.steps().size());
        context.judge(to.name(), "lab.inBlockSent", attacker.send(to, block));
    }

    // ------------------------------------------------------------------------------------------- by hand

    private void verify(Arguments arguments) throws InterruptedException {
        arguments.allow();
        flipped = false;
        HandPayment payment = payment();
        context.hide("script", "bit", "verdict");
        showOwners();
        boolean own = payment.publicKey().verify(payment.digest(), payment.signature());
        boolean other = alice.publicKey(true).verify(payment.digest(), payment.signature());
        context.show(
                "signature",
                new Panel.Values(List.of(
                        Panel.Value.of("lab.digest", payment.digest().toDisplay()),
                        Panel.Value.of(
                                "lab.publicKey", payment.publicKey().bytes().toHex()),
                        Panel.Value.of("lab.r", payment.signature().r().toString(16)),
                        Panel.Value.of("lab.s", payment.signature().s().toString(16)),
                        Panel.Value.lit("lab.withBobsKey", own ? "lab.valid" : "lab.invalid"),
                        Panel.Value.lit("lab.withAlicesKey", other ? "lab.valid" : "lab.invalid"))));
        context.see("verified", "key", "Bob", "valid", own);
        context.see("verified", "key", "Alice", "valid", other);
    }
}
