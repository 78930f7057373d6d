package org.wonsi.core.script.interpreter;

import java.util.Optional;
import java.util.Set;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Script;

/**
 * The interpreter of scripts, which decides whether an input may spend an output.
 *
 * <pre>
 *   scriptSig        &lt;signature&gt; &lt;public key&gt;                                 fills the stack
 *   scriptPubKey     DUP HASH160 &lt;hash&gt; EQUALVERIFY CHECKSIG            runs on it
 *   top element      true: spent
 * </pre>
 *
 * <p>The two run one after the other and share only the stack. Until July 2010 they were joined to one program, and
 * anyone could spend any output with a scriptSig of OP_RETURN, which then ended a script well (CVE-2010-5141).
 *
 * <pre>
 *    2009    scriptSig + scriptPubKey, one program      TRUE RETURN in scriptSig: done, and true
 *    now     scriptSig | stack | scriptPubKey           an error or RETURN in the first is a failure
 * </pre>
 *
 * <p>With P2SH there is a third script, whose bytes are what the scriptSig pushed last:
 *
 * <pre>
 *    scriptSig        0 &lt;sig 1&gt; &lt;sig 2&gt; &lt;script&gt;        the script is the last thing pushed
 *    scriptPubKey     HASH160 &lt;hash&gt; EQUAL              is it the one that was paid to?
 *    the script       2 &lt;key&gt; &lt;key&gt; &lt;key&gt; 3 CHECKMULTISIG        runs on what is left
 * </pre>
 *
 * <p>Source: Bitcoin Core, {@code VerifyScript}; the operations are {@link Execution}'s.
 */
public final class Interpreter {
    private Interpreter() {}

    /**
     * Runs the input's script and then the output's.
     *
     * @param flags the rules in force; CLEANSTACK makes sense only with P2SH
     * @return OK, or the first reason why not
     */
    public static ScriptError verify(
            Script scriptSig, Script scriptPubKey, Set<ScriptFlag> flags, SignatureChecker checker) {
        return verify(scriptSig, scriptPubKey, flags, checker, Step.Listener.NONE);
    }

    /** The same, and tells the listener of every step. */
    public static ScriptError verify(
            Script scriptSig,
            Script scriptPubKey,
            Set<ScriptFlag> flags,
            SignatureChecker checker,
            Step.Listener listener) {
        try {
            run(scriptSig, scriptPubKey, new Context(flags, checker, listener));
            return ScriptError.OK;
        } catch (ScriptFailure failure) {
            return failure.error();
        }
    }

    /**
     * The script that the input of a pay-to-script-hash output brings along: what its scriptSig leaves on top of the stack.
     *
     * <p>Runs the scriptSig, without any rule that may be in force or not.
     *
     * <p>For counting and for showing it; whether its hash fits isn't asked.
     *
     * @return empty if the scriptSig fails, or leaves nothing
     */
    public static Optional<Script> redeemScript(Script scriptSig) {
        Context context = new Context(Set.of(), SignatureChecker.NONE, Step.Listener.NONE);
        ScriptStack stack = new ScriptStack();
        try {
            new Execution(Step.Part.SCRIPT_SIG, scriptSig, stack, context).run();
        } catch (ScriptFailure failure) {
            return Optional.empty();
        }
        return stack.size() == 0 ? Optional.empty() : Optional.of(new Script(stack.peek(0)));
    }

    /**
     * What stays the same for all scripts of one input.
     *
     * <p>It doesn't change while the scripts run, so that all of them obey the same rules.
     */
    record Context(Set<ScriptFlag> flags, SignatureChecker checker, Step.Listener listener) {
        boolean has(ScriptFlag flag) {
            return flags.contains(flag);
        }
    }

    private static void run(Script scriptSig, Script scriptPubKey, Context context) {
        if (context.has(ScriptFlag.SIGPUSHONLY) && !scriptSig.isPushOnly()) {
            throw new ScriptFailure(ScriptError.SIG_PUSHONLY);
        }
        ScriptStack stack = new ScriptStack();
        new Execution(Step.Part.SCRIPT_SIG, scriptSig, stack, context).run();
        // The scriptPubKey takes the script off the stack to hash it; the third run needs it once more.
        ScriptStack afterScriptSig = stack.copy();
        new Execution(Step.Part.SCRIPT_PUB_KEY, scriptPubKey, stack, context).run();
        requireTrue(stack);
        if (context.has(ScriptFlag.P2SH) && scriptPubKey.isPayToScriptHash()) {
            stack = runRedeemScript(scriptSig, afterScriptSig, context);
        }
        if (context.has(ScriptFlag.CLEANSTACK) && stack.size() != 1) {
            throw new ScriptFailure(ScriptError.CLEANSTACK);
        }
    }

    /**
     * Runs the script whose hash the output names, on what the scriptSig pushed below it.
     *
     * <p>The scriptSig may do nothing but push, or the script that was hashed could be computed instead of known.
     * Source: BIP 16.
     *
     * <p>A node from before BIP 16 stops after the hash and takes the payment as valid; this one asks for more. So
     * the fork only forbids.
     */
    private static ScriptStack runRedeemScript(Script scriptSig, ScriptStack stack, Context context) {
        if (!scriptSig.isPushOnly()) {
            throw new ScriptFailure(ScriptError.SIG_PUSHONLY);
        }
        // It can't be empty: the scriptPubKey has just taken the hash of its top.
        ByteString redeemScript = stack.pop();
        new Execution(Step.Part.REDEEM_SCRIPT, new Script(redeemScript), stack, context).run();
        requireTrue(stack);
        return stack;
    }

    /**
     * Ends the check unless the top element is true.
     *
     * <p>An empty stack counts as false: a script has to leave an answer.
     */
    private static void requireTrue(ScriptStack stack) {
        if (stack.size() == 0 || !ScriptStack.isTrue(stack.peek(0))) {
            throw new ScriptFailure(ScriptError.EVAL_FALSE);
        }
    }
}
