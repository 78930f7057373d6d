package org.wonsi.node.service;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderResult;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.store.query.ChainQueries;

/** What HTTP, miner and seminar see of one running node. All of it may be called from any thread. */
public interface NodeService {
    /** What people call it: "Seoul". */
    String name();

    /** The network it is part of. */
    ChainParams params();

    /** Where its database, logs and keys lie. */
    Path dataDirectory();

    /** The time as this node sees it. */
    InstantSource clock();

    /** When it started. */
    Instant startedAt();

    /** Host and port at which peers reach it; empty if it doesn't listen. */
    Optional<String> p2pAddress();

    /** The URL of its page, without a slash at the end; empty while there is none. */
    Optional<String> httpUrl();

    /** Chain and mempool at this moment; never waits. */
    NodeSnapshot snapshot();

    /** How busy the thread is that owns chain and mempool; never waits. */
    ChainLoad load();

    /** Reads the stored chain. */
    ChainQueries queries();

    /**
     * Runs a task that reads chain and mempool on the thread that owns them. It must neither change them nor be slow. What
     * it throws is the answer; this and the other requests fail with {@link ChainBusyException} if too many wait.
     */
    <T> CompletableFuture<T> readChain(BiFunction<ChainState, Mempool, T> task);

    /** Gives the chain a block, as if a peer had sent it; if it is accepted, peers are told. */
    CompletableFuture<BlockResult> submitBlock(Block block);

    /** Gives the chain a header alone. */
    CompletableFuture<HeaderResult> submitHeader(BlockHeader header);

    /** Gives the mempool a transaction; if it is accepted, peers are told. */
    CompletableFuture<MempoolResult> submitTransaction(Transaction tx);

    /**
     * Overrules the chain's own judgement of a block, as the operator says.
     *
     * @return fails with {@link IllegalArgumentException} if the block is unknown or is the genesis block
     */
    CompletableFuture<Void> judge(BlockHash hash, Judgement judgement);

    /** Values a transaction by so many satoshis higher or lower than its fee when blocks are made; answers true. */
    CompletableFuture<Boolean> prioritise(Txid txid, long satoshis);

    /** Asks a peer for a block whose header is known; why that isn't possible, or nothing. */
    CompletableFuture<Optional<String>> fetchBlock(long peer, BlockHash hash);

    /**
     * Forgets the headers of a branch whose blocks never came, from the one named on.
     *
     * @return how many are gone; fails with {@link IllegalArgumentException} if none is to be forgotten
     */
    CompletableFuture<Integer> dropHeaders(BlockHash hash);

    /** Makes what is done at intervals due so much earlier; for tests that drive a node. */
    CompletableFuture<Void> forwardTimers(Duration by);

    /**
     * Sets the clock on the chain thread, which then looks at once what has become due; for tests that drive a node. Time
     * that passes so isn't taken for the node's own absence.
     */
    CompletableFuture<Void> setClock(Runnable change);

    /** Its miner. */
    MinerControl miner();

    /** Its connections: list, connect, disconnect, ban, cut and heal a link. */
    PeerControl peers();

    /** The nodes that were found on the local network and aren't gone; empty if none are looked for. */
    Optional<List<Neighbour>> discovered();

    /** The last events with ids, shared with its siblings. */
    EventLog events();

    /** Its own money: what it mined; the faucet pays from it. */
    Purse purse();

    /** Payments that are made for show between this node and its siblings; empty where there are none. */
    default Optional<PaymentStream> payments() {
        return Optional.empty();
    }

    /** The experiments that can be run on the nodes of this process; empty where there are none. */
    default Optional<Laboratory> laboratory() {
        return Optional.empty();
    }

    /** This node and the others in the same process, each at its place. */
    List<NodeService> siblings();

    /** Stops the node cleanly, soon after this returns. */
    void requestStop();

    /** What an operator may declare a block to be. */
    enum Judgement {
        /** Not part of any chain, and neither is what builds on it. */
        INVALID,
        /** To be judged again by the rules. */
        RECONSIDERED,
        /** First of those with the same work. */
        PRECIOUS
    }
}
