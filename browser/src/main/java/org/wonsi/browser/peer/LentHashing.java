package org.wonsi.browser.peer;

import com.grack.nanojson.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.StrangersText;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.consensus.HeaderRules;
import org.wonsi.core.mining.CoinbaseTag;
import org.wonsi.core.pow.NonceSearch;
import org.wonsi.core.script.Script;
import org.wonsi.lab.live.BlockSearch;

/**
 * Hashing that a phone lends: a search for the next block on the tab's own chain, with what waits in its own mempool. A found block goes
 * the way of every block: the tab's node checks it and sends it on, and each node checks it again.
 *
 * <p>No faster than {@link #most}: a tenth of the hashes a second by which the chain's own difficulty gives a block every target spacing. So
 * where a network's miners are as many as its difficulty says, one strong machine finds a tenth of the blocks at most. It is a politeness of
 * this program; another one could leave it out, and nobody would notice but by its blocks. What holds for all is the
 * difficulty, which follows the hashes that are really tried.
 *
 * <pre>
 *   difficulty 1,000,000 hashes, spacing 10 s   ->  100,000 hashes a second in all  ->  10,000 from here at most
 * </pre>
 */
public final class LentHashing {
    /** One part of so many of what the difficulty implies. */
    static final int PARTS = 10;

    /** Hashes a second that are always allowed; of use only where the difficulty never adjusts. */
    private static final double LEAST = 1;

    /** What wasn't tried may be tried later, up to so many milliseconds' worth. */
    private static final long MOST_SAVED_MILLIS = 1_000;

    /** Fewer than so many milliseconds' worth aren't worth a turn. */
    private static final double LEAST_SAVED_MILLIS = 50;

    /** Found blocks that are remembered. */
    private static final int MOST_FOUND = 1_000;

    private final TabPeer peer;
    private final NonceSearch hashes;
    private final List<BlockHash> found = new ArrayList<>();
    private Optional<BlockSearch> search = Optional.empty();
    private double saved;
    private long since;

    /** Of a tab's node; nothing is lent yet. */
    public LentHashing(TabPeer peer, NonceSearch hashes) {
        this.peer = peer;
        this.hashes = hashes;
    }

    /**
     * Lends from now on.
     *
     * @param payout whom found blocks pay
     * @param name of whoever lends, for the coinbase; what doesn't belong there is left out
     */
    public void lend(Script payout, String name) {
        search = Optional.of(new BlockSearch(peer.chain(), peer.mempool(), tag(name), payout, hashes));
    }

    /** Lends no more. */
    public void stop() {
        search = Optional.empty();
    }

    /** The name between slashes, as long as it may be. */
    static String tag(String name) {
        StringBuilder tag = new StringBuilder("/");
        int bytes = 2;
        for (int letter : name.codePoints().toArray()) {
            String text = new String(Character.toChars(letter));
            bytes += text.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > CoinbaseTag.MAX_BYTES) {
                break;
            }
            if (letter != '/' && StrangersText.isPlain(letter)) {
                tag.append(text);
            }
        }
        return tag.append('/').toString();
    }

    /** Hashes a second that it tries at most, on the chain as it is now. */
    public double most() {
        double block = HeaderRules.requiredBits(peer.chain().tip(), peer.chain().params())
                .target()
                .orElseThrow()
                .work()
                .hashes()
                .doubleValue();
        return Math.max(LEAST, block / peer.chain().params().targetSpacing() / PARTS);
    }

    /**
     * Tries so many nonces, or as many as it may by now. A block that one of them solves is given to the node.
     *
     * @return how many were tried; fewer than asked after a block was found, or at the limit
     * @throws IllegalStateException if the node refuses the block: a fault of this program
     */
    public int search(int count, Instant now) {
        double most = most();
        long millis = now.toEpochMilli();
        // A clock that was set back gives nothing.
        long passed = Math.max(0, Math.min(MOST_SAVED_MILLIS, since == 0 ? 0 : millis - since));
        since = millis;
        saved = Math.min(saved + most * passed / 1_000, Math.max(1, most * MOST_SAVED_MILLIS / 1_000));
        if (search.isEmpty() || saved < Math.max(1, most * LEAST_SAVED_MILLIS / 1_000)) {
            return 0;
        }
        BlockSearch current = search.get();
        int allowed = (int) Math.min(count, saved);
        long before = current.total();
        Optional<Block> block = current.search(allowed, now);
        int tried = (int) (current.total() - before);
        saved -= tried;
        block.ifPresent(solved -> submit(solved, now));
        return tried;
    }

    private void submit(Block block, Instant now) {
        BlockResult result = peer.submit(block, now);
        if (result.violation().isPresent()) {
            throw new IllegalStateException("the block that was found here breaks a rule: " + result);
        }
        if (found.size() == MOST_FOUND) {
            found.remove(0);
        }
        found.add(block.hash());
    }

    /** What came of it, as JSON: {@code most} hashes a second, blocks {@code found}, and how many of these are {@code stale}. */
    public String figures() {
        long active = found.stream().filter(this::isActive).count();
        return JsonWriter.string()
                .object()
                .value("most", Math.round(most()))
                .value("found", found.size())
                .value("stale", found.size() - active)
                .end()
                .done();
    }

    private boolean isActive(BlockHash hash) {
        return peer.chain().headers().get(hash).filter(peer.chain()::isActive).isPresent();
    }
}
