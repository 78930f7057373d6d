package org.wonsi.core.script.interpreter;

/**
 * The ways in which a script can end: well, or for which reason not.
 *
 * <p>Names and messages are Bitcoin Core 28.1's ({@code script_error.h}); those that only a witness can bring about are
 * left out.
 *
 * <p>They are for people and tests. For the chain only the difference between OK and the rest counts.
 */
public enum ScriptError {
    OK("No error"),
    /** A number on the stack is longer than allowed, or not in its shortest form under MINIMALDATA. */
    UNKNOWN_ERROR("unknown error"),
    EVAL_FALSE("Script evaluated without error but finished with a false/empty top stack element"),
    OP_RETURN("OP_RETURN was encountered"),

    SCRIPT_SIZE("Script is too big"),
    PUSH_SIZE("Push value size limit exceeded"),
    OP_COUNT("Operation limit exceeded"),
    STACK_SIZE("Stack size limit exceeded"),
    SIG_COUNT("Signature count negative or greater than pubkey count"),
    PUBKEY_COUNT("Pubkey count negative or limit exceeded"),

    VERIFY("Script failed an OP_VERIFY operation"),
    EQUALVERIFY("Script failed an OP_EQUALVERIFY operation"),
    CHECKMULTISIGVERIFY("Script failed an OP_CHECKMULTISIGVERIFY operation"),
    CHECKSIGVERIFY("Script failed an OP_CHECKSIGVERIFY operation"),
    NUMEQUALVERIFY("Script failed an OP_NUMEQUALVERIFY operation"),

    BAD_OPCODE("Opcode missing or not understood"),
    DISABLED_OPCODE("Attempted to use a disabled opcode"),
    INVALID_STACK_OPERATION("Operation not valid with the current stack size"),
    INVALID_ALTSTACK_OPERATION("Operation not valid with the current altstack size"),
    UNBALANCED_CONDITIONAL("Invalid OP_IF construction"),

    NEGATIVE_LOCKTIME("Negative locktime"),
    UNSATISFIED_LOCKTIME("Locktime requirement not satisfied"),

    SIG_HASHTYPE("Signature hash type missing or not understood"),
    /**
     * A signature isn't written in strict DER.
     *
     * <p>Encodings that one library reads and another doesn't have to go, or the network depends on the library.
     */
    SIG_DER("Non-canonical DER signature"),
    MINIMALDATA("Data push larger than necessary"),
    SIG_PUSHONLY("Only push operators allowed in signatures"),
    /**
     * A signature has the larger one of its two possible S.
     *
     * <p>For every signature (R, S) the pair (R, -S) is valid, too. Whoever passes a payment on could swap them and
     * change its id; in 2014 an exchange blamed its losses on that.
     */
    SIG_HIGH_S("Non-canonical signature: S value is unnecessarily high"),
    /**
     * CHECKMULTISIG's extra element isn't empty.
     *
     * <p>The element that CHECKMULTISIG takes by mistake may be anything, so anybody could change it, and the id
     * with it.
     */
    SIG_NULLDUMMY("Dummy CHECKMULTISIG argument must be zero"),
    PUBKEYTYPE("Public key is neither compressed or uncompressed"),
    /**
     * More than the answer is left.
     *
     * <p>Something left over has no effect, and could be added by anybody to change the payment's id.
     */
    CLEANSTACK("Stack size must be exactly one after execution"),
    SIG_NULLFAIL("Signature must be zero for failed CHECK(MULTI)SIG operation"),

    DISCOURAGE_UPGRADABLE_NOPS("NOPx reserved for soft-fork upgrades"),
    OP_CODESEPARATOR("Using OP_CODESEPARATOR in non-witness script"),
    SIG_FINDANDDELETE("Signature is found in scriptCode");

    private final String message;

    ScriptError(String message) {
        this.message = message;
    }

    /** Bitcoin Core's sentence, as it stands in reject reasons. */
    public String message() {
        return message;
    }
}
