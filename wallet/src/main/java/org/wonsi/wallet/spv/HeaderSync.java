package org.wonsi.wallet.spv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.HeaderResult;
import org.wonsi.wallet.problem.HeaderFault;

/**
 * A synchronisation with one source of headers: back to a header that is known, then forward to its newest, each
 * header checked.
 *
 * <p>It ends whatever the source says: going back takes ever larger steps, and each round forward must bring at least one
 * new header with work. Heights in the answers aren't read; a header's place is where it links.
 */
public final class HeaderSync {
    /** Pages asked for at once on the way forward. */
    static final int PAGES_A_ROUND = 8;

    private final HeaderChain chain;
    private final HeaderSource source;
    private final List<BlockHeader> fresh = new ArrayList<>();
    private Optional<HeaderNode> reached = Optional.empty();
    private Optional<HeaderFault> problem = Optional.empty();

    private HeaderSync(HeaderChain chain, HeaderSource source) {
        this.chain = chain;
        this.source = source;
    }

    /**
     * The result of a synchronisation.
     *
     * @param saidHeight the height that the source said
     * @param tip the newest header of the source that holds; empty if none does
     * @param fresh headers that weren't known before, parents first
     * @param problem what is wrong with what the source said, if something is
     */
    public record Result(
            int saidHeight, Optional<HeaderNode> tip, List<BlockHeader> fresh, Optional<HeaderFault> problem) {
        public Result {
            fresh = List.copyOf(fresh);
        }
    }

    /** Takes in what the source has; its failures to answer are thrown as they come. */
    public static Result follow(HeaderChain chain, HeaderSource source) {
        HeaderSync sync = new HeaderSync(chain, source);
        int said = source.tipHeight();
        sync.follow(said);
        return new Result(said, sync.reached, sync.fresh, sync.problem);
    }

    private void follow(int said) {
        if (said < 0) {
            problem = Optional.of(new HeaderFault.NoHeight(said));
            return;
        }
        List<BlockHeader> newest = page(said);
        if (newest.isEmpty()) {
            problem = Optional.of(new HeaderFault.NoHeaders(said));
            return;
        }
        if (isAttached(newest)) {
            accept(newest);
        } else {
            forward(fork(said), said);
        }
        int height = reached.map(HeaderNode::height).orElse(0);
        if (problem.isEmpty() && height < said) {
            problem = Optional.of(new HeaderFault.TooShort(said, height));
        }
    }

    private List<BlockHeader> page(int height) {
        return source.pages(List.of(height)).get(0);
    }

    /** Whether a header of the page, or the one before it, is known. */
    private boolean isAttached(List<BlockHeader> page) {
        BlockHeader oldest = page.get(page.size() - 1);
        return isKnown(oldest.prevBlock()) || page.stream().anyMatch(header -> isKnown(header.hash()));
    }

    private boolean isKnown(BlockHash hash) {
        return chain.get(hash).isPresent();
    }

    /** Height of a known header of the source's branch, at or below the last one it shares with the wallet's best. */
    private int fork(int said) {
        int step = HeaderSource.PAGE;
        for (int height = Math.min(said, chain.best().height()); height > 0; height -= step, step *= 2) {
            List<BlockHeader> page = page(height);
            for (BlockHeader header : page) {
                Optional<HeaderNode> known = chain.get(header.hash());
                if (known.isPresent()) {
                    return known.get().height();
                }
            }
        }
        return 0;
    }

    private void forward(int known, int said) {
        int from = known;
        while (from < said && problem.isEmpty()) {
            List<Integer> heights = new ArrayList<>();
            for (int i = 1; i <= PAGES_A_ROUND && from + (i - 1) * HeaderSource.PAGE < said; i++) {
                heights.add((int) Math.min(said, (long) from + (long) i * HeaderSource.PAGE));
            }
            int before = fresh.size();
            for (List<BlockHeader> page : source.pages(heights)) {
                if (problem.isEmpty()) {
                    accept(page);
                }
            }
            if (fresh.size() == before) {
                return;
            }
            from = reached.map(HeaderNode::height).orElse(known);
        }
    }

    /** Takes in a page, the oldest first. */
    private void accept(List<BlockHeader> page) {
        for (int i = page.size() - 1; i >= 0; i--) {
            BlockHeader header = page.get(i);
            HeaderResult result = chain.accept(header);
            if (result.node().isEmpty()) {
                BlockHash hash = header.hash();
                problem = Optional.of(
                        isKnown(header.prevBlock())
                                ? new HeaderFault.Violation(
                                        hash, result.violation().orElseThrow())
                                : new HeaderFault.Foreign(hash));
                return;
            }
            if (result.outcome() == HeaderResult.Outcome.ACCEPTED) {
                fresh.add(header);
            }
            reached = result.node();
        }
    }
}
