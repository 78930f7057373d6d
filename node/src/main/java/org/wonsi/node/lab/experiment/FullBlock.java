package org.wonsi.node.lab.experiment;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.InputRules;
import org.wonsi.core.consensus.Subsidy;
import org.wonsi.core.script.ScriptType;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.tx.Amount;
import org.wonsi.lab.real.FlippedBit;
import org.wonsi.lab.real.LoneBlock;
import org.wonsi.lab.real.OwnSpend;
import org.wonsi.lab.real.ShippedBlocks;
import org.wonsi.node.lab.actor.CoinText;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.service.lab.Panel;

/** The check of Bitcoin's block 413,567, as far as it can be checked without the coins made before it. */
final class FullBlock {
    /** A byte in the middle, inside a transaction. */
    static final int MIDDLE = 500_000;

    private static final ChainParams BITCOIN = ChainParams.mainnet();
    private static final int HEIGHT = ShippedBlocks.FULL_HEIGHT;
    private static final String[] PANELS = {
        "rules", "unknown", "block", "money", "speed", "kinds", "bits", "path", "verdicts"
    };
    private static final int BYTES_AROUND = 12;

    private final ExperimentContext context;
    private final LongSupplier now;
    private @Nullable ByteString bytes;
    private @Nullable LoneBlock read;

    /**
     * Nothing of it is read yet.
     *
     * @param now the clock, seconds since 1970 UTC
     */
    FullBlock(ExperimentContext context, LongSupplier now) {
        this.context = context;
        this.now = now;
    }

