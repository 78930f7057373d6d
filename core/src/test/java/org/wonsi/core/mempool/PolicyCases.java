package org.wonsi.core.mempool;

import static org.wonsi.core.mempool.PoolFixture.out;
import static org.wonsi.core.mempool.PoolFixture.pay;
import static org.wonsi.core.mempool.PoolFixture.sign;
import static org.wonsi.core.mempool.PoolFixture.unsigned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.crypto.Hash160;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/** Transactions the mempool must refuse, one or more for each reason of its policy. */
public final class PolicyCases {
    private static final long COIN = 100_000_000L;
    private static final long FIFTY = 50 * COIN;
    private static final Script ANYONE = Script.ofHex("51");

    /**
     * One of them.
     *
     * @param rejectString the full reject string
     * @param run takes what it needs from the fixture, and gives the answer to the transaction at issue
     */
    public record Case(
            String sentence, RejectReason reason, String rejectString, int coins, RelayPolicy policy, Run run) {
        @Override
        public String toString() {
            return sentence + ": " + rejectString;
        }

        MempoolResult result() {
            return run.apply(new PoolFixture(coins, policy));
        }
    }

    /** What a case does. */
    interface Run extends Function<PoolFixture, MempoolResult> {}

    private static final List<Case> CASES = new ArrayList<>();

    private PolicyCases() {}

    /** All of them. */
    public static List<Case> all() {
        return Collections.unmodifiableList(CASES);
    }

    private static void add(String sentence, RejectReason reason, String rejectString, int coins, Run run) {
        CASES.add(new Case(sentence, reason, rejectString, coins, RelayPolicy.standard(), run));
    }

    private static void add(String sentence, RejectReason reason, int coins, Run run) {
        add(sentence, reason, reason.code(), coins, run);
    }

    private static Transaction with(Transaction tx, List<TxOut> outputs) {
        return sign(new Transaction(tx.version(), tx.inputs(), outputs, tx.lockTime()));
    }

    private static Transaction withVersion(Transaction tx, int version) {
        return sign(new Transaction(version, tx.inputs(), tx.outputs(), tx.lockTime()));
    }

    private static Transaction withScriptSig(Transaction tx, Script scriptSig) {
        TxIn in = tx.inputs().get(0);
        return new Transaction(
                tx.version(), List.of(new TxIn(in.prevout(), scriptSig, in.sequence())), tx.outputs(), tx.lockTime());
    }

    private static Script signature(Transaction signed) {
        return signed.inputs().get(0).scriptSig();
    }

    static {
        form();
        place();
        inputs();
        scriptHashes();
        fees();
        replacement();
        scripts();
    }

