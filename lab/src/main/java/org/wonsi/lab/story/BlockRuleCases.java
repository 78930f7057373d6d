package org.wonsi.lab.story;

import static org.wonsi.lab.story.CaseTransactions.anyone;
import static org.wonsi.lab.story.CaseTransactions.coins;
import static org.wonsi.lab.story.CaseTransactions.input;
import static org.wonsi.lab.story.CaseTransactions.padding;
import static org.wonsi.lab.story.CaseTransactions.pay;
import static org.wonsi.lab.story.CaseTransactions.sigops;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;

/**
 * The cases for rules of blocks and transactions that need no look at the coins.
 *
 * <pre>
 *   h4 - b1 - b2 - b3 - b4 - b5
 *      \ b-root ...
 * </pre>
 */
final class BlockRuleCases {
    private static final Amount MAX_MONEY = Amount.ofCoins(21_000_000);

    private BlockRuleCases() {}

    static void addTo(BlockCaseBuilder cases) {
        merkle(cases);
        size(cases);
        coinbases(cases);
        shape(cases);
        values(cases);
        legacySigops(cases);
    }

    private static void merkle(BlockCaseBuilder cases) {
        String tip = cases.tip();
        Transaction one = pay(cases.coinbaseOf("s1"), coins(50));
        Transaction two = pay(new OutPoint(one.txid(), 0), coins(50));
        BlockDraft draft = cases.on(tip).pays(one, two);
        Block b1 = cases.keep("b1", draft);

        List<Transaction> other = new ArrayList<>(b1.transactions());
        other.set(2, pay(new OutPoint(one.txid(), 0), coins(49)));
        cases.refused(
                "b-root",
                tip,
                new Block(b1.header(), other),
                draft.height(),
                new Violation(RejectReason.BAD_MERKLE_ROOT, ""),
                "holds another payment than its header covers");

        List<Transaction> repeated = new ArrayList<>(b1.transactions());
        repeated.add(two);
        cases.refused(
                "b-repeated",
                tip,
                new Block(b1.header(), repeated),
                draft.height(),
                new Violation(RejectReason.DUPLICATE_TRANSACTION, ""),
                "repeats its last transaction, which leaves the merkle root the same");

        cases.add("b1", tip, b1, draft.height(), "b1", "is the true block, against which nothing was remembered");
    }

    private static void size(BlockCaseBuilder cases) {
        String tip = cases.tip();
        cases.refused(
                "b-large", tip, ofSize(cases, tip, 1_000_001), RejectReason.BAD_BLOCK_LENGTH, "has 1,000,001 bytes");
        cases.refused(
                "b-nothing",
                tip,
                cases.on(tip).transactions(list -> List.of()),
                RejectReason.BAD_BLOCK_LENGTH,
                "has no transaction at all");
        cases.connects("b2", tip, ofSize(cases, tip, 1_000_000), "has 1,000,000 bytes");
    }

    private static BlockDraft ofSize(BlockCaseBuilder cases, String parent, int bytes) {
        OutPoint coin = cases.coinbaseOf("s2");
        int guess = 900_000;
        int rest = cases.on(parent).pays(pay(coin, padding(guess))).size() - guess;
        return cases.on(parent).pays(pay(coin, padding(bytes - rest)));
    }

