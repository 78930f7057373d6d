package org.wonsi.core.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.consensus.BlockConnector;
import org.wonsi.core.consensus.BlockRules;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.CoinView;
import org.wonsi.core.consensus.HeaderRules;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.ScriptCache;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.tx.OutPoint;

/**
 * The node's view of the chain: all branches it knows, and the coins at the tip of the one with the most work.
 *
 * <pre>
 *   genesis - 1 - 2 - 3a - 4a            tip: 4a
 *                   \ 3b - 4b - 5b       5b arrives: 4a, 3a disconnected; 3b, 4b, 5b connected
 * </pre>
 *
 * <p>A block passes four gates: its own rules, its header in its place, the block in its place, and, when its branch has
 * the most work, the coins. What fails at the first is forgotten (anyone can make it); what fails later is remembered,
 * with all that builds on it. Source: paper, section 5; Bitcoin Core, {@code ProcessNewBlock}, {@code
 * ActivateBestChain}.
 *
 * <pre>
 *    a block's gate         what is asked                    who could cause a failure    remembered
 *    1 BlockRules.check     work, merkle root, its content   anybody who passes it on     no
 *    2 its header's place   difficulty, times, version       its miner                    the header isn't kept
 *    3 the block's place    lock times, height               its miner                    invalid, for good
 *    4 BlockConnector       coins and scripts                its miner                    invalid, for good
 * </pre>
 *
 * <p>The order is that of cost and of blame. Whoever relays a block can spoil its transactions but not its header,
 * so a failure at the first gate must not count against the hash: else anybody could make nodes refuse a good
 * block. What fails later did cost a miner his work, so to remember it keeps a node from checking the same bad
 * block again for every peer that has it.
 */
public final class ChainState implements CoinView {
    private final ChainParams params;
    private final ChainStore store;
    private final ScriptCache scriptCache;
    private final HeaderTree headers;
    private final OrphanBlocks orphans = new OrphanBlocks();
    private final PreciousBlocks precious = new PreciousBlocks();
    private final ActiveChain active;

    /**
     * Opens the chain of a store; an empty store gets the genesis block. If the last run ended amid a reorganisation, it
     * is completed.
     *
     * <p>Nothing in the store is checked again: it was when it came. But the tree in memory is made anew from the
     * headers alone, so that it never contradicts them.
     *
     * @throws IllegalArgumentException if the store holds another chain
     */
    public ChainState(ChainParams params, ChainStore store, ScriptCheckRunner scriptChecks) {
        this(params, store, scriptChecks, Set.of());
    }

    /**
     * The same, with blocks put aside: their headers are known and their bytes are kept, but neither they nor what builds
     * on them is connected before {@link #reconsider}.
     *
     * <p>For blocks over which this program stumbles ({@link BlockFault}): else one of them, once it is stored, would keep
     * the node from ever opening its chain again. It is no verdict; the next version may connect them.
     *
     * @throws BlockFault if a block that completes an earlier move runs into a mistake
     */
    public ChainState(ChainParams params, ChainStore store, ScriptCheckRunner scriptChecks, Set<BlockHash> aside) {
        this.params = params;
        this.store = store;
        this.scriptCache = new ScriptCache(scriptChecks);
        this.headers = new HeaderTree(params.genesis().header(), params.genesisHash(), aside);
        store.forEachHeader(this::load);
        this.active = new ActiveChain(params, store, scriptCache, headers);
        active.moveToBest(new ActivationLog());
    }

    private void load(StoredHeader stored) {
        if (stored.height() > 0) {
            headers.load(stored);
        } else if (!stored.hash().equals(params.genesisHash())) {
            throw new IllegalArgumentException("the store holds a chain that starts with " + stored.hash()
                    + "; network " + params + " starts with " + params.genesisHash());
        }
    }

    // ------------------------------------------------------------------------------------------- what is known

    public ChainParams params() {
        return params;
    }

    /** The last connected block. */
    public HeaderNode tip() {
        return active.tip();
    }

    /**
     * The header with the most work of all that may be valid; ahead of the tip while blocks are being fetched.
     *
     * <p>Headers come first, since they are small and show where the most work is. Only the blocks of that branch
     * are then fetched.
     */
    public HeaderNode bestHeader() {
        return headers.best();
    }