    private static void form() {
        add(
                "a transaction of a megabyte and more",
                RejectReason.TRANSACTION_OVERSIZE,
                1,
                f -> f.pool.accept(
                        new Transaction(
                                1,
                                unsigned(f.coins, FIFTY).inputs(),
                                List.of(new TxOut(Amount.ZERO, new Script(ByteString.copyOf(new byte[1_000_000])))),
                                0),
                        f.now));
        add(
                "a coinbase outside a block",
                RejectReason.COINBASE,
                1,
                f -> f.pool.accept(f.mine().transactions().get(0), f.now));
        add(
                "a transaction of version 0",
                RejectReason.NONSTANDARD_VERSION,
                1,
                f -> f.pool.accept(withVersion(unsigned(f.coins, FIFTY - 1000), 0), f.now));
        add(
                "a transaction of version 3",
                RejectReason.NONSTANDARD_VERSION,
                1,
                f -> f.pool.accept(withVersion(unsigned(f.coins, FIFTY - 1000), 3), f.now));
        add(
                "a transaction of 3,000 outputs",
                RejectReason.NONSTANDARD_SIZE,
                1,
                f -> f.pool.accept(
                        with(
                                unsigned(f.coins, 1),
                                Collections.nCopies(3000, new TxOut(new Amount(1000), PoolFixture.PAY))),
                        f.now));
        add(
                "an input's script of 1,651 bytes",
                RejectReason.SCRIPT_SIG_SIZE,
                1,
                f -> f.pool.accept(
                        withScriptSig(
                                unsigned(f.coins, FIFTY - 9000),
                                new ScriptBuilder()
                                        .push(ByteString.copyOf(new byte[1648]))
                                        .build()),
                        f.now));
        add(
                "an input's script that does more than push",
                RejectReason.SCRIPT_SIG_NOT_PUSH_ONLY,
                1,
                f -> f.pool.accept(
                        withScriptSig(
                                unsigned(f.coins, FIFTY - 9000),
                                new ScriptBuilder().op(Opcode.OP_NOP).build()),
                        f.now));
        add(
                "an output that is anyone's",
                RejectReason.NONSTANDARD_SCRIPT,
                1,
                f -> f.pool.accept(
                        with(unsigned(f.coins, 1), List.of(new TxOut(new Amount(FIFTY - 1000), ANYONE))), f.now));
        add(
                "an output of 545 satoshis to a key's hash",
                RejectReason.DUST,
                1,
                f -> f.pool.accept(pay(f.coins, 545, FIFTY - 10_000), f.now));
        add(
                "two outputs that carry data",
                RejectReason.MULTIPLE_DATA_OUTPUTS,
                1,
                f -> f.pool.accept(
                        with(
                                unsigned(f.coins, 1),
                                Collections.nCopies(
                                        2, new TxOut(Amount.ZERO, StandardScript.nullData(ByteString.ofHex("00"))))),
                        f.now));
        CASES.add(new Case(
                "a transaction of 60 bytes, even where any form is welcome",
                RejectReason.TRANSACTION_TOO_SMALL,
                "tx-size-small",
                1,
                RelayPolicy.standard().acceptingNonStandard(),
                f -> f.pool.accept(
                        new Transaction(
                                1, unsigned(f.coins, 1).inputs(), List.of(new TxOut(Amount.ZERO, Script.EMPTY)), 0),
                        f.now)));
    }

    private static void place() {
        add(
                "a lock time that the next block doesn't reach",
                RejectReason.NON_FINAL,
                1,
                f -> f.pool.accept(
                        sign(new Transaction(
                                1,
                                unsigned(f.coins, 1).inputs(),
                                unsigned(f.coins, FIFTY - 1000).outputs(),
                                f.chain.tip().height() + 1)),
                        f.now));
        add("a relative lock time that the next block doesn't reach", RejectReason.NON_BIP68_FINAL, 1, f -> {
            int age = f.chain.tip().height()
                    + 1
                    - f.chain.coin(f.coins.get(0)).orElseThrow().height();
            TxIn in = new TxIn(f.coins.get(0), Script.EMPTY, age + 1);
            return f.pool.accept(
                    sign(new Transaction(
                            2, List.of(in), unsigned(f.coins, FIFTY - 1000).outputs(), 0)),
                    f.now);
        });
        add(
                "a transaction that waits already",
                RejectReason.ALREADY_IN_MEMPOOL,
                1,
                f -> f.pool.accept(f.accepted(pay(f.coins, FIFTY - 1000)), f.now));
        add("a transaction that is in the chain already", RejectReason.ALREADY_KNOWN, 1, f -> {
            Transaction tx = f.accepted(pay(f.coins, FIFTY - 1000));
            f.mine();
            return f.pool.accept(tx, f.now);
        });
    }