    private static void coinbases(BlockCaseBuilder cases) {
        String tip = cases.tip();
        Transaction payment = pay(cases.coinbaseOf("s3"), coins(50));
        cases.refused(
                "b-no-coinbase",
                tip,
                cases.on(tip).transactions(list -> List.of(payment)),
                RejectReason.COINBASE_MISSING,
                "starts with a payment");
        cases.refused(
                "b-two-coinbases",
                tip,
                cases.on(tip)
                        .transactions(list -> List.of(
                                list.get(0),
                                new Transaction(
                                        2, list.get(0).inputs(), list.get(0).outputs(), 0))),
                RejectReason.COINBASE_MULTIPLE,
                "has two coinbases");
        cases.refused(
                "b-short-text",
                tip,
                cases.on(tip).coinbaseText(text(1)),
                RejectReason.COINBASE_SCRIPT_LENGTH,
                "its coinbase has 1 byte of free text");
        cases.refused(
                "b-long-text",
                tip,
                cases.on(tip).coinbaseText(text(101)),
                RejectReason.COINBASE_SCRIPT_LENGTH,
                "its coinbase has 101 bytes of free text");
        cases.connects("b3", tip, cases.on(tip).coinbaseText(text(2)), "its coinbase has 2 bytes of free text");
        cases.connects("b4", "b3", cases.on("b3").coinbaseText(text(100)), "its coinbase has 100 bytes of free text");
    }

    private static Script text(int bytes) {
        return new Script(ByteString.copyOf(new byte[bytes]));
    }

    private static void shape(BlockCaseBuilder cases) {
        String tip = cases.tip();
        OutPoint coin = cases.coinbaseOf("s3");
        cases.refused(
                "b-no-inputs",
                tip,
                cases.on(tip).pays(new Transaction(1, List.of(), List.of(anyone(coins(1))), 0)),
                RejectReason.NO_INPUTS,
                "holds a transaction that spends nothing");
        cases.refused(
                "b-no-outputs",
                tip,
                cases.on(tip).pays(new Transaction(1, List.of(input(coin)), List.of(), 0)),
                RejectReason.NO_OUTPUTS,
                "holds a transaction that pays nobody");
        cases.refused(
                "b-twice",
                tip,
                cases.on(tip)
                        .pays(new Transaction(1, List.of(input(coin), input(coin)), List.of(anyone(coins(100))), 0)),
                RejectReason.DUPLICATE_INPUTS,
                "names one coin twice in a transaction, to spend it for twice its value");
        cases.refused(
                "b-null",
                tip,
                cases.on(tip)
                        .pays(new Transaction(
                                1, List.of(input(coin), input(OutPoint.NULL)), List.of(anyone(coins(1))), 0)),
                RejectReason.PREVOUT_NULL,
                "holds a payment with an input that spends nothing");
    }

    private static void values(BlockCaseBuilder cases) {
        String tip = cases.tip();
        OutPoint coin = cases.coinbaseOf("s3");
        cases.refused(
                "b-negative",
                tip,
                cases.on(tip).pays(pay(coin, new Amount(-1), coins(50))),
                RejectReason.OUTPUT_NEGATIVE,
                "pays minus one satoshi");
        cases.refused(
                "b-huge",
                tip,
                cases.on(tip).pays(pay(coin, MAX_MONEY.plus(new Amount(1)))),
                RejectReason.OUTPUT_TOO_LARGE,
                "pays one satoshi more than there will ever be");
        cases.refused(
                "b-huge-sum",
                tip,
                cases.on(tip).pays(pay(coin, MAX_MONEY, new Amount(1))),
                RejectReason.OUTPUT_TOTAL_TOO_LARGE,
                "pays one satoshi more than there will ever be, in two outputs");
        cases.refused(
                "b-overflow",
                tip,
                cases.on(tip).pays(pay(coin, new Amount(Long.MAX_VALUE), new Amount(Long.MAX_VALUE))),
                RejectReason.OUTPUT_TOO_LARGE,
                "pays two amounts whose sum wraps around 64 bits, as in August 2010");
    }

    private static void legacySigops(BlockCaseBuilder cases) {
        String tip = cases.tip();
        cases.refused(
                "b-sigops",
                tip,
                cases.on(tip).pays(pay(cases.coinbaseOf("s3"), sigops(20_001))),
                RejectReason.BLOCK_SIGOPS,
                "states 20,001 signature operations");
        cases.connects(
                "b5",
                tip,
                cases.on(tip).pays(pay(cases.coinbaseOf("s3"), sigops(20_000))),
                "states 20,000 signature operations");
    }
}
