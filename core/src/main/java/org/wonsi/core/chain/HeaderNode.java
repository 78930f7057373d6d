package org.wonsi.core.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.consensus.HeaderView;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Work;

/**
 * A header in the tree, linked to the one before it.
 *
 * <p>What identifies it never changes and may be read by any thread; its status changes as the chain's owner learns more.
 *
 * <p>Besides its parent each node knows one ancestor far back, so that a walk over 800,000 headers takes about a
 * hundred steps at most:
 *
 * <pre>
 *   height        1  2  3  4  5  6  7  8  9  10  11  12  13  14  15  16
 *   second link   0  0  1  0  1  4  1  0  1   8   1   8   1  12   9   0
 *
 *   from 15 to 2:   15, 9, 8, 7, 6, 4, 3, 2; each time the long link, unless it goes too far
 * </pre>
 *
 * <p>Without it, questions such as "is this block in the active chain" would cost a stranger nothing and this node
 * a walk to genesis. Source: Bitcoin Core, {@code CBlockIndex::GetAncestor}, {@code GetSkipHeight}.
 */
public final class HeaderNode implements HeaderView {
    private static final int MEDIAN_SPAN = 11;

    private final BlockHeader header;
    private final BlockHash hash;
    private final int height;
    private final Work chainWork;
    private final long medianTimePast;
    private final @Nullable HeaderNode parent;
    private final @Nullable HeaderNode skip;
    private volatile BlockStatus status;
    private volatile long sequence;
    private boolean linked;
    private boolean aside;

    // The headers built on this one form a list through their siblings: adding one and taking one out cost the same
    // however many there are, and anybody can announce 60,000 on one block.
    private @Nullable HeaderNode firstChild;
    private @Nullable HeaderNode lastChild;
    private @Nullable HeaderNode olderSibling;
    private @Nullable HeaderNode youngerSibling;

    HeaderNode(BlockHeader header, BlockHash hash, @Nullable HeaderNode parent, BlockStatus status, long sequence) {
        this.header = header;
        this.hash = hash;
        this.parent = parent;
        this.height = parent == null ? 0 : parent.height + 1;
        Work own = parent != null && parent.header.bits() == header.bits()
                ? parent.ownWork()
                : new CompactTarget(header.bits()).work();
        // Added up once. A chain is compared with another by this sum, so length alone wins nothing.
        this.chainWork = parent == null ? own : parent.chainWork.plus(own);
        this.skip = parent == null ? null : parent.find(skipHeight(height));
        this.medianTimePast = median();
        this.status = status;
        this.sequence = sequence;
    }

    /**
     * The median of the times of this header and the ten before it.
     *
     * <p>Near genesis there are fewer than eleven; then it is the median of those that there are, and of an even
     * number the later of the middle two.
     */
    private long median() {
        long[] times = new long[MEDIAN_SPAN];
        int count = 0;
        for (HeaderNode node = this; node != null && count < MEDIAN_SPAN; node = node.parent) {
            times[count++] = node.header.time();
        }
        Arrays.sort(times, 0, count);
        return times[count / 2];
    }

    @Override
    public BlockHeader header() {
        return header;
    }

    @Override
    public BlockHash hash() {
        return hash;
    }

    @Override
    public int height() {
        return height;
    }

    /** The difference of two sums, which is quicker than the division that gives it: nearly all headers have their parent's target. */
    private Work ownWork() {
        return parent == null ? chainWork : chainWork.minus(parent.chainWork);
    }

    /** The work of this header and all before it. */
    public Work chainWork() {
        return chainWork;
    }

    /** The header before; empty for the genesis block. */
    public Optional<HeaderNode> parent() {
        return Optional.ofNullable(parent);
    }

    @Override
    public Optional<HeaderNode> previous() {
        return parent();
    }

    @Override
    public long medianTimePast() {
        return medianTimePast;
    }

    /**
     * How far the block has been checked.
     *
     * <p>Read by other threads, so it may be one step behind.
     */
    public BlockStatus status() {
        return status;
    }

    void setStatus(BlockStatus status) {
        this.status = status;
    }