    private static void inputs() {
        add(
                "a coin that doesn't exist",
                RejectReason.MISSING_OR_SPENT_INPUTS,
                1,
                f -> f.pool.accept(pay(new OutPoint(f.coins.get(0).txid(), 7), 1000), f.now));
        add(
                "a coinbase of the last block",
                RejectReason.PREMATURE_COINBASE_SPEND,
                1,
                f -> f.pool.accept(
                        pay(new OutPoint(f.mine().transactions().get(0).txid(), 0), FIFTY - 1000), f.now));
        add(
                "more paid out than spent",
                RejectReason.INPUTS_BELOW_OUTPUTS,
                1,
                f -> f.pool.accept(pay(f.coins, FIFTY + 1), f.now));
        add("an input that spends a coin of an unusual form", RejectReason.NONSTANDARD_INPUTS, 1, f -> {
            Transaction odd = with(unsigned(f.coins, 1), List.of(new TxOut(new Amount(FIFTY), ANYONE)));
            f.mineOnly(odd);
            return f.pool.accept(unsigned(List.of(out(odd, 0)), FIFTY - 1000), f.now);
        });
        add(
                "201 outputs of multisig, each of which counts 20",
                RejectReason.TOO_MANY_SIGOPS,
                1,
                f -> f.pool.accept(
                        with(
                                unsigned(f.coins, 1),
                                Collections.nCopies(
                                        201,
                                        new TxOut(
                                                new Amount(2000),
                                                StandardScript.payToMultisig(
                                                        1, List.of(PoolFixture.KEY.publicKey(true)))))),
                        f.now));
    }

    private static void fees() {
        add("a satoshi less than one a byte", RejectReason.MIN_RELAY_FEE, 1, f -> {
            int size = pay(f.coins, FIFTY).size();
            return f.pool.accept(pay(f.coins, FIFTY - size + 1), f.now);
        });
        add("the 26th of a chain of waiting transactions", RejectReason.TOO_LONG_MEMPOOL_CHAIN, 1, f -> {
            OutPoint coin = f.coins.get(0);
            for (int i = 1; i <= 25; i++) {
                coin = out(f.accepted(pay(coin, FIFTY - 1000L * i)), 0);
            }
            return f.pool.accept(pay(coin, FIFTY - 26_000), f.now);
        });
        CASES.add(new Case(
                "a transaction that pays less than any of a full pool",
                RejectReason.MEMPOOL_FULL,
                "mempool full",
                3,
                RelayPolicy.standard().withMaxMemory(2100),
                f -> {
                    f.accepted(pay(f.coins.get(0), FIFTY - 5000));
                    f.accepted(pay(f.coins.get(1), FIFTY - 5000));
                    return f.pool.accept(pay(f.coins.get(2), FIFTY - 1000), f.now);
                }));
        CASES.add(new Case(
                "a transaction that pays less than anybody must, at a full pool",
                RejectReason.MIN_RELAY_FEE,
                "min relay fee not met",
                4,
                RelayPolicy.standard().withMaxMemory(2100),
                f -> {
                    f.accepted(pay(f.coins.get(0), FIFTY - 5000));
                    f.accepted(pay(f.coins.get(1), FIFTY - 1000));
                    f.accepted(pay(f.coins.get(2), FIFTY - 5000));
                    return f.pool.accept(pay(f.coins.get(3), FIFTY - 1), f.now);
                }));
        CASES.add(new Case(
                "a transaction that pays no more than what was thrown out of a full pool",
                RejectReason.MEMPOOL_MIN_FEE,
                "mempool min fee not met",
                4,
                RelayPolicy.standard().withMaxMemory(2100),
                f -> {
                    f.accepted(pay(f.coins.get(0), FIFTY - 5000));
                    f.accepted(pay(f.coins.get(1), FIFTY - 1000));
                    f.accepted(pay(f.coins.get(2), FIFTY - 5000));
                    return f.pool.accept(pay(f.coins.get(3), FIFTY - 1000), f.now);
                }));
    }

