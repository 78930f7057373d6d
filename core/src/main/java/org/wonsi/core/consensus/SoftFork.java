package org.wonsi.core.consensus;

import java.util.Locale;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;

/** Rules that Bitcoin added after its start, each in force from some height on. */
public enum SoftFork {
    /** The coinbase starts with the block's height, so that no two are the same; version 2. */
    BIP34,
    /** OP_CHECKLOCKTIMEVERIFY; version 4. */
    BIP65,
    /** Signatures are strict DER; version 3. */
    BIP66,
    /** Relative lock times: BIP 68, 112 and 113. */
    CSV;

    /** The name on the command line: "bip34". */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The rule of this name.
     *
     * @throws MalformedException if there is none
     */
    public static SoftFork parse(String id) {
        for (SoftFork fork : values()) {
            if (fork.id().equals(id)) {
                return fork;
            }
        }
        throw new MalformedException(FormError.RULE_CHANGE, id);
    }
}
