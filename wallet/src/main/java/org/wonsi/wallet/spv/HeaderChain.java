package org.wonsi.wallet.spv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.api.BlockSummary;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.HeaderResult;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptChecks;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.problem.Phrase;
import org.wonsi.wallet.problem.WalletException;

/**
 * The wallet's own headers: 80 bytes a block, each checked for its work and for the difficulty it must have.
 *
 * <p>The file {@code headers.dat} is those 80 bytes, one after another, parents first, without the genesis block; what it
 * says is checked again whenever it is read.
 */
public final class HeaderChain {
    private final ChainState chain;
    private final Path file;
    private final long now;

    /** What one node said of the chain, and whether that fits. */
    public record NodeView(String url, int height, String tip, boolean agrees, Optional<Phrase> problem) {}

    private HeaderChain(ChainParams params, Path file, long now) {
        this.chain = new ChainState(params, new MemoryChainStore(), ScriptChecks.inOrder());
        this.file = file;
        this.now = now;
    }

    /**
     * Reads the headers kept from last time, as far as they hold.
     *
     * @param now seconds since 1970 UTC
     */
    public static HeaderChain load(ChainParams params, Path file, long now) {
        HeaderChain headers = new HeaderChain(params, file, now);
        if (Files.exists(file)) {
            headers.read();
        }
        return headers;
    }

    private void read() {
        try {
            ByteReader reader = new ByteReader(Files.readAllBytes(file));
            while (reader.remaining() >= BlockHeader.SIZE) {
                chain.acceptHeader(BlockHeader.decode(reader), now);
            }
        } catch (IOException e) {
            throw WalletException.disk(file, e);
        }
    }

    /** The header with the most work behind it. */
    public HeaderNode best() {
        return chain.bestHeader();
    }

    /** The header a node said is its newest; empty if it said none that holds. */
    public Optional<HeaderNode> tip(NodeView view) {
        return view.tip().isEmpty() ? Optional.empty() : chain.headers().get(BlockHash.ofDisplay(view.tip()));
    }

    /** Asks every node for the headers that are new, keeps the good ones, and says how each node stands to the best. */
    public List<NodeView> update(List<EsploraClient> nodes) {
        List<Told> all = new ArrayList<>();
        for (EsploraClient node : nodes) {
            all.add(ask(node));
        }
        if (all.stream().allMatch(told -> told.failure.isPresent())) {
            throw all.get(0).failure.orElseThrow();
        }
        return all.stream().map(this::view).toList();
    }

    /** What a node told; lives only while it is compared. */
    private static final class Told {
        private final String url;
        private int height;
        private String tip = "";
        private Optional<Phrase> problem = Optional.empty();
        private Optional<WalletException> failure = Optional.empty();

        Told(String url) {
            this.url = url;
        }
    }

    private NodeView view(Told told) {
        boolean agrees = told.problem.isEmpty()
                && chain.headers()
                        .get(BlockHash.ofDisplay(told.tip))
                        .filter(node -> node.isAncestorOf(best()))
                        .isPresent();
        return new NodeView(told.url, told.height, told.tip, agrees, told.problem);
    }

    private Told ask(EsploraClient node) {
        Told told = new Told(node.url());
        try {
            List<BlockHeader> fresh = newHeaders(node, told);
            List<BlockHeader> kept = new ArrayList<>();
            for (int i = fresh.size() - 1; i >= 0; i--) {
                HeaderResult result = chain.acceptHeader(fresh.get(i), now);
                if (result.outcome() == HeaderResult.Outcome.ACCEPTED) {
                    kept.add(fresh.get(i));
                } else if (result.outcome() != HeaderResult.Outcome.DUPLICATE) {
                    BlockHash hash = fresh.get(i).hash();
                    told.problem = result.violation()
                            .map(violation -> Phrase.of("header.violation", hash, violation))
                            .or(() -> Optional.of(Phrase.of("header.foreign", hash)));
                    break;
                }
            }
            append(kept);
        } catch (WalletException e) {
            told.failure = Optional.of(e);
            told.problem =
                    Optional.of(Phrase.of(e.code().equals("unreachable") ? "header.no-node" : "header.no-answer"));
        } catch (MalformedException | IllegalArgumentException e) {
            told.problem = Optional.of(Phrase.of("header.no-answer"));
        }
        return told;
    }

    /** From the node's tip down to one that is known; newest first. */
    private List<BlockHeader> newHeaders(EsploraClient node, Told told) {
        List<BlockHeader> fresh = new ArrayList<>();
        int next = node.tipHeight();
        told.height = next;
        while (next > 0) {
            List<BlockSummary> page = node.blocks(next);
            if (page.isEmpty()) {
                throw new MalformedException("no blocks at height " + next);
            }
            for (BlockSummary summary : page) {
                BlockHeader header = header(summary);
                if (told.tip.isEmpty()) {
                    told.tip = header.hash().toDisplay();
                }
                if (chain.headers().get(header.hash()).isPresent()) {
                    return fresh;
                }
                fresh.add(header);
            }
            next = page.get(page.size() - 1).height() - 1;
        }
        if (told.tip.isEmpty()) {
            told.tip = chain.headers().genesis().hash().toDisplay();
        }
        return fresh;
    }

    /** The 80 bytes a summary stands for; what it says of its hash isn't believed. */
    private static BlockHeader header(BlockSummary summary) {
        String previous = summary.previousblockhash();
        return new BlockHeader(
                summary.version(),
                previous == null ? BlockHash.ZERO : BlockHash.ofDisplay(previous),
                Hash256.ofDisplay(summary.merkleRoot()),
                summary.timestamp(),
                summary.bits(),
                summary.nonce());
    }

    /** A header that a full disk or a crash cut off is written over. */
    private void append(List<BlockHeader> kept) {
        ByteWriter writer = new ByteWriter();
        kept.forEach(header -> header.encode(writer));
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.position(channel.size() / BlockHeader.SIZE * BlockHeader.SIZE);
                channel.truncate(channel.position());
                ByteBuffer bytes = ByteBuffer.wrap(writer.toByteArray());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        } catch (IOException e) {
            throw WalletException.disk(file, e);
        }
    }
}
