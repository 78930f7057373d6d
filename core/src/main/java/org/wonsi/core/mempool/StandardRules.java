package org.wonsi.core.mempool;

import java.util.List;
import java.util.Optional;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptType;
import org.wonsi.core.script.SigOps;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/**
 * The usual forms of transactions; a node keeps and relays no others unless told so.
 *
 * <p>This isn't consensus: a block may hold any valid transaction. It keeps room for later rules, and makes attacks
 * that need strange transactions dear. Source: Bitcoin Core, {@code IsStandardTx}, {@code AreInputsStandard}, {@code
 * IsDust}.
 *
 * <p>They make no payment of an ordinary wallet harder. What they keep out is what costs nodes more than it pays,
 * or what a future rule may give a meaning. Whoever needs more can ask a miner directly; in a block it is valid.
 */
final class StandardRules {
    static final int MAX_STANDARD_SIZE = 100_000;
    static final int MIN_STANDARD_SIZE = 65;
    static final int MAX_SCRIPT_SIG_SIZE = 1650;
    static final int MAX_P2SH_SIGOPS = 15;
    static final int MAX_STANDARD_SIGOPS = 4000;

    /** What spending an output takes beyond the output itself: an input with signature and key; less with a witness. */
    private static final int SPEND_SIZE = 148;

    private static final int WITNESS_SPEND_SIZE = 67;

    private StandardRules() {}

    /** The form of the transaction, in Bitcoin Core's order. */
    static Optional<Violation> check(Transaction tx, RelayPolicy policy) {
        return checkVersion(tx)
                .or(() -> checkSize(tx))
                .or(() -> checkInputScripts(tx))
                .or(() -> checkOutputs(tx, policy))
                .or(() -> checkOneDataOutput(tx));
    }

    /**
     * Versions without a meaning yet are left for later rules.
     *
     * <p>Version 2 was kept free in this way until BIP 68 gave it relative lock times. Had people used it before,
     * their payments would have been caught by the new rule.
     */
    static Optional<Violation> checkVersion(Transaction tx) {
        return tx.version() < 1 || tx.version() > 2
                ? Violation.of(RejectReason.NONSTANDARD_VERSION, "version " + tx.version() + ", not 1 or 2")
                : Optional.empty();
    }

    /**
     * At most 100,000 bytes: a few huge transactions would make good block templates hard to find.
     *
     * <p>Signing takes time with the square of the size, too: in a transaction of a megabyte each of thousands of
     * signatures hashes that megabyte anew.
     */
    static Optional<Violation> checkSize(Transaction tx) {
        return tx.size() > MAX_STANDARD_SIZE
                ? Violation.of(RejectReason.NONSTANDARD_SIZE, tx.size() + " bytes, at most " + MAX_STANDARD_SIZE)
                : Optional.empty();
    }

    /**
     * An input's script is no longer than 15 signatures of a multisig need, and only pushes.
     *
     * <pre>
     *    15 signatures of up to 73 bytes, their pushes, a script of 15 keys of 33: 1,627 bytes, rounded up
     * </pre>
     *
     * <p>If it could compute, somebody who relays the payment could add an operation that changes nothing but the
     * bytes, and so the id: whoever waits for the id that he knows would never see it.
     */
    static Optional<Violation> checkInputScripts(Transaction tx) {
        for (TxIn input : tx.inputs()) {
            if (input.scriptSig().size() > MAX_SCRIPT_SIG_SIZE) {
                return Violation.of(
                        RejectReason.SCRIPT_SIG_SIZE,
                        "an input's script has " + input.scriptSig().size() + " bytes, at most " + MAX_SCRIPT_SIG_SIZE);
            }
            if (!input.scriptSig().isPushOnly()) {
                return Violation.of(RejectReason.SCRIPT_SIG_NOT_PUSH_ONLY, "an input's script does more than push");
            }
        }
        return Optional.empty();
    }

