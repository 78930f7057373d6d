package org.wonsi.browser.peer;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.protocol.FullNode;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.ProtocolConfig;
import org.wonsi.core.protocol.peer.Submission;
import org.wonsi.core.tx.Transaction;

/**
 * A complete node in a tab: the real one, with its chain in memory and one connection at most.
 *
 * <pre>
 *   WebSocket  -> received, step ->  FullNode: every rule, checked here  -> taken: bytes to send, blocks to keep
 *   IndexedDB  -> restore        ->
 * </pre>
 *
 * <p>It believes the node that it is connected to no more than any node believes another: what breaks a rule is refused, the reason
 * noted, and the connection closed. What it can fetch again it forgets: transactions that wait, and what the page didn't
 * keep. Not for several threads.
 */
public final class TabPeer {
    /** Where the node that served the page is, for the protocol; a tab knows no IP address. Loopback is never banned. */
    private static final NetworkAddress SERVER = NetworkAddress.ofIpv4(127, 0, 0, 1, 9001);

    private final MessageCodec codec;
    private final MemoryChainStore store = new MemoryChainStore();
    private final FullNode node;
    private final ChainLedger ledger;
    private final List<Kept> toKeep = new ArrayList<>();
    private MessageStream stream;
    private ByteWriter sent = new ByteWriter();
    private @Nullable PeerId connection;
    private long connections;
    private boolean ready;
    private boolean restoring = true;
    private Optional<String> toClose = Optional.empty();
    private Optional<Refusal> refusedBlock = Optional.empty();
    private Optional<Refusal> refusedTx = Optional.empty();
    private String lastGoodbye = "";
    private int refusals;
    private int restored;
    private Instant now;

    /** A change of the active chain that the page keeps: a block joined it, or left it if there is no block. */
    private record Kept(BlockHash hash, int height, Optional<Block> block) {}

    /**
     * A node with nothing but the genesis block; {@link #restore} may bring more before the first connection.
     *
     * @param name what people call it; travels in its user agent
     * @param seed for nonces and choices
     */
    public TabPeer(ChainParams params, String name, long seed, Instant now) {
        this.codec = new MessageCodec(params.magic());
        this.stream = new MessageStream(codec);
        this.now = now;
        ChainState chain = new ChainState(params, store, ScriptCheckRunner.inOrder());
        this.node = new FullNode(
                chain,
                new Mempool(chain, RelayPolicy.standard()),
                ProtocolConfig.of(params, name, "tab"),
                new SplittableRandom(seed));
        this.ledger = new ChainLedger(store, node.chain(), node.mempool());
    }

    /** Its chain, to be read. */
    public ChainState chain() {
        return node.chain();
    }

    /** What waits for a block, to be read. */
    public Mempool mempool() {
        return node.mempool();
    }

    /** What its own chain says of scripts and transactions. */
    public ChainLedger ledger() {
        return ledger;
    }

    // ------------------------------------------------------------------------------------------- what was kept

    /**
     * Takes a block that was kept from an earlier visit, and checks it as if it had just come.
     *
     * @return why it is of no use; empty if it is part of the chain now
     */
    public Optional<String> restore(ByteString bytes, Instant time) {
        now = time;
        Block block;
        try {
            ByteReader reader = bytes.reader();
            block = Block.decode(reader);
            reader.expectEnd();
        } catch (MalformedException e) {
            return Optional.of("no block: " + e.getMessage());
        }
        Submission<BlockResult> submission = node.submitBlock(block, now);
        perform(submission.effects());
        BlockResult result = submission.result();
        if (result.outcome() == BlockResult.Outcome.ACCEPTED || result.outcome() == BlockResult.Outcome.DUPLICATE) {
            restored++;
            return Optional.empty();
        }
        refusedBlock = Optional.empty();
        refusals = 0;
        return Optional.of(result.violation()
                .map(v -> v.rejectString())
                .orElse(result.outcome().name()));
    }

    /** All that was kept is here; what joins the chain from now on is to be kept. */
    public void restored() {
        restoring = false;
    }

    // ------------------------------------------------------------------------------------------- the connection

    /** A connection stands. */
    public void connected(Instant time) {
        now = time;
        closed("another connection");
        PeerId id = new PeerId(++connections);
        connection = id;
        stream = new MessageStream(codec);
        handle(new Event.PeerConnected(id, SERVER, false));
    }

    /** It ended. */
    public void closed(String reason) {
        PeerId id = connection;
        if (id != null) {
            connection = null;
            ready = false;
            toClose = Optional.empty();
            sent = new ByteWriter();
            lastGoodbye = reason;
            handle(new Event.PeerClosed(id, reason));
        }
    }

    /** The same at a time. */
    public void closed(String reason, Instant time) {
        now = time;
        closed(reason);
    }

    /** Bytes came; {@link #step} handles the messages in them. */
    public void received(ByteString bytes, Instant time) {
        now = time;
        if (connection != null && !stream.add(bytes)) {
            toClose = Optional.of("sends faster than it is checked");
        }
    }

