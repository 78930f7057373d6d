package org.wonsi.core.consensus;

import java.util.Locale;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;

/**
 * The rules that Bitcoin added after its start, each in force from some height on.
 *
 * <p>A soft fork only forbids: whatever a node with the new rule accepts, one without it accepts as well. So both
 * follow the same chain as long as most hash power keeps to the rule, and nobody has to update on a given day. What
 * an old node can't do any more is to notice a block that breaks the new rule.
 *
 * <pre>
 *                     old nodes accept
 *    +-----------------------------------------+
 *    |        new nodes accept                 |
 *    |   +-----------------------+             |
 *    |   |                       |   a block here splits them, until the branch
 *    |   +-----------------------+   without it has more work
 *    +-----------------------------------------+
 * </pre>
 */
public enum SoftFork {
    /**
     * The coinbase starts with the block's height, so that no two are the same; version 2. In force from March 2013
     * (height 227,931).
     */
    BIP34,
    /**
     * OP_CHECKLOCKTIMEVERIFY: an output that can't be spent before a height or time; version 4. In force from
     * December 2015.
     */
    BIP65,
    /**
     * Signatures are strict DER; version 3. Until then nodes accepted whatever their version of OpenSSL did, and
     * versions differed: some encodings were valid on one system and not on another, which could have split the
     * network. When it came into force in July 2015, several miners built, without having checked it, on a
     * block of a version that was refused by then, and six blocks were lost.
     */
    BIP66,
    /**
     * Relative lock times (BIP 68), the operation that scripts demand them with (BIP 112), and the median of past
     * times as the clock of all lock times (BIP 113). In force from July 2016.
     */
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
