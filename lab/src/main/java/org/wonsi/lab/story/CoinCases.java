package org.wonsi.lab.story;

import static org.wonsi.lab.story.CaseTransactions.anyone;
import static org.wonsi.lab.story.CaseTransactions.coins;
import static org.wonsi.lab.story.CaseTransactions.locked;
import static org.wonsi.lab.story.CaseTransactions.manyMultisigs;
import static org.wonsi.lab.story.CaseTransactions.output;
import static org.wonsi.lab.story.CaseTransactions.p2shInput;
import static org.wonsi.lab.story.CaseTransactions.paddedSignature;
import static org.wonsi.lab.story.CaseTransactions.pay;
import static org.wonsi.lab.story.CaseTransactions.signed;
import static org.wonsi.lab.story.CaseTransactions.sigops;

import java.util.List;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

/**
 * The cases for rules about the coins that a block spends.
 *
 * <pre>
 *   b5 - c1 - c2 - ... - c13 - ... - c-bip34
 *      \ c-double ...
 * </pre>
 */
final class CoinCases {
    private static final Amount SATOSHI = new Amount(1);

    private CoinCases() {}

    static void addTo(BlockCaseBuilder cases) {
        spending(cases);
        maturity(cases);
        amounts(cases);
        signatures(cases);
        p2shSigops(cases);
        lockTimes(cases);
        relativeLockTimes(cases);
        repeatedCoinbases(cases);
    }

    private static void spending(BlockCaseBuilder cases) {
        String tip = cases.tip();
        Transaction payment = pay(cases.coinbaseOf("s4"), coins(50));
        Transaction child = pay(output(payment, 0), coins(50));
        cases.refused(
                "c-double",
                tip,
                cases.on(tip).pays(payment, pay(cases.coinbaseOf("s4"), coins(49))),
                RejectReason.MISSING_OR_SPENT_INPUTS,
                "spends one coin in two transactions");
        cases.refused(
                "c-unknown",
                tip,
                cases.on(tip).pays(pay(new OutPoint(new Txid(Hash256.ZERO), 0), coins(1))),
                RejectReason.MISSING_OR_SPENT_INPUTS,
                "spends a coin that never was");
        cases.refused(
                "c-child-first",
                tip,
                cases.on(tip).pays(child, payment),
                RejectReason.MISSING_OR_SPENT_INPUTS,
                "spends a coin that is made only later in the block");
        cases.refused(
                "c-genesis",
                tip,
                cases.on(tip).pays(pay(cases.coinbaseOf(BlockCaseBuilder.GENESIS), coins(50))),
                RejectReason.MISSING_OR_SPENT_INPUTS,
                "spends the genesis block's coins, which nobody can");
        cases.connects(
                "c1", tip, cases.on(tip).pays(payment, child), "spends a coin that is made earlier in the block");
        cases.refused(
                "c-spent",
                "c1",
                cases.on("c1").pays(pay(cases.coinbaseOf("s4"), coins(49))),
                RejectReason.MISSING_OR_SPENT_INPUTS,
                "spends a coin that the block before has spent");
        cases.refused(
                "c-unspendable",
                "c1",
                cases.on("c1")
                        .pays(pay(
                                new OutPoint(
                                        cases.block("b2").transactions().get(1).txid(), 0),
                                Amount.ZERO)),
                RejectReason.MISSING_OR_SPENT_INPUTS,
                "spends an OP_RETURN output, which never was a coin");
    }

    private static void maturity(BlockCaseBuilder cases) {
        String tip = cases.tip();
        int next = cases.height(tip) + 1;
        cases.refused(
                "c-young",
                tip,
                cases.on(tip).pays(pay(cases.coinbaseOf("s" + (next - 99)), coins(50))),
                RejectReason.PREMATURE_COINBASE_SPEND,
                "spends a coinbase 99 blocks after its own");
        cases.connects(
                "c2",
                tip,
                cases.on(tip).pays(pay(cases.coinbaseOf("s" + (next - 100)), coins(50))),
                "spends a coinbase 100 blocks after its own");
    }

