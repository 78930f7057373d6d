package org.wonsi.node.service;

import java.util.Optional;
import org.wonsi.core.block.BlockHash;

/**
 * The state of a node's miner.
 *
 * @param enabled whether it searches
 * @param waits for what it waits, if it gets no work; empty while it searches or is off
 * @param address who is paid; empty if nobody was named
 * @param threads how many threads search
 * @param hashRate tries per second over the last seconds
 * @param maxHashRate the cap in tries per second; 0 is none
 * @param kernel the name of the search in use
 * @param tries since the tip changed
 * @param bestHash the least hash among those tries
 * @param expectedTries how many a block takes on average at the present target
 * @param bits the present target in compact form
 */
public record MiningStatus(
        boolean enabled,
        Optional<MiningPausedException.Reason> waits,
        Optional<String> address,
        int threads,
        double hashRate,
        long maxHashRate,
        String kernel,
        long tries,
        Optional<BlockHash> bestHash,
        double expectedTries,
        long bits) {}
