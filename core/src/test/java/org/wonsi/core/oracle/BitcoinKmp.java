package org.wonsi.core.oracle;

import fr.acinq.bitcoin.Satoshi;
import fr.acinq.bitcoin.Script;
import fr.acinq.bitcoin.ScriptFlags;
import fr.acinq.bitcoin.Transaction;
import fr.acinq.bitcoin.TxOut;
import java.util.List;
import java.util.Set;
import org.wonsi.core.script.interpreter.ScriptFlag;

/** bitcoin-kmp's script engine: an independent one, in Kotlin, which Lightning wallets rely on. */
final class BitcoinKmp {
    private BitcoinKmp() {}

    /** Whether the input is in order; it gives no reasons. */
    static boolean run(ScriptCase c) {
        byte[] scriptPubKey = c.scriptPubKey().bytes().toByteArray();
        Satoshi amount = new Satoshi(1000);
        Transaction tx = Transaction.read(c.tx().encode().toByteArray());
        try {
            return new Script.Runner(
                            new Script.Context(tx, 0, amount, List.of(new TxOut(amount, scriptPubKey))),
                            flags(c.flags()))
                    .verifyScripts(c.scriptSig().bytes().toByteArray(), scriptPubKey);
        } catch (RuntimeException e) {
            // It says no by whatever comes up: IllegalArgumentException, NoSuchElementException, ...
            return false;
        }
    }

    private static int flags(Set<ScriptFlag> flags) {
        int bits = 0;
        for (ScriptFlag flag : flags) {
            bits |= switch (flag) {
                case P2SH -> ScriptFlags.SCRIPT_VERIFY_P2SH;
                case STRICTENC -> ScriptFlags.SCRIPT_VERIFY_STRICTENC;
                case DERSIG -> ScriptFlags.SCRIPT_VERIFY_DERSIG;
                case LOW_S -> ScriptFlags.SCRIPT_VERIFY_LOW_S;
                case NULLDUMMY -> ScriptFlags.SCRIPT_VERIFY_NULLDUMMY;
                case SIGPUSHONLY -> ScriptFlags.SCRIPT_VERIFY_SIGPUSHONLY;
                case MINIMALDATA -> ScriptFlags.SCRIPT_VERIFY_MINIMALDATA;
                case DISCOURAGE_UPGRADABLE_NOPS -> ScriptFlags.SCRIPT_VERIFY_DISCOURAGE_UPGRADABLE_NOPS;
                case CLEANSTACK -> ScriptFlags.SCRIPT_VERIFY_CLEANSTACK;
                case CHECKLOCKTIMEVERIFY -> ScriptFlags.SCRIPT_VERIFY_CHECKLOCKTIMEVERIFY;
                case CHECKSEQUENCEVERIFY -> ScriptFlags.SCRIPT_VERIFY_CHECKSEQUENCEVERIFY;
                case MINIMALIF -> ScriptFlags.SCRIPT_VERIFY_MINIMALIF;
                case NULLFAIL -> ScriptFlags.SCRIPT_VERIFY_NULLFAIL;
                case CONST_SCRIPTCODE -> ScriptFlags.SCRIPT_VERIFY_CONST_SCRIPTCODE;
            };
        }
        return bits;
    }
}
