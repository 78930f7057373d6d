package org.wonsi.core.script.interpreter;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Rules that a script is checked by or not, depending on the block's height or on policy.
 *
 * <p>Names as Bitcoin Core's, without {@code SCRIPT_VERIFY_}. Each only ever forbids more: what passes with a flag passes
 * without it.
 *
 * <pre>
 *    in blocks, each from its height on      P2SH, DERSIG, CHECKLOCKTIMEVERIFY, CHECKSEQUENCEVERIFY
 *    in relay, besides                       all others: policy
 * </pre>
 *
 * <p>That each only forbids is why one can be added by a soft fork: what a stricter node accepts, all others
 * accept, too.
 */
public enum ScriptFlag {
    /** Runs the script that the input of a pay-to-script-hash output brings along (BIP 16). */
    P2SH,
    /** Public keys and signatures of CHECKSIG have a known form and a known hash type. Policy. */
    STRICTENC,
    /** Signatures are strict DER (BIP 66). */
    DERSIG,
    /**
     * A signature's S is at most half the group order, so that nobody can flip it (BIP 62, rule 5). Policy.
     *
     * <p>One of two equally good signatures is declared the only one to relay.
     */
    LOW_S,
    /** CHECKMULTISIG's extra element is empty (BIP 147). Policy before SegWit. */
    NULLDUMMY,
    /** An input's script only pushes (BIP 62, rule 2). */
    SIGPUSHONLY,
    /** Pushes and numbers have their shortest form (BIP 62, rules 3 and 4). Policy. */
    MINIMALDATA,
    /** NOP1 and NOP4 to NOP10 fail, so that a soft fork can give them a meaning. Policy. */
    DISCOURAGE_UPGRADABLE_NOPS,
    /** Exactly one element is left at the end (BIP 62, rule 6). Policy. */
    CLEANSTACK,
    /** CHECKLOCKTIMEVERIFY has its meaning (BIP 65). */
    CHECKLOCKTIMEVERIFY,
    /** CHECKSEQUENCEVERIFY has its meaning (BIP 112). */
    CHECKSEQUENCEVERIFY,
    /** IF and NOTIF take only an empty element or 01; for witness scripts alone, so without effect here. Policy. */
    MINIMALIF,
    /**
     * The signature of a failed check is empty (BIP 146). Policy.
     *
     * <p>Otherwise a signature that fails anyway could be replaced by any other bytes.
     */
    NULLFAIL,
    /** CODESEPARATOR fails, and so does a signature found in the script it signs. Policy. */
    CONST_SCRIPTCODE;

    /**
     * What a transaction must meet to be relayed: all but SIGPUSHONLY, which policy checks apart.
     *
     * <p>What a block must meet depends on its height; see {@code consensus}.
     */
    public static final Set<ScriptFlag> STANDARD =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(SIGPUSHONLY)));
}
