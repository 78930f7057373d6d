package org.wonsi.core.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;

/**
 * A merkle tree cut down to what shows that some of its leaves are in it.
 *
 * <pre>
 *   count    4 bytes, leaves of the whole tree
 *   hashes   compact size, 32 bytes each
 *   flags    compact size of bytes; a bit for each node visited, depth first, lowest bit first:
 *            1 = something below is wanted (go on; of a leaf: it is wanted), 0 = here is only the hash
 * </pre>
 *
 * <p>Any such bytes are well-formed; {@link #extract} says whether they make sense. Source: paper, section 8; BIP 37.
 *
 * @param count leaves of the whole tree, 0 to 2^32-1
 */
public record PartialMerkleTree(long count, List<Hash256> hashes, ByteString flags) {
    /** No block has more: a transaction has at least 60 bytes. Source: Bitcoin Core, {@code ExtractMatches}. */
    private static final int MAX_COUNT = 1_000_000 / 60;

    public PartialMerkleTree {
        hashes = List.copyOf(hashes);
    }

    /**
     * What a partial tree shows.
     *
     * @param root what it all hashes to; only if a header says the same is anything shown
     * @param leaves the wanted leaves, in order
     */
    public record Extract(Hash256 root, List<Leaf> leaves) {
        public Extract {
            leaves = List.copyOf(leaves);
        }
    }

    /** A leaf and its place. */
    public record Leaf(int index, Hash256 hash) {}

    /** The part of a tree that shows these of its leaves. */
    public static PartialMerkleTree of(List<Hash256> leaves, Predicate<Hash256> wanted) {
        List<List<Hash256>> rows = new ArrayList<>();
        List<List<Boolean>> marks = new ArrayList<>();
        rows.add(leaves);
        marks.add(leaves.stream().map(wanted::test).toList());
        while (rows.get(rows.size() - 1).size() > 1) {
            rows.add(MerkleTree.parents(rows.get(rows.size() - 1)));
            marks.add(parentMarks(marks.get(marks.size() - 1)));
        }
        List<Hash256> hashes = new ArrayList<>();
        List<Boolean> bits = new ArrayList<>();
        if (!leaves.isEmpty()) {
            build(rows, marks, rows.size() - 1, 0, hashes, bits);
        }
        return new PartialMerkleTree(leaves.size(), hashes, pack(bits));
    }

    private static List<Boolean> parentMarks(List<Boolean> row) {
        List<Boolean> above = new ArrayList<>();
        for (int i = 0; i < row.size(); i += 2) {
            above.add(row.get(i) || row.get(Math.min(i + 1, row.size() - 1)));
        }
        return above;
    }

    private static void build(
            List<List<Hash256>> rows,
            List<List<Boolean>> marks,
            int level,
            int i,
            List<Hash256> hashes,
            List<Boolean> bits) {
        boolean mark = marks.get(level).get(i);
        bits.add(mark);
        if (level == 0 || !mark) {
            hashes.add(rows.get(level).get(i));
            return;
        }
        build(rows, marks, level - 1, 2 * i, hashes, bits);
        if (2 * i + 1 < rows.get(level - 1).size()) {
            build(rows, marks, level - 1, 2 * i + 1, hashes, bits);
        }
    }

    private static ByteString pack(List<Boolean> bits) {
        byte[] bytes = new byte[(bits.size() + 7) / 8];
        for (int i = 0; i < bits.size(); i++) {
            if (bits.get(i)) {
                bytes[i / 8] |= (byte) (1 << (i % 8));
            }
        }
        return ByteString.copyOf(bytes);
    }

    /** Reads count, hashes and flags. */
    public static PartialMerkleTree decode(ByteReader reader) {
        return new PartialMerkleTree(
                reader.readUInt32(), reader.readList(32, ByteReader::readHash), reader.readVarBytes());
    }

    /** Writes count, hashes and flags; after a header, this is a {@code merkleblock} message. */
    public void encode(ByteWriter writer) {
        writer.writeUInt32(count).writeList(hashes, ByteWriter::writeHash).writeVarBytes(flags);
    }

    /**
     * What this shows; empty if it makes no sense.
     *
     * <p>Every hash and flag must be used, and no two children may be equal (CVE-2012-2459). A leaf that is the id of a
     * transaction of 64 bytes proves nothing (CVE-2017-12842): who has the transaction must look, as {@link
     * MerkleProof#proves} does.
     */
    public Optional<Extract> extract() {
        if (count == 0 || count > MAX_COUNT || hashes.size() > count || 8L * flags.size() < hashes.size()) {
            return Optional.empty();
        }
        Walk walk = new Walk();
        int level = 0;
        while (walk.width(level) > 1) {
            level++;
        }
        Hash256 root = walk.node(level, 0);
        boolean allUsed = walk.nextHash == hashes.size() && (walk.nextBit + 7) / 8 == flags.size();
        return walk.broken || !allUsed ? Optional.empty() : Optional.of(new Extract(root, walk.leaves));
    }

    private final class Walk {
        final List<Leaf> leaves = new ArrayList<>();
        int nextHash;
        int nextBit;
        boolean broken;

        int width(int level) {
            return (int) ((count + (1L << level) - 1) >> level);
        }

        Hash256 node(int level, int i) {
            if (nextBit >= 8 * flags.size()) {
                return fail();
            }
            boolean mark = (flags.at(nextBit / 8) >> (nextBit % 8) & 1) == 1;
            nextBit++;
            if (level == 0 || !mark) {
                return hash(level, i, mark);
            }
            Hash256 left = node(level - 1, 2 * i);
            if (2 * i + 1 >= width(level - 1)) {
                return MerkleTree.parent(left, left);
            }
            Hash256 right = node(level - 1, 2 * i + 1);
            return left.equals(right) ? fail() : MerkleTree.parent(left, right);
        }

        private Hash256 hash(int level, int i, boolean mark) {
            if (nextHash >= hashes.size()) {
                return fail();
            }
            Hash256 hash = hashes.get(nextHash++);
            if (level == 0 && mark) {
                leaves.add(new Leaf(i, hash));
            }
            return hash;
        }

        private Hash256 fail() {
            broken = true;
            return Hash256.ZERO;
        }
    }
}