    /**
     * Order of arrival: of two branches with the same work, the one with the smaller number is preferred.
     *
     * <p>Negative for blocks that the operator calls precious.
     */
    public long sequence() {
        return sequence;
    }

    void setSequence(long sequence) {
        this.sequence = sequence;
    }

    /**
     * Whether this block and all before it are here and acceptable; for the chain's owner only.
     *
     * <p>Headers come before blocks, so the branch with the most work may still have gaps. Only one without gaps
     * can become the active chain.
     */
    public boolean isLinked() {
        return linked;
    }

    void setLinked(boolean linked) {
        this.linked = linked && !aside;
    }

    /** Whether it isn't to be connected in this run, whatever its work. */
    boolean isAside() {
        return aside;
    }

    void setAside(boolean aside) {
        this.aside = aside;
    }

    /** Whether anything is built on this one; like all that concerns children, for the chain's owner only. */
    boolean hasChildren() {
        return firstChild != null;
    }

    /** The headers built directly on this one, in order of arrival. */
    List<HeaderNode> children() {
        List<HeaderNode> children = new ArrayList<>();
        for (HeaderNode child = firstChild; child != null; child = child.youngerSibling) {
            children.add(child);
        }
        return children;
    }

    void addChild(HeaderNode child) {
        child.olderSibling = lastChild;
        if (lastChild == null) {
            firstChild = child;
        } else {
            lastChild.youngerSibling = child;
        }
        lastChild = child;
    }

    void removeChild(HeaderNode child) {
        HeaderNode older = child.olderSibling;
        HeaderNode younger = child.youngerSibling;
        if (older == null) {
            firstChild = younger;
        } else {
            older.youngerSibling = younger;
        }
        if (younger == null) {
            lastChild = older;
        } else {
            younger.olderSibling = older;
        }
        child.olderSibling = null;
        child.youngerSibling = null;
    }

    @Override
    public HeaderNode ancestor(int wanted) {
        if (wanted < 0 || wanted > height) {
            throw new IllegalArgumentException("no ancestor at height " + wanted + " of a block at " + height);
        }
        return find(wanted);
    }

    /**
     * Whether another header is this one or built on it.
     *
     * <p>By the long links, so it is quick for blocks far apart.
     */
    public boolean isAncestorOf(HeaderNode other) {
        return other.height >= height && other.find(height) == this;
    }

    /**
     * The last header that both branches have in common.
     *
     * <p>The point at which two branches part: from here one is taken back and the other connected. Both walk back
     * at the same height, by their long links as long as these lead to different places.
     */
    public HeaderNode commonAncestor(HeaderNode other) {
        HeaderNode a = find(Math.min(height, other.height));
        HeaderNode b = other.find(Math.min(height, other.height));
        while (a != b) {
            if (a.skip != null && b.skip != null && a.skip != b.skip) {
                a = a.skip;
                b = b.skip;
            } else if (a.parent != null && b.parent != null) {
                a = a.parent;
                b = b.parent;
            } else {
                throw new IllegalStateException("two headers without a common genesis");
            }
        }
        return a;
    }

    /** Walks back in a number of steps that grows with the logarithm of the distance. */
    private HeaderNode find(int wanted) {
        HeaderNode node = this;
        while (node.height > wanted) {
            HeaderNode jump = node.skip;
            HeaderNode back = node.parent;
            if (back == null) {
                throw new IllegalStateException("no genesis below " + node);
            }
            // Jump unless the one before could jump closer.
            boolean good = jump != null
                    && (jump.height == wanted
                            || (jump.height > wanted
                                    && !(back.skip != null
                                            && back.skip.height < jump.height - 2
                                            && back.skip.height >= wanted)));
            node = good && jump != null ? jump : back;
        }
        return node;
    }

    /** Where the second link of a header leads: a scattered earlier height, so that long walks are short. */
    private static int skipHeight(int height) {
        if (height < 2) {
            return 0;
        }
        return height % 2 == 0 ? clearLowestBit(height) : clearLowestBit(clearLowestBit(height - 1)) + 1;
    }

    private static int clearLowestBit(int n) {
        return n & (n - 1);
    }

    @Override
    public String toString() {
        return height + ":" + hash;
    }
}