    /**
     * Every output pays in a usual form, and enough to be worth spending.
     *
     * <p>A form that no wallet makes is a mistake or a trick: coins have been lost for good to scripts that nothing
     * can satisfy.
     */
    static Optional<Violation> checkOutputs(Transaction tx, RelayPolicy policy) {
        List<TxOut> outputs = tx.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            TxOut output = outputs.get(i);
            if (!isStandard(output.scriptPubKey(), policy.maxDataCarrierBytes())) {
                return Violation.of(RejectReason.NONSTANDARD_SCRIPT, "output " + i + " has an unusual script");
            }
            Amount threshold = dustThreshold(output, policy.dustFee());
            if (output.value().compareTo(threshold) < 0) {
                return Violation.of(
                        RejectReason.DUST, "output " + i + " holds " + output.value() + ", less than " + threshold);
            }
        }
        return Optional.empty();
    }

    /**
     * At most one output carries data.
     *
     * <p>Data that concerns nobody but its writer is stored by every node that keeps the chain; one note for each
     * payment is allowed, and not a file.
     */
    static Optional<Violation> checkOneDataOutput(Transaction tx) {
        long count = tx.outputs().stream()
                .filter(output -> StandardScript.of(output.scriptPubKey()).type() == ScriptType.NULL_DATA)
                .count();
        return count > 1
                ? Violation.of(RejectReason.MULTIPLE_DATA_OUTPUTS, count + " outputs carry data, at most 1")
                : Optional.empty();
    }

    /**
     * At least 65 bytes: one of 64 can pass for two hashes of a merkle tree (CVE-2017-12842).
     *
     * <pre>
     *    inner node   32 bytes left hash | 32 bytes right hash       hashed twice with SHA-256, as a transaction is
     *    transaction  64 bytes                                       the same 64 bytes: the same hash
     * </pre>
     *
     * <p>Who makes such a transaction, and has it mined, can prove to a wallet a payment that never was: he says
     * that the 64 bytes are a node of the tree, and half of them the id of his payment. A wallet that checks how
     * deep the tree is isn't fooled.
     */
    static Optional<Violation> checkNotTiny(Transaction tx) {
        return tx.size() < MIN_STANDARD_SIZE
                ? Violation.of(RejectReason.TRANSACTION_TOO_SMALL, tx.size() + " bytes, at least " + MIN_STANDARD_SIZE)
                : Optional.empty();
    }

    /**
     * Whether an output's script has a usual form.
     *
     * <p>Bare multisig of more than three keys was a way to hide data as keys, in outputs that nobody can tell from
     * real ones; real groups use P2SH. SegWit's forms are let through, for other nodes check what this one can't.
     */
    private static boolean isStandard(Script script, int maxDataCarrierBytes) {
        StandardScript form = StandardScript.of(script);
        return switch (form.type()) {
            case NONSTANDARD -> false;
            case MULTISIG -> form.data().size() <= 3;
            case NULL_DATA -> script.size() <= maxDataCarrierBytes;
            case PUBKEY,
                    PUBKEYHASH,
                    SCRIPTHASH,
                    WITNESS_V0_KEYHASH,
                    WITNESS_V0_SCRIPTHASH,
                    WITNESS_V1_TAPROOT,
                    ANCHOR,
                    WITNESS_UNKNOWN -> true;
        };
    }

    /**
     * What an output must hold to be worth spending at this rate; 546 satoshis for a key's hash at the default.
     *
     * <pre>
     *    size of the output 34  +  an input to spend it 148  =  182 bytes, at 3 satoshis each: 546
     * </pre>
     *
     * <p>Such a coin is never spent, since to spend it costs more than it brings. It would stay in every node's set
     * of coins for ever, and it costs an attacker next to nothing to make thousands.
     */
    static Amount dustThreshold(TxOut output, FeeRate dustFee) {
        Script script = output.scriptPubKey();
        if (script.isUnspendable()) {
            return Amount.ZERO;
        }
        boolean witness = StandardScript.of(script).type().isWitnessProgram();
        return dustFee.fee(output.size() + (witness ? WITNESS_SPEND_SIZE : SPEND_SIZE));
    }

    /**
     * Every coin spent has a usual form, and a P2SH input brings a script with at most 15 signature operations.
     *
     * <p>Outputs of version 1 and later that have no meaning yet would be anyone's to take. Their owners mean to
     * spend them when a later fork protects them, and until then no node should help a thief.
     */
    static Optional<Violation> checkInputs(Transaction tx, List<Coin> coins) {
        for (int i = 0; i < coins.size(); i++) {
            Script script = coins.get(i).output().scriptPubKey();
            ScriptType type = StandardScript.of(script).type();
            boolean usual = type != ScriptType.NONSTANDARD
                    && type != ScriptType.WITNESS_UNKNOWN
                    && (type != ScriptType.SCRIPTHASH
                            || bringsFewSigops(tx.inputs().get(i).scriptSig()));
            if (!usual) {
                return Violation.of(RejectReason.NONSTANDARD_INPUTS, "input " + i + " spends an unusual script");
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the script that an input brings along has at most 15 signature operations.
     *
     * <p>It can only be seen now: when the coin was made, the script was a hash.
     */
    private static boolean bringsFewSigops(Script scriptSig) {
        return Interpreter.redeemScript(scriptSig)
                .map(redeemScript -> SigOps.count(redeemScript, true) <= MAX_P2SH_SIGOPS)
                .orElse(false);
    }

    /** At most 4,000 signature operations, a fifth of a block's. */
    static Optional<Violation> checkSigops(long sigops) {
        return sigops > MAX_STANDARD_SIGOPS
                ? Violation.of(
                        RejectReason.TOO_MANY_SIGOPS, sigops + " signature operations, at most " + MAX_STANDARD_SIGOPS)
                : Optional.empty();
    }
}
