package org.wonsi.core.script.interpreter;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.SigOps;

/**
 * The operations that check signatures: CHECKSIG, CHECKMULTISIG, their VERIFY forms, and CODESEPARATOR, which says
 * where the signed part begins.
 *
 * <pre>
 *    CHECKMULTISIG with 2 of 3, the top of the stack at the right
 *
 *    0   &lt;sig A&gt; &lt;sig C&gt;   2   &lt;key A&gt; &lt;key B&gt; &lt;key C&gt;   3
 *    |                                                   how many keys
 *    the extra element                  signatures in the order of the keys
 * </pre>
 *
 * <p>Each key is tried at most once, so N keys cost at most N checks. That is why the order counts: to try every
 * signature with every key would be M times N.
 */
final class SignatureOperations {
    /** The most keys of one CHECKMULTISIG. */
    private static final int MAX_KEYS = SigOps.MAX_KEYS_PER_MULTISIG;

    private SignatureOperations() {}

    static void execute(Opcode opcode, Execution execution) {
        switch (opcode) {
            case OP_CODESEPARATOR -> execution.separateCode();
            case OP_CHECKSIG -> execution.stack.push(checkSig(execution));
            case OP_CHECKSIGVERIFY -> verify(checkSig(execution), ScriptError.CHECKSIGVERIFY);
            case OP_CHECKMULTISIG -> execution.stack.push(checkMultisig(execution));
            case OP_CHECKMULTISIGVERIFY -> verify(checkMultisig(execution), ScriptError.CHECKMULTISIGVERIFY);
            default -> throw new IllegalStateException(opcode + " is no signature operation");
        }
    }

    private static void verify(boolean success, ScriptError error) {
        if (!success) {
            throw new ScriptFailure(error);
        }
    }

    /**
     * Takes {@code signature key} and says whether one is the other's.
     *
     * <p>The two stay on the stack until all is known, so that a failure is shown with them.
     */
    private static boolean checkSig(Execution execution) {
        ByteString key = execution.stack.peek(0);
        ByteString signature = execution.stack.peek(1);
        Script scriptCode = withoutSignature(execution.signedScript(), signature, execution);
        boolean success = check(signature, key, scriptCode, execution);
        if (!success && !signature.isEmpty() && execution.context.has(ScriptFlag.NULLFAIL)) {
            throw new ScriptFailure(ScriptError.SIG_NULLFAIL);
        }
        execution.stack.drop(2);
        return success;
    }

    /**
     * Checks the form of signature and key, then the signature.
     *
     * <p>An empty signature has no form that could be wrong: it is how a script is told that there is none.
     */
    private static boolean check(ByteString signature, ByteString key, Script scriptCode, Execution execution) {
        SignatureEncoding.checkSignature(signature, execution.context);
        SignatureEncoding.checkPublicKey(key, execution.context);
        return execution.context.checker().checkSignature(signature, key, scriptCode);
    }

    /**
     * Takes {@code extra sig1 ... sigM M key1 ... keyN N} and says whether M of the N keys signed, in the keys' order.
     *
     * <p>The extra element is a mistake of the first version that took one too many off the stack; it can't be mended
     * without a hard fork (BIP 147).
     */
    private static boolean checkMultisig(Execution execution) {
        ScriptStack stack = execution.stack;
        int keyCount = count(execution, 0, MAX_KEYS, ScriptError.PUBKEY_COUNT);
        // Each key counts as an operation, before any is looked at.
        execution.countOperations(keyCount);
        execution.require(keyCount + 2);
        int signatureCount = count(execution, keyCount + 1, keyCount, ScriptError.SIG_COUNT);
        execution.require(keyCount + signatureCount + 3);
        List<ByteString> keys = elements(stack, 1, keyCount);
        List<ByteString> signatures = elements(stack, keyCount + 2, signatureCount);

        boolean success = allSignaturesMatch(signatures, keys, execution);
        if (!success) {
            checkNoSignatureWasGiven(signatures, execution);
        }
        stack.drop(keyCount + signatureCount + 2);
        if (execution.context.has(ScriptFlag.NULLDUMMY) && !stack.peek(0).isEmpty()) {
            throw new ScriptFailure(ScriptError.SIG_NULLDUMMY);
        }
        stack.pop();
        return success;
    }

    /**
     * Reads a number of keys or signatures.
     *
     * <p>The limit first, then everything that depends on it: a count of four billion must not be used to look so
     * deep into the stack.
     */
    private static int count(Execution execution, int depth, int max, ScriptError error) {
        long count = execution.number(depth);
        if (count < 0 || count > max) {
            throw new ScriptFailure(error);
        }
        return (int) count;
    }

    /** So many elements from a depth down, the topmost first. */
    private static List<ByteString> elements(ScriptStack stack, int depth, int count) {
        List<ByteString> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            elements.add(stack.peek(depth + i));
        }
        return elements;
    }

    /**
     * Goes through keys and signatures side by side, from the last to the first.
     *
     * <p>A key that doesn't fit the signature is passed over for good, so the order must agree. It stops as soon as more
     * signatures than keys are left: what is written there is then never looked at, and may be nonsense.
     */
    private static boolean allSignaturesMatch(List<ByteString> signatures, List<ByteString> keys, Execution execution) {
        Script scriptCode = execution.signedScript();
        for (ByteString signature : signatures) {
            scriptCode = withoutSignature(scriptCode, signature, execution);
        }
        int matched = 0;
        for (int k = 0; matched < signatures.size(); k++) {
            if (signatures.size() - matched > keys.size() - k) {
                return false;
            }
            if (check(signatures.get(matched), keys.get(k), scriptCode, execution)) {
                matched++;
            }
        }
        return true;
    }

    private static void checkNoSignatureWasGiven(List<ByteString> signatures, Execution execution) {
        if (execution.context.has(ScriptFlag.NULLFAIL) && !signatures.stream().allMatch(ByteString::isEmpty)) {
            throw new ScriptFailure(ScriptError.SIG_NULLFAIL);
        }
    }

    /** The script is gone through once for each signature, so at most twenty times for one operation. */
    private static Script withoutSignature(Script script, ByteString signature, Execution execution) {
        Script without = FindAndDelete.apply(script, signature);
        if (without.size() != script.size() && execution.context.has(ScriptFlag.CONST_SCRIPTCODE)) {
            throw new ScriptFailure(ScriptError.SIG_FINDANDDELETE);
        }
        return without;
    }
}
