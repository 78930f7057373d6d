package org.wonsi.wallet;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.wonsi.core.consensus.Network;
import org.wonsi.wallet.problem.Notice;

/**
 * The setting of a wallet: where its files are, which nodes it asks, and the limits that it keeps to.
 *
 * @param home directory below which all networks are
 * @param name of the wallet
 * @param nodes URLs to ask; empty for those the wallet remembers, or the default
 * @param mostTransactions read of one address
 * @param seconds that all questions to nodes may take together
 * @param random for draws and places of outputs
 * @param notice told what the wallet notices while it works
 */
public record WalletSetting(
        Path home,
        Network network,
        String name,
        List<String> nodes,
        int mostTransactions,
        int seconds,
        InstantSource clock,
        RandomGenerator random,
        Consumer<Notice> notice) {
    /** Where a node answers unless told otherwise. */
    public static final String DEFAULT_NODE = "http://127.0.0.1:8001";

    public WalletSetting {
        nodes = List.copyOf(nodes);
    }
}