    /** A moment as people read it, UTC. */
    static String date(long seconds) {
        return "\""
                + DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                        .format(Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC))
                + "\"";
    }

    private ByteString bytes() {
        ByteString known = bytes;
        if (known == null) {
            known = ShippedBlocks.full();
            bytes = known;
        }
        return known;
    }

    private LoneBlock block() {
        LoneBlock known = read;
        if (known == null) {
            known = new LoneBlock(Block.decode(bytes()), HEIGHT, BITCOIN);
            read = known;
        }
        return known;
    }

    /** Its bytes. */
    int size() {
        return bytes().size();
    }

    /** Takes all its panels away. */
    void hide() {
        context.hide(PANELS);
    }

    // ------------------------------------------------------------------------------------------- the rules

    /** Every rule that needs no earlier coin. */
    void check() {
        hide();
        LoneBlock full = block();
        Block block = full.block();
        context.see(
                "block",
                "height",
                HEIGHT,
                "transactions",
                block.transactions().size(),
                "bytes",
                block.size(),
                "hash",
                block.hash().toDisplay());
        List<List<String>> rows = new ArrayList<>();
        for (LoneBlock.Check check : full.checks(now.getAsLong())) {
            String kind = check.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
            context.see("rule", "of", kind, "counted", check.counted(), "result", result(check.refused()));
            rows.add(List.of(
                    "lab.rules." + kind, String.valueOf(check.counted()), "\"" + result(check.refused()) + "\""));
        }
        context.show("rules", new Panel.Table(List.of("lab.rulesOf", "lab.countOf", "lab.says"), rows, -1));
        int unknown = full.inputs() - full.ownSpends().size();
        context.show(
                "unknown",
                new Panel.BigNumber(
                        String.valueOf(unknown),
                        "lab.inputsUnknown",
                        List.of(
                                Panel.Value.of("lab.inputsAll", full.inputs()),
                                Panel.Value.lit(
                                        "lab.inputsOwn", full.ownSpends().size()))));
        showBlock(block);
        context.see("unknown", "inputs", unknown, "of", full.inputs());
    }

    private static String result(String refused) {
        return refused.isEmpty() ? "OK" : refused;
    }

    private void showBlock(Block block) {
        context.show(
                "block",
                new Panel.Values(List.of(
                        Panel.Value.of("lab.hash", block.hash().toDisplay()),
                        Panel.Value.of("lab.minedAt", date(block.header().time())),
                        Panel.Value.of("lab.transactions", block.transactions().size()),
                        Panel.Value.of("lab.bytes", block.size()))));
    }

    // ------------------------------------------------------------------------------------------- the signatures

    /** Verifies every input whose coin is made in the same block, on one thread. */
    void signatures() {
        hide();
        LoneBlock full = block();
        Map<ScriptType, int[]> kinds = new EnumMap<>(ScriptType.class);
        int good = 0;
        int tried = 0;
        int failed = 0;
        long begun = System.nanoTime();
        for (OwnSpend spend : full.ownSpends()) {
            OwnSpend.Result result = spend.verify();
            good += result.signatures();
            tried += result.tried();
            failed += result.result() == ScriptError.OK ? 0 : 1;
            int[] kind = kinds.computeIfAbsent(
                    StandardScript.of(spend.spent().scriptPubKey()).type(), unused -> new int[2]);
            kind[0]++;
            kind[1] += result.signatures();
        }
        double seconds = Math.max(1e-9, (System.nanoTime() - begun) / 1e9);
        showKinds(kinds);
        long each = Math.round(tried / seconds);
        context.show(
                "speed",
                new Panel.BigNumber(
                        String.valueOf(each),
                        "lab.signaturesSecond",
                        List.of(
                                Panel.Value.lit("lab.signaturesGood", good),
                                Panel.Value.of("lab.signaturesTried", tried),
                                Panel.Value.of("lab.seconds", String.format(Locale.ROOT, "%.2f", seconds)))));
        showMoney(full);
        context.see(
                "verified", "inputs", full.ownSpends().size(), "signatures", good, "tried", tried, "failed", failed);
        context.see("speed", "seconds", String.format(Locale.ROOT, "%.3f", seconds), "each-second", each);
        context.see(
                "fees",
                "known",
                CoinText.text(full.knownFees()),
                "payments",
                full.wholePayments(),
                "of",
                full.block().transactions().size() - 1);
    }

    private void showKinds(Map<ScriptType, int[]> kinds) {
        List<List<String>> rows = new ArrayList<>();
        kinds.forEach((type, counts) -> rows.add(List.of(
                "lab.type." + type.name().toLowerCase(Locale.ROOT),
                String.valueOf(counts[0]),
                String.valueOf(counts[1]))));
        context.show("kinds", new Panel.Table(List.of("lab.lockedBy", "lab.inputs", "lab.signatures"), rows, -1));
    }

    private void showMoney(LoneBlock full) {
        Amount subsidy = Subsidy.at(HEIGHT, BITCOIN.halvingInterval());
        Amount paid = InputRules.valueOut(full.block().transactions().get(0));
        context.show(
                "money",
                new Panel.Values(List.of(
                        Panel.Value.of("lab.allOutputs", CoinText.text(full.valueOut())),
                        Panel.Value.of("lab.claimed", CoinText.text(paid)),
                        Panel.Value.of("lab.subsidy", CoinText.text(subsidy)),
                        Panel.Value.of("lab.feesClaimed", CoinText.text(paid.minus(subsidy))),
                        Panel.Value.lit("lab.feesKnown", CoinText.text(full.knownFees())))));
    }

    // ------------------------------------------------------------------------------------------- one bit

    /** Flips the last bit of a byte, and asks the rules again: as it is, and with the root made to fit. */
    void flip(int at) {
        hide();
        Block before = block().block();
        showBits(at);
        Block changed;
        try {
            changed = FlippedBit.inBlock(bytes(), at);
        } catch (MalformedException e) {
            context.show(
                    "path", new Panel.Values(List.of(Panel.Value.lit("lab.unreadable", "\"" + e.getMessage() + "\""))));
            context.see("unreadable", "byte", at, "why", String.valueOf(e.getMessage()));
            return;
        }
        boolean inHeader = changed.transactions().equals(before.transactions());
        // In the header there is nothing to repair: it is the true one that was changed.
        Block repaired = inHeader ? changed : FlippedBit.withNewRoot(changed);
        context.see("flipped", "byte", at, "transaction", showPath(before, changed, repaired));
        List<Panel.Value> rows = new ArrayList<>();
        rows.add(refusal("block", inHeader ? "lab.changedHeader" : "lab.oldHeader", changed));
        if (!inHeader) {
            rows.add(refusal("new-root", "lab.newRoot", repaired));
        }
        context.show("verdicts", new Panel.Values(rows));
    }

    private void showBits(int at) {
        int from = Math.max(0, at - BYTES_AROUND);
        ByteString around = bytes().slice(from, Math.min(size(), at + BYTES_AROUND + 1));
        context.show(
                "bits",
                new Panel.Bytes(
                        around.toHex(),
                        at - from,
                        bytes().slice(at, at + 1).toHex(),
                        FlippedBit.at(around, at - from)
                                .slice(at - from, at - from + 1)
                                .toHex()));
    }

    /** The hashes that changed; which transaction did, or {@code none} if the header did. */
    private String showPath(Block before, Block changed, Block repaired) {
        List<Panel.Value> rows = new ArrayList<>();
        String which = "none";
        int both = Math.min(before.transactions().size(), changed.transactions().size());
        for (int i = 0; i < both; i++) {
            if (!before.transactions().get(i).equals(changed.transactions().get(i))) {
                which = String.valueOf(i);
                rows.add(Panel.Value.of("lab.number", which));
                rows.add(Panel.Value.changed(
                        "lab.txid",
                        before.transactions().get(i).txid().toDisplay(),
                        changed.transactions().get(i).txid().toDisplay()));
                break;
            }
        }
        rows.add(Panel.Value.changed(
                "field.root",
                before.header().merkleRoot().toDisplay(),
                repaired.header().merkleRoot().toDisplay()));
        rows.add(Panel.Value.changed(
                "lab.hash", before.hash().toDisplay(), repaired.hash().toDisplay()));
        context.show("path", new Panel.Values(rows));
        return which;
    }

    private Panel.Value refusal(String as, String what, Block block) {
        String reason = new LoneBlock(block, HEIGHT, BITCOIN)
                .checks(now.getAsLong()).stream()
                        .map(LoneBlock.Check::refused)
                        .filter(refused -> !refused.isEmpty())
                        .findFirst()
                        .orElse("OK");
        context.see("refused", "as", as, "reason", reason);
        return Panel.Value.lit(what, "\"" + reason + "\"");
    }
}