    private static void amounts(BlockCaseBuilder cases) {
        String tip = cases.tip();
        OutPoint coin = cases.coinbaseOf("s5");
        cases.refused(
                "c-more",
                tip,
                cases.on(tip).pays(pay(coin, coins(50).plus(SATOSHI))),
                RejectReason.INPUTS_BELOW_OUTPUTS,
                "pays out a satoshi more than it spends");
        Transaction withFee = pay(coin, coins(49));
        cases.refused(
                "c-greedy",
                tip,
                cases.on(tip).pays(withFee).coinbasePays(coins(51).plus(SATOSHI)),
                RejectReason.BAD_COINBASE_AMOUNT,
                "its coinbase takes a satoshi more than subsidy and fee");
        cases.connects(
                "c3",
                tip,
                cases.on(tip).pays(withFee).coinbasePays(coins(51)),
                "its coinbase takes the subsidy and the fee");
        cases.connects(
                "c4", "c3", cases.on("c3").coinbasePays(Amount.ZERO), "its coinbase takes nothing; the coins are lost");
    }

    private static void signatures(BlockCaseBuilder cases) {
        String tip = cases.tip();
        Transaction funding = pay(cases.coinbaseOf("s6"), new TxOut(coins(50), CaseTransactions.OWNED));
        cases.connects("c5", tip, cases.on(tip).pays(funding), "pays to a key");
        OutPoint coin = output(funding, 0);
        cases.refused(
                "c-changed",
                "c5",
                cases.on("c5").pays(signed(coin, coins(50), coins(49))),
                RejectReason.SCRIPT_FAILED,
                ScriptError.EVAL_FALSE.message(),
                "changes the amount after the owner signed");
        cases.refused(
                "c-padded",
                "c5",
                cases.on("c5").pays(paddedSignature(coin, coins(50))),
                RejectReason.SCRIPT_FAILED,
                ScriptError.SIG_DER.message(),
                "pads the owner's signature, which changes the transaction's id (BIP 66)");
        cases.connects(
                "c6", "c5", cases.on("c5").pays(signed(coin, coins(50), coins(50))), "holds what the owner signed");
    }

    private static void p2shSigops(BlockCaseBuilder cases) {
        String tip = cases.tip();
        Script redeemScript = manyMultisigs(190);
        Transaction funding =
                pay(cases.coinbaseOf("s7"), new TxOut(coins(50), StandardScript.payToScriptHash(redeemScript)));
        cases.connects("c7", tip, cases.on(tip).pays(funding), "pays to the hash of a script with 190 CHECKMULTISIGs");
        cases.refused(
                "c-p2sh-sigops",
                "c7",
                cases.on("c7").pays(spend(funding, redeemScript, 16_201)),
                RejectReason.BLOCK_SIGOPS,
                "brings 3,800 signature operations along by that script, besides 16,201 in the open");
        cases.connects(
                "c8",
                "c7",
                cases.on("c7").pays(spend(funding, redeemScript, 16_200)),
                "brings 3,800 signature operations along by that script, besides 16,200 in the open");
    }

    private static Transaction spend(Transaction funding, Script redeemScript, int openSigops) {
        return new Transaction(1, List.of(p2shInput(output(funding, 0), redeemScript)), List.of(sigops(openSigops)), 0);
    }