    /** All known headers. */
    public HeaderTree headers() {
        return headers;
    }

    /** The active chain's block at a height; empty above the tip. */
    public Optional<HeaderNode> activeAt(int height) {
        return height < 0 || height > tip().height() ? Optional.empty() : Optional.of(tip().ancestor(height));
    }

    /** Whether a block is part of the active chain. */
    public boolean isActive(HeaderNode node) {
        return node.isAncestorOf(tip());
    }

    @Override
    public Optional<Coin> coin(OutPoint outPoint) {
        return store.coin(outPoint);
    }

    /** The coin if it is unspent and known without a look at the disk; for questions that strangers ask by the thousand. */
    public Optional<Coin> coinInMemory(OutPoint outPoint) {
        return store.coinInMemory(outPoint);
    }

    /** A stored block, on whatever branch. */
    public Optional<Block> block(BlockHash hash) {
        return store.block(hash);
    }

    /** The transactions known to pass their scripts; whoever checks one for the next block tells it here. */
    public ScriptCache scriptCache() {
        return scriptCache;
    }

    /**
     * Whether a block waits for its unknown parent.
     *
     * <p>Asked before a block is requested again: it is here, only its parent isn't.
     */
    public boolean isOrphan(BlockHash hash) {
        return orphans.contains(hash);
    }

    /**
     * The ends of all branches, the active one first, then by height.
     *
     * <p>For people who watch forks; nothing is decided by it.
     */
    public List<ChainTip> chainTips() {
        return ChainTip.of(headers, tip());
    }

    /** Hashes that tell a peer where this branch is: the last ten blocks, then ever larger steps back to genesis. */
    public List<BlockHash> locator(HeaderNode from) {
        return Locator.of(from);
    }

    /**
     * The last block of the active chain that a peer's locator names; genesis if it names none.
     *
     * <p>A peer's list goes from its newest block backwards, so the first that is known here is the last in common.
     */
    public HeaderNode findFork(List<BlockHash> locator) {
        for (BlockHash hash : locator) {
            Optional<HeaderNode> node = headers.get(hash);
            if (node.isPresent() && isActive(node.get())) {
                return node.get();
            }
            if (node.isPresent() && tip().isAncestorOf(node.get())) {
                return tip();
            }
        }
        return headers.genesis();
    }

    // ------------------------------------------------------------------------------------------- headers

    /** Takes a header. {@code now} is the clock, seconds since 1970 UTC. */
    public HeaderResult acceptHeader(BlockHeader header, long now) {
        return acceptHeaders(List.of(header), now).get(0);
    }

    /**
     * Takes headers in order, up to the first that is refused, with one write to the store.
     *
     * <p>After one that is refused nothing can follow: it would build on something that isn't in the tree.
     */
    public List<HeaderResult> acceptHeaders(List<BlockHeader> list, long now) {
        List<HeaderResult> results = new ArrayList<>();
        for (BlockHeader header : list) {
            BlockHash hash = header.hash();
            HeaderResult result = known(hash)
                    .or(() -> HeaderRules.checkProofOfWork(header, hash, params).map(HeaderResult::invalid))
                    .orElseGet(() -> place(header, hash, now));
            results.add(result);
            if (result.node().isEmpty()) {
                break;
            }
        }
        headers.saveTo(store);
        return results;
    }

    private Optional<HeaderResult> known(BlockHash hash) {
        return headers.get(hash)
                .map(node -> node.status().isAcceptable()
                        ? HeaderResult.duplicate(node)
                        : HeaderResult.invalid(new Violation(
                                RejectReason.DUPLICATE_INVALID, "block " + hash + " is known to be invalid")));
    }

