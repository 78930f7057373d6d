package org.wonsi.lab.attack;

/**
 * The publishing strategy of a selfish miner: a state machine that is told who found a block, and says how many withheld blocks
 * are to be published now.
 *
 * <pre>
 *   idle     own block: withhold it                      others' block: build on it
 *   ahead 1                                              others' block: publish at once, a tie
 *   tie      own block: publish it, the tie is won       others' block: build on it, whichever branch it is on
 *   ahead 2                                              others' block: publish all, theirs is stale
 *   more     own block: withhold it                      others' block: publish one
 * </pre>
 *
 * <p>Source: Eyal and Sirer, "Majority is not enough: Bitcoin mining is vulnerable" (2013), algorithm 1.
 */
public final class SelfishStrategy {
    private int own;
    private int published;
    private int others;

    /** The number of own blocks since the branches parted. */
    public int own() {
        return own;
    }

    /** The others' blocks since then. */
    public int others() {
        return others;
    }

    /** The number of own blocks that nobody knows yet. */
    public int withheld() {
        return own - published;
    }

    /** Whether there is one chain only, and nothing is withheld. */
    public boolean isIdle() {
        return own == 0 && others == 0;
    }

    /** Whether both branches are public and equally long: the next block decides. */
    public boolean isTie() {
        return own > 0 && own == others;
    }

    /** Records a block that the selfish miner found on its own branch, and gives the number of blocks to publish now. */
    public int foundOwn() {
        boolean decides = isTie();
        own++;
        return decides ? publishAll() : 0;
    }

    /** Somebody else found a block that is the others' best, or in a tie decides; how many it publishes now. */
    public int foundByOthers() {
        int ahead = own - others;
        others++;
        if (ahead <= 0) {
            reset();
            return 0;
        }
        if (ahead == 2) {
            return publishAll();
        }
        published++;
        return 1;
    }

    /** Publishes all withheld blocks, at the end of a run. */
    public int publishAll() {
        int blocks = withheld();
        reset();
        return blocks;
    }

    private void reset() {
        own = 0;
        published = 0;
        others = 0;
    }
}
