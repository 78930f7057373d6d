package org.wonsi.lab.network;

import static org.wonsi.lab.text.Decimals.fixed;

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
        return "selfish miner      " + fixed(100 * alpha, 1) + " % of the work, found " + found + " blocks, " + stayed
                + " stayed: " + fixed(100 * revenue(), 3) + " % of those that stayed\n"
                + "                   γ = " + fixed(gamma(), 3) + " counted (" + followed + " of " + ties
                + " ties); the formula gives " + fixed(100 * expected(), 3) + " %\n";
    }
}