    /**
     * Puts a header with proof of work in its place in the tree, if the rules allow.
     *
     * <p>The proof of work was looked at before; so nobody gets as far as this without having paid for it.
     */
    private HeaderResult place(BlockHeader header, BlockHash hash, long now) {
        Optional<HeaderNode> parent = headers.get(header.prevBlock());
        if (parent.isEmpty()) {
            // Without its parent neither its height nor its difficulty can be known.
            return HeaderResult.orphan(new Violation(
                    RejectReason.PREV_BLOCK_NOT_FOUND, "the block before, " + header.prevBlock() + ", is unknown"));
        }
        if (!parent.get().status().isAcceptable()) {
            return HeaderResult.invalid(new Violation(
                    RejectReason.BAD_PREV_BLOCK, "the block before, " + header.prevBlock() + ", is invalid"));
        }
        Optional<Violation> violation = HeaderRules.checkInContext(header, parent.get(), params, now);
        if (violation.isPresent()) {
            return HeaderResult.invalid(violation.get());
        }
        return HeaderResult.accepted(headers.add(header, hash));
    }

    /**
     * Begins to forget headers whose blocks never came, and all that builds on them; nothing is forgotten before {@link
     * HeaderPruning#next}. Later ones go first, so parents should come before children.
     *
     * <p>Headers are cheap where the network makes work easy, so what was only announced must not be kept for good.
     *
     * <p>Steps and not at once, since whatever takes long on the chain's thread holds up blocks and payments.
     */
    public HeaderPruning forget(Collection<HeaderNode> unwanted) {
        return new HeaderPruning(headers, store, unwanted);
    }

    /** Whether a header's block was never here, also of one that is on an invalid block. Asks the store about the latter. */
    public boolean isHeaderOnly(HeaderNode node) {
        return node.status() == BlockStatus.HEADER
                || (node.status() == BlockStatus.INVALID_ANCESTOR && !store.hasBlock(node.hash()));
    }

    // ------------------------------------------------------------------------------------------- blocks

    /**
     * Takes a block, and moves the tip if its branch now has the most work. {@code now} is the clock, seconds since 1970
     * UTC.
     *
     * <p>Orphans that waited for the block follow it at once; the changes they cause are part of the result.
     *
     * <p>Whether the sender is a peer, a miner of this node or a file makes no difference: all are strangers to the
     * rules.
     */
    public BlockResult acceptBlock(Block block, long now) {
        ActivationLog activation = new ActivationLog();
        BlockResult result = accept(block, now, activation);
        if (result.outcome() == BlockResult.Outcome.ACCEPTED) {
            acceptOrphans(block, now, activation);
            return BlockResult.accepted(activation.changes(), activation.refused());
        }
        return result;
    }

    /**
     * Takes the bytes of a block once more whose stored ones have been damaged; nothing else changes.
     *
     * <p>Anybody may send the bytes, since the hash that the node knows says whether they are right.
     *
     * @return whether they are a stored block's, whole
     */
    public boolean restore(Block block) {
        BlockHash hash = block.hash();
        boolean stored =
                headers.get(hash).filter(node -> node.status().hasBlock()).isPresent();
        // The hash stands for the header, the header's merkle root for the transactions.
        if (!stored || BlockRules.check(block, hash, params).isPresent()) {
            return false;
        }
        store.restore(block);
        return true;
    }

    /**
     * Takes the blocks that waited for this one, and those that waited for them.
     *
     * <p>A queue and no recursion, for an attacker could send a long chain backwards, and a deep stack would end
     * the program.
     */
    private void acceptOrphans(Block first, long now, ActivationLog activation) {
        Deque<BlockHash> parents = new ArrayDeque<>(List.of(first.hash()));
        while (!parents.isEmpty()) {
            for (Block orphan : orphans.takeChildren(parents.remove())) {
                accept(orphan, now, activation);
                parents.add(orphan.hash());
            }
        }
    }

    private BlockResult accept(Block block, long now, ActivationLog activation) {
        BlockHash hash = block.hash();
        if (headers.get(hash).filter(node -> node.status().hasBlock()).isPresent()) {
            return BlockResult.duplicate();
        }
        // Before the header has a place in the tree, so that a spoilt block leaves no trace.
        Optional<Violation> own = BlockRules.check(block, hash, params);
        if (own.isPresent()) {
            return BlockResult.invalid(own.get(), List.of(), Map.of(hash, own.get()));
        }
        HeaderResult header = known(hash).orElseGet(() -> place(block.header(), hash, now));
        if (header.outcome() == HeaderResult.Outcome.ORPHAN) {
            orphans.add(hash, block);
            return BlockResult.orphan(header.violation().orElseThrow());
        }
        Optional<HeaderNode> node = header.node();
        return node.isEmpty()
                ? BlockResult.invalid(
                        header.violation().orElseThrow(),
                        List.of(),
                        Map.of(hash, header.violation().orElseThrow()))
                : accept(block, node.get(), activation);
    }

