package org.wonsi.core.protocol.peer;

import java.util.List;

/**
 * The answer to something submitted by this node's own user or miner, and what is to be done about it.
 *
 * @param <T> the chain's or the mempool's answer
 */
public record Submission<T>(T result, List<Effect> effects) {
    public Submission {
        effects = List.copyOf(effects);
    }
}
