package org.wonsi.node.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.BlockScriptFlags;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.InputRules;
import org.wonsi.core.consensus.ScriptCheck;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.script.Operation;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.Step;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.coin.ScriptRun;
import org.wonsi.lab.real.FlippedBit;
import org.wonsi.lab.real.ShippedBlocks;
import org.wonsi.node.lab.actor.CoinText;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.service.lab.ExperimentService.Command;
import org.wonsi.node.service.lab.Panel;

/**
 * The experiment of lesson 14: Bitcoin's own blocks, checked here. The first 171 with every rule there is, up to the first
 * payment; a full block of 2016 with every rule that needs no earlier coin.
 *
 * <p>The chain is a node's own {@code ChainState}, in memory and on Bitcoin's parameters; no node of the room is on that chain.
 */
public final class Real implements Experiment {
    private static final int BYTES_BEFORE = 32;
    private static final ChainParams BITCOIN = ChainParams.mainnet();
    private static final int CARDS = 4;

    /** Which panels belong to the first payment. */
    private static final String[] FIRST = {"flow", "chain", "blocks", "script", "bit", "refusals"};

    private final ExperimentContext context;
    private final FullBlock full;
    private @Nullable First first;

    /** The blocks 0 to 170, and the chain up to 169 that judges the last. */
    private record First(List<Block> blocks, ChainState before) {
        Block block() {
            return blocks.get(ShippedBlocks.FIRST_PAYMENT_HEIGHT);
        }

        Transaction payment() {
            return block().transactions().get(1);
        }

        TxOut spent() {
            return before.coin(payment().inputs().get(0).prevout())
                    .orElseThrow()
                    .output();
        }
    }

