package org.wonsi.lab.network;

import java.util.Locale;
import org.wonsi.lab.attack.SelfishMining;

/**
 * The outcome of withholding blocks in a simulated network.
 *
 * @param alpha the selfish miner's share of the work
 * @param found blocks that it found
 * @param stayed those of them on the final chain
 * @param chain blocks on the final chain, of all miners
 * @param ties those that an honest miner ended
 * @param followed those that it ended on the selfish miner's block
 */
public record SelfishResult(double alpha, int found, int stayed, int chain, int ties, int followed) {
    /** Of a network in which nobody withholds anything. */
    public static final SelfishResult NONE = new SelfishResult(0, 0, 0, 0, 0, 0);

    /** The selfish miner's share of the blocks on the final chain. */
    public double revenue() {
        return chain == 0 ? 0 : (double) stayed / chain;
    }

    /** The part of the honest work that was on its side in a tie, as counted. */
    public double gamma() {
        return ties == 0 ? 0 : (double) followed / ties;
    }

    /** The share that Eyal and Sirer's formula gives for this alpha and the counted gamma. */
    public double expected() {
        return SelfishMining.revenue(alpha, gamma());
    }

    String toText() {
        return String.format(
                Locale.ROOT,
                """
                selfish miner      %.1f %% of the work, found %d blocks, %d stayed: %.3f %% of those that stayed
                                   γ = %.3f counted (%d of %d ties); the formula gives %.3f %%
                """,
                100 * alpha,
                found,
                stayed,
                100 * revenue(),
                gamma(),
                followed,
                ties,
                100 * expected());
    }
}