    /** Handles one message; false if none is whole. One at a time, since a block with many signatures takes a while. */
    public boolean step(Instant time) {
        now = time;
        PeerId id = connection;
        if (id == null || toClose.isPresent()) {
            return false;
        }
        Optional<Event> event = stream.next(id);
        event.ifPresent(this::handle);
        return event.isPresent();
    }

    /** Time has passed. */
    public void tick(Instant time) {
        now = time;
        handle(new Event.Tick());
    }

    /** Takes a transaction of this tab's user and passes it on if it is good. */
    public MempoolResult submit(Transaction tx, Instant time) {
        now = time;
        Submission<MempoolResult> submission = node.submitTransaction(tx, now);
        perform(submission.effects());
        return submission.result();
    }

    /** Takes a block of this tab's own miner and passes it on if it is good. */
    public BlockResult submit(Block block, Instant time) {
        now = time;
        Submission<BlockResult> submission = node.submitBlock(block, now);
        perform(submission.effects());
        return submission.result();
    }

    // ------------------------------------------------------------------------------------------- effects

    private void handle(Event event) {
        perform(node.handle(event, now));
    }

    private void perform(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send) {
                send(send.peer(), codec.encode(send.message()));
            } else if (effect instanceof Effect.SendBlock send) {
                sendBlock(send.peer(), send.hash());
            } else if (effect instanceof Effect.ReportSent report
                    && report.peer().equals(connection)) {
                handle(new Event.Sent(report.peer()));
            } else if (effect instanceof Effect.Close close && close.peer().equals(connection)) {
                toClose = Optional.of(close.reason());
            } else if (effect instanceof Effect.Notify notify) {
                note(notify.event());
            }
        }
    }

    private void send(PeerId peer, byte[] bytes) {
        if (peer.equals(connection)) {
            sent.writeBytes(bytes);
        }
    }

    private void sendBlock(PeerId peer, BlockHash hash) {
        Block block = store.block(hash)
                .orElseThrow(() -> new IllegalStateException("a block that isn't here was to be sent: " + hash));
        send(peer, codec.encode(new Message.BlockMessage(block)));
    }

    private void note(NodeEvent event) {
        if (event instanceof NodeEvent.BlockConnected connected) {
            keep(new Kept(connected.hash(), connected.height(), Optional.of(connected.block())));
        } else if (event instanceof NodeEvent.BlockDisconnected left) {
            keep(new Kept(left.hash(), left.height(), Optional.empty()));
        } else if (event instanceof NodeEvent.PeerReady) {
            ready = true;
        } else if (event instanceof NodeEvent.BlockRefused refused) {
            refusals++;
            refusedBlock = Optional.of(
                    new Refusal("block", refused.hash().toDisplay(), refused.reason(), refused.detail(), now));
        } else if (event instanceof NodeEvent.TransactionRefused refused) {
            refusedTx =
                    Optional.of(new Refusal("tx", refused.txid().toDisplay(), refused.reason(), refused.detail(), now));
        }
    }

    private void keep(Kept change) {
        if (!restoring) {
            toKeep.add(change);
        }
    }

    // ------------------------------------------------------------------------------------------- what the page takes

    /**
     * What is to be done since the last call, as JSON: {@code send} (hex of the bytes to send), {@code keep} (height, hash, and hex of a
     * block that joined the chain, without hex of one that left it), and {@code close} with the reason, after that was sent.
     */
    public String take() {
        JsonStringWriter out = JsonWriter.string()
                .object()
                .value("send", sent.toByteString().toHex())
                .array("keep");
        for (Kept change : toKeep) {
            out.object()
                    .value("height", change.height())
                    .value("hash", change.hash().toDisplay());
            change.block().ifPresent(block -> out.value("hex", block.encode().toHex()));
            out.end();
        }
        out.end();
        toClose.ifPresent(reason -> out.value("close", reason));
        sent = new ByteWriter();
        toKeep.clear();
        return out.end().done();
    }

    /** Where it stands, as JSON; {@code facade.d.ts} lists the fields. */
    public String state() {
        int headers = chain().bestHeader().height();
        int height = chain().tip().height();
        JsonStringWriter out = JsonWriter.string()
                .object()
                .value("connected", ready)
                .value("headers", headers)
                .value("height", height)
                .value("tip", chain().tip().hash().toDisplay())
                .value("tip_time", chain().tip().header().time())
                .value("work", chain().tip().chainWork().hashes().toString(16))
                .value("progress", headers == 0 ? 1.0 : height / (double) headers)
                .value("restored", restored)
                .value("waiting", mempool().count())
                .value("refusals", refusals)
                .value("goodbye", lastGoodbye);
        refusedBlock.ifPresent(refusal -> refusal.write(out, "refused_block"));
        refusedTx.ifPresent(refusal -> refusal.write(out, "refused_tx"));
        return out.end().done();
    }

    /** The active chain's first block after genesis, by which two chains of one network are told apart; empty if there is none. */
    public String first() {
        return chain().activeAt(1).map(block -> block.hash().toDisplay()).orElse("");
    }
}
