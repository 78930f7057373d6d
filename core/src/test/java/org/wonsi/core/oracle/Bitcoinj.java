package org.wonsi.core.oracle;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.bitcoinj.base.Coin;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionWitness;
import org.bitcoinj.script.Script;
import org.bitcoinj.script.Script.VerifyFlag;
import org.bitcoinj.script.ScriptException;
import org.wonsi.core.script.interpreter.ScriptFlag;

/**
 * bitcoinj's script engine: an independent one, written in Java after Bitcoin Core's.
 *
 * <p>It has no NULLFAIL and no CONST_SCRIPTCODE; it names SIGPUSHONLY and CLEANSTACK but does nothing for them; what DERSIG,
 * LOW_S and STRICTENC ask, it asks of CHECKSIG alone, not of CHECKMULTISIG. Undefined hash types and hybrid keys are errors to it whatever the flags. So it gets cases
 * without these flags, and with tidy signatures.
 */
final class Bitcoinj {
    static final Set<ScriptFlag> NOT_IMPLEMENTED = EnumSet.of(
            ScriptFlag.NULLFAIL,
            ScriptFlag.CONST_SCRIPTCODE,
            ScriptFlag.SIGPUSHONLY,
            ScriptFlag.CLEANSTACK,
            ScriptFlag.STRICTENC,
            ScriptFlag.DERSIG,
            ScriptFlag.LOW_S,
            ScriptFlag.MINIMALIF);

    private Bitcoinj() {}

    /** "OK" or the name of Bitcoin Core's error, as bitcoinj sees it. */
    static String run(ScriptCase c) {
        Transaction tx = Transaction.read(ByteBuffer.wrap(c.tx().encode().toByteArray()));
        EnumSet<VerifyFlag> flags = EnumSet.noneOf(VerifyFlag.class);
        c.flags().forEach(flag -> flags.add(VerifyFlag.valueOf(flag.name())));
        try {
            Script scriptPubKey = Script.parse(c.scriptPubKey().bytes().toByteArray());
            Script.parse(c.scriptSig().bytes().toByteArray())
                    .correctlySpends(tx, 0, TransactionWitness.EMPTY, Coin.valueOf(1000), scriptPubKey, flags);
            return "OK";
        } catch (ScriptException e) {
            return e.getError().name().replace("SCRIPT_ERR_", "");
        }
    }
}