    /**
     * Judges a block whose header is in its place, and hands it to the active chain.
     *
     * <p>The header is in the tree by now, and stays, with the mark that its block is invalid: it would be
     * announced again by everybody who hasn't checked it.
     */
    private BlockResult accept(Block block, HeaderNode node, ActivationLog activation) {
        Optional<Violation> inPlace =
                BlockRules.checkInContext(block, node.parent().orElseThrow(), params);
        if (inPlace.isPresent()) {
            active.fail(node, inPlace.get(), activation);
            headers.saveTo(store);
        } else {
            active.add(node, block, activation);
        }
        return activation.result(node);
    }

    /**
     * Whether {@link #acceptBlock} would connect a block on the tip, if only its work were done; changes nothing.
     *
     * <p>For miners, who want to know before they spend the work. Source: BIP 23, block proposal; Bitcoin Core, {@code
     * TestBlockValidity}.
     *
     * <p>The work comes last for a miner and first for everybody else: he must not find out after ten minutes of
     * hashing that a payment in his block was bad.
     *
     * @throws RefusedException if the block doesn't build on the tip
     */
    public Optional<Violation> checkProposal(Block block, long now) {
        HeaderNode parent = tip();
        if (!block.header().prevBlock().equals(parent.hash())) {
            throw new RefusedException("a proposed block builds on the tip, " + parent.hash());
        }
        return HeaderRules.checkInContext(block.header(), parent, params, now)
                .or(() -> BlockRules.checkContent(block, params))
                .or(() -> BlockRules.checkInContext(block, parent, params))
                .or(() -> new BlockConnector(block, block.hash(), parent, store, params).check(scriptCache));
    }

    // ------------------------------------------------------------------------------------------- by hand

    /**
     * Declares a block invalid by hand; if it is part of the active chain, its branch is left.
     *
     * <p>This is the one way in which a person can overrule the chain, and it works on his own node only.
     *
     * @throws RefusedException if it is unknown or the genesis block
     */
    public List<TipChange> invalidate(BlockHash hash) {
        HeaderNode node = find(hash);
        if (node == headers.genesis()) {
            throw new RefusedException("the genesis block can't be invalid");
        }
        ActivationLog activation = new ActivationLog();
        active.invalidate(node, activation);
        return List.copyOf(activation.changes());
    }

    /**
     * Forgets that a block, those before and those on it are invalid, or were put aside; they are checked again when their
     * turn comes.
     *
     * <p>Also those before it are taken back into consideration: the block can't be part of a chain unless they
     * are.
     *
     * @throws RefusedException if it is unknown
     */
    public List<TipChange> reconsider(BlockHash hash) {
        HeaderNode node = find(hash);
        List<HeaderNode> again = new ArrayList<>();
        for (HeaderNode a = node; !a.status().isAcceptable(); a = a.parent().orElseThrow()) {
            again.add(0, a);
        }
        headers.branch(node).stream()
                .filter(n -> n != node && !n.status().isAcceptable())
                .forEach(again::add);
        List<HeaderNode> aside = headers.aside().stream()
                .filter(n -> n.isAncestorOf(node) || node.isAncestorOf(n))
                .toList();
        ActivationLog activation = new ActivationLog();
        active.reconsider(again, aside, activation);
        return List.copyOf(activation.changes());
    }

    /**
     * Treats a block as if it had arrived before others of the same work.
     *
     * <p>Useful in a lesson: two branches of equal work, and the room decides which one this node shows.
     *
     * @throws RefusedException if it is unknown
     */
    public List<TipChange> precious(BlockHash hash) {
        HeaderNode node = find(hash);
        ActivationLog activation = new ActivationLog();
        if (node.chainWork().compareTo(tip().chainWork()) >= 0) {
            active.prefer(node, precious.next(tip()), activation);
        }
        return List.copyOf(activation.changes());
    }

    private HeaderNode find(BlockHash hash) {
        return headers.get(hash).orElseThrow(() -> new RefusedException("no block " + hash + " is known"));
    }
}