    private static void lockTimes(BlockCaseBuilder cases) {
        String tip = cases.tip();
        OutPoint coin = cases.coinbaseOf("s8");
        int next = cases.height(tip) + 1;
        cases.refused(
                "c-locked",
                tip,
                cases.on(tip).pays(locked(coin, 1, 0, next, coins(50))),
                RejectReason.NON_FINAL_TRANSACTION,
                "holds a transaction that is locked until after this height");
        long parentTime = cases.block(tip).header().time();
        cases.refused(
                "c-locked-time",
                tip,
                cases.on(tip).pays(locked(coin, 1, 0, parentTime, coins(50))),
                RejectReason.NON_FINAL_TRANSACTION,
                "holds a transaction locked until its parent's time, which the median has yet to reach (BIP 113)");
        cases.connects(
                "c9",
                tip,
                cases.on(tip).pays(locked(coin, 1, 0, next - 1, coins(50))),
                "holds a transaction that was locked until after the height before");
        cases.connects(
                "c10",
                "c9",
                cases.on("c9")
                        .pays(locked(
                                output(locked(coin, 1, 0, next - 1, coins(50)), 0),
                                1,
                                TxIn.SEQUENCE_FINAL,
                                next + 1000,
                                coins(50))),
                "holds a transaction locked for long, but whose inputs are final, so that the lock doesn't count");
    }

    private static void relativeLockTimes(BlockCaseBuilder cases) {
        String tip = cases.tip();
        Transaction funding = pay(cases.coinbaseOf("s9"), coins(20), coins(30));
        cases.connects("c11", tip, cases.on(tip).pays(funding), "makes a coin that will be one block old in the next");
        OutPoint coin = output(funding, 0);
        cases.refused(
                "c-relative",
                "c11",
                cases.on("c11").pays(locked(coin, 2, 2, 0, coins(20))),
                RejectReason.NON_FINAL_TRANSACTION,
                "spends that coin by an input that demands two blocks (BIP 68)");
        cases.refused(
                "c-relative-time",
                "c11",
                cases.on("c11").pays(locked(coin, 2, 1 << 22 | 2, 0, coins(20))),
                RejectReason.NON_FINAL_TRANSACTION,
                "spends that coin by an input that demands 1,024 seconds of median time (BIP 68)");
        cases.connects(
                "c12",
                "c11",
                cases.on("c11").pays(locked(coin, 2, 1, 0, coins(20)), locked(output(funding, 1), 1, 9, 0, coins(30))),
                "spends it by an input that demands one block, and another in version 1, where the demand means nothing");
    }

    /** Before BIP 34 two coinbases can be the same. */
    private static void repeatedCoinbases(BlockCaseBuilder cases) {
        String tip = cases.tip();
        Transaction unspent = cases.block("s50").transactions().get(0);
        cases.refused(
                "c-repeats",
                tip,
                cases.on(tip).coinbase(unspent),
                RejectReason.OVERWRITES_COINS,
                "its coinbase is that of s50, whose coin it would overwrite (BIP 30)");
        Transaction spent = cases.block("s1").transactions().get(0);
        cases.connects(
                "c13", tip, cases.on(tip).coinbase(spent), "its coinbase is that of s1, whose coin was spent in b1");
        String parent = "c13";
        for (int i = 14; cases.height(parent) < BlockStory.BIP34_HEIGHT - 1; i++) {
            String name = "c" + i;
            cases.connects(name, parent, cases.on(parent), "an empty block, on the way to BIP 34");
            parent = name;
        }
        cases.refused(
                "c-height",
                parent,
                cases.on(parent).coinbaseText(Script.ofHex("028b00")),
                RejectReason.BAD_COINBASE_HEIGHT,
                "its coinbase starts with the height of the block before");
        cases.connects(
                "c-bip34",
                parent,
                cases.on(parent).coinbaseText(Script.ofHex("028c00")),
                "its coinbase starts with its height, 140, as BIP 34 demands from here on");
        cases.refused(
                "c-version",
                "c-bip34",
                cases.on("c-bip34").version(1).pays(pay(cases.coinbaseOf("s10"), anyone(coins(50)))),
                RejectReason.BAD_VERSION,
                "0x00000001",
                "its version is that of Bitcoin's first blocks");
    }
}