    private static MempoolResult spendScriptHash(PoolFixture f, Script redeemScript, Script scriptSig) {
        Script scriptHash = StandardScript.payToScriptHash(Hash160.hash(redeemScript.bytes()));
        Transaction holder = with(unsigned(f.coins, 1), List.of(new TxOut(new Amount(FIFTY), scriptHash)));
        f.mineOnly(holder);
        return f.pool.accept(withScriptSig(unsigned(List.of(out(holder, 0)), FIFTY - 10_000), scriptSig), f.now);
    }

    private static void scriptHashes() {
        Script one = Script.ofHex("51");
        add(
                "a script hash's input with OP_RESERVED, which counts as a push but can't run",
                RejectReason.NONSTANDARD_INPUTS,
                1,
                f -> spendScriptHash(
                        f,
                        one,
                        new ScriptBuilder()
                                .op(Opcode.OP_RESERVED)
                                .push(one.bytes())
                                .build()));
        Script long521 = new Script(ByteString.copyOf(new byte[521]));
        add(
                "a script hash's input that pushes 521 bytes",
                RejectReason.NONSTANDARD_INPUTS,
                1,
                f -> spendScriptHash(
                        f, long521, new ScriptBuilder().push(long521.bytes()).build()));
    }

    private static void replacement() {
        add("a replacement that needs what it replaces", RejectReason.SPENDS_CONFLICTING, 1, f -> {
            Transaction first = f.accepted(pay(f.coins, FIFTY - 1000));
            return f.pool.accept(pay(List.of(f.coins.get(0), out(first, 0)), FIFTY), f.now);
        });
        add("a replacement that pays a satoshi more", RejectReason.INSUFFICIENT_FEE, 1, f -> {
            f.accepted(pay(f.coins, FIFTY - 1000));
            return f.pool.accept(pay(f.coins, FIFTY - 1001), f.now);
        });
        add("a replacement that pays for itself, but not for what it replaces", RejectReason.INSUFFICIENT_FEE, 1, f -> {
            Transaction first = f.accepted(pay(f.coins, FIFTY - 1000));
            f.accepted(pay(out(first, 0), FIFTY - 100_000));
            return f.pool.accept(pay(f.coins, FIFTY - 2000), f.now);
        });
        add("a replacement that throws out 125 transactions", RejectReason.TOO_MANY_REPLACEMENTS, 5, f -> {
            for (OutPoint coin : f.coins) {
                long[] amounts = new long[24];
                Arrays.fill(amounts, COIN);
                Transaction parent = f.accepted(pay(coin, amounts));
                for (int i = 0; i < 24; i++) {
                    f.accepted(pay(out(parent, i), COIN - 1000));
                }
            }
            return f.pool.accept(pay(f.coins, COIN), f.now);
        });
        add("a replacement that spends another waiting output", RejectReason.REPLACEMENT_ADDS_UNCONFIRMED, 2, f -> {
            f.accepted(pay(f.coins.get(0), FIFTY - 1000));
            Transaction other = f.accepted(pay(f.coins.get(1), FIFTY - 1000));
            return f.pool.accept(pay(List.of(f.coins.get(0), out(other, 0)), FIFTY), f.now);
        });
    }

    private static void scripts() {
        add(
                "an input that leaves more on the stack than it must",
                RejectReason.POLICY_SCRIPT_FAILED,
                "non-mandatory-script-verify-flag (" + ScriptError.CLEANSTACK.message() + ")",
                1,
                f -> {
                    Transaction signed = pay(f.coins, FIFTY - 1000);
                    return f.pool.accept(
                            withScriptSig(
                                    signed,
                                    new ScriptBuilder()
                                            .number(1)
                                            .script(signature(signed))
                                            .build()),
                            f.now);
                });
        add(
                "an input signed for another amount",
                RejectReason.SCRIPT_FAILED,
                "mandatory-script-verify-flag-failed (" + ScriptError.SIG_NULLFAIL.message() + ")",
                1,
                f -> f.pool.accept(
                        withScriptSig(unsigned(f.coins, FIFTY - 2000), signature(pay(f.coins, FIFTY - 1000))), f.now));
    }
}