    /** An experiment that reports to this context. */
    public Real(ExperimentContext context) {
        this.context = context;
        this.full = new FullBlock(context, this::now);
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command(
                        "first",
                        "checks Bitcoin's blocks 0 to 170 with every rule: the last holds the first payment",
                        List.of()),
                new Command("step", "runs the script of the first payment", List.of("to=N (3, the last)")),
                new Command("bit", "flips one bit of the first payment's signature", List.of()),
                new Command(
                        "full", "checks block 413,567, of 2016, with every rule that needs no earlier coin", List.of()),
                new Command(
                        "signatures",
                        "verifies the signatures of its payments whose coins were made in the same block",
                        List.of()),
                new Command("flip", "flips one bit of the block", List.of("byte=N (500000), counted from 0")));
    }

    @Override
    public void run(String command, Arguments arguments) {
        switch (command) {
            case "first" -> first(arguments);
            case "step" -> step(arguments);
            case "bit" -> bit(arguments);
            case "full" -> full(arguments, full::check);
            case "signatures" -> full(arguments, full::signatures);
            case "flip" -> flip(arguments);
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }

    private long now() {
        return context.seminarNodes().get(0).clock().instant().getEpochSecond();
    }

    private void full(Arguments arguments, Runnable command) {
        arguments.allow();
        context.hide(FIRST);
        command.run();
    }

    private void flip(Arguments arguments) {
        arguments.allow("byte");
        int at = arguments.number("byte", FullBlock.MIDDLE, 0, full.size() - 1);
        context.hide(FIRST);
        full.flip(at);
    }

    // ------------------------------------------------------------------------------------------- the first payment

    private static ChainState chainOf(List<Block> blocks, long now) {
        ChainState chain = new ChainState(BITCOIN, new MemoryChainStore(), ScriptCheckRunner.inOrder());
        for (Block block : blocks) {
            BlockResult result = chain.acceptBlock(block, now);
            if (result.violation().isPresent()) {
                throw new IllegalStateException("Bitcoin's block " + block.hash() + " is refused here: "
                        + result.violation().get());
            }
        }
        return chain;
    }

    private First first() {
        First known = first;
        if (known == null) {
            List<Block> blocks = ShippedBlocks.first();
            known = new First(blocks, chainOf(blocks.subList(0, ShippedBlocks.FIRST_PAYMENT_HEIGHT), now()));
            first = known;
        }
        return known;
    }

    private void first(Arguments arguments) {
        arguments.allow();
        hideAll();
        First blocks = first();
        long begun = System.nanoTime();
        ChainState chain = chainOf(blocks.blocks(), now());
        String seconds = String.format(Locale.ROOT, "%.2f", (System.nanoTime() - begun) / 1e9);
        showFlow(blocks);
        showCards(blocks);
        Block last = blocks.block();
        context.show(
                "blocks",
                new Panel.Values(List.of(
                        Panel.Value.of("lab.blocksChecked", blocks.blocks().size()),
                        Panel.Value.of("lab.chainTries", chain.tip().chainWork().hashes()),
                        Panel.Value.of("lab.seconds", seconds),
                        Panel.Value.of(
                                "lab.minedAt", FullBlock.date(last.header().time())),
                        Panel.Value.lit("lab.txid", blocks.payment().txid().toDisplay()))));
        context.see(
                "chain",
                "blocks",
                blocks.blocks().size(),
                "height",
                chain.tip().height(),
                "hash",
                chain.tip().hash().toDisplay(),
                "seconds",
                seconds);
        context.see(
                "payment",
                "txid",
                blocks.payment().txid().toDisplay(),
                "in",
                CoinText.text(blocks.spent().value()),
                "paid",
                CoinText.text(blocks.payment().outputs().get(0).value()),
                "change",
                CoinText.text(blocks.payment().outputs().get(1).value()));
    }

    private void hideAll() {
        context.hide(FIRST);
        full.hide();
    }

    private void showFlow(First blocks) {
        List<TxOut> outputs = blocks.payment().outputs();
        context.show(
                "flow",
                new Panel.Flow(
                        List.of(new Panel.Part(
                                "lab.coinOfNine",
                                "Satoshi",
                                CoinText.text(blocks.spent().value()),
                                false)),
                        List.of(
                                new Panel.Part(
                                        "lab.output",
                                        "Hal",
                                        CoinText.text(outputs.get(0).value()),
                                        true),
                                new Panel.Part(
                                        "lab.change",
                                        "Satoshi",
                                        CoinText.text(outputs.get(1).value()),
                                        false)),
                        CoinText.text(blocks.spent().value().minus(InputRules.valueOut(blocks.payment())))));
    }

    private void showCards(First blocks) {
        List<Panel.Card> cards = new ArrayList<>();
        int last = ShippedBlocks.FIRST_PAYMENT_HEIGHT;
        for (int height = last - CARDS + 1; height <= last; height++) {
            Block block = blocks.blocks().get(height);
            cards.add(new Panel.Card(
                    0,
                    height,
                    block.hash().toDisplay(),
                    block.header().prevBlock().toDisplay(),
                    block.transactions().size() - 1,
                    "",
                    List.of()));
        }
        context.show("chain", new Panel.Chain(cards));
    }

    // ------------------------------------------------------------------------------------------- its script

    private static ScriptCheck check(First blocks, Transaction payment) {
        return new ScriptCheck(
                payment,
                0,
                blocks.spent(),
                BlockScriptFlags.of(
                        ShippedBlocks.FIRST_PAYMENT_HEIGHT, blocks.block().hash(), BITCOIN));
    }

    private void step(Arguments arguments) {
        arguments.allow("to");
        First blocks = first();
        ScriptRun run = run(check(blocks, blocks.payment()));
        int last = run.steps().size();
        int to = arguments.number("to", last, 1, last);
        hideAll();
        showFlow(blocks);
        showScript(check(blocks, blocks.payment()), to);
    }

    private static ScriptRun run(ScriptCheck check) {
        return ScriptRun.of(check.tx(), check.inputIndex(), check.spent(), check.flags());
    }

    private void showScript(ScriptCheck check, int at) {
        ScriptRun run = run(check);
        List<Operation> scriptSig = check.tx().inputs().get(0).scriptSig().operations();
        List<Operation> operations = Stream.concat(
                        scriptSig.stream(), check.spent().scriptPubKey().operations().stream())
                .toList();
        boolean whole = at == run.steps().size();
        String result = !whole
                ? ""
                : run.result() == ScriptError.OK ? "OK" : run.result().message();
        // The last operation of a key's script leaves false; that it does so is noticed when the script has ended.
        boolean failed = whole && run.result() != ScriptError.OK;
        List<Panel.Operation> shown = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            shown.add(new Panel.Operation(
                    i < scriptSig.size() ? "scriptSig" : "scriptPubKey",
                    operation.data().isEmpty()
                            ? operation.opcode().map(Enum::name).orElse("?")
                            : i < scriptSig.size() ? "lab.signature" : "lab.publicKey",
                    operation.data().toHex(),
                    i >= at ? "" : failed && i == at - 1 ? "failed" : "done"));
        }
        context.show(
                "script",
                new Panel.Steps(
                        shown,
                        at,
                        at < 2 ? List.of() : stack(run.steps().get(at - 2)),
                        stack(run.steps().get(at - 1)),
                        result));
        Step last = run.steps().get(at - 1);
        context.see(
                "script",
                "step",
                at,
                "operation",
                last.operation().opcode().map(Enum::name).orElse("push"),
                "result",
                whole ? result : "so far");
    }

    private static List<String> stack(Step step) {
        return step.stack().stream().map(ByteString::toHex).toList();
    }

    // ------------------------------------------------------------------------------------------- one bit of its
    // signature

    private void bit(Arguments arguments) {
        arguments.allow();
        First blocks = first();
        hideAll();
        Transaction changed = FlippedBit.inSignature(blocks.payment());
        ByteString signed = signature(blocks.payment());
        ByteString sent = signature(changed);
        int at = signed.size() - 2;
        int from = at - BYTES_BEFORE; // one line of it
        context.see("flipped", "byte", at + 1, "of", signed.size());
        ScriptCheck check = check(blocks, changed);
        showScript(check, run(check).steps().size());
        Block forged = FlippedBit.withTransaction(blocks.block(), 1, changed);
        context.show(
                "refusals",
                new Panel.Values(List.of(
                        refusal("script", "lab.scriptAlone", check.check()),
                        refusal("block", "lab.oldHeader", judge(blocks, forged)),
                        refusal("new-root", "lab.newRoot", judge(blocks, FlippedBit.withNewRoot(forged))),
                        Panel.Value.of(
                                "lab.triesToRepair",
                                new CompactTarget(blocks.block().header().bits())
                                        .work()
                                        .hashes()))));
        context.show(
                "bit",
                new Panel.Bytes(
                        signed.slice(from, signed.size()).toHex(),
                        BYTES_BEFORE,
                        signed.slice(at, at + 1).toHex(),
                        sent.slice(at, at + 1).toHex()));
    }

    private static ByteString signature(Transaction tx) {
        return tx.inputs().get(0).scriptSig().operations().get(0).data();
    }

    private Optional<Violation> judge(First blocks, Block block) {
        return blocks.before().acceptBlock(block, now()).violation();
    }

    private Panel.Value refusal(String as, String what, Optional<Violation> violation) {
        String reason = violation.map(Violation::rejectString).orElse("");
        context.see("refused", "as", as, "reason", reason);
        return Panel.Value.lit(what, "\"" + reason + "\"");
    }
}
