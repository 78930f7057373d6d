package org.wonsi.wallet.keystore;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.problem.InputError;
import org.wonsi.wallet.spv.MerklePath;

/**
 * Transactions kept with the proofs of those that have one, so that neither is asked for twice: a line each.
 *
 * <pre>
 *   wonsi-transactions 1
 *   0100…00                        the transaction in hex; no proof
 *   0100…00 00ab…7f 120 1 4f3c…,9a01…   proven: its block's hash and height, its place there, the branch from below
 *                                       ("-" if it has no hashes)
 * </pre>
 *
 * <p>Nothing of it is believed when it is read: an id is the hash of the bytes, and a proof is checked against the headers
 * again.
 */
public final class KeptTransactions {
    private static final String FIRST_LINE = "wonsi-transactions 1";

    private final Map<Txid, Kept> all = new LinkedHashMap<>();

    /**
     * A transaction kept.
     *
     * @param tx its bytes
     * @param proof what showed that a block has it
     */
    public record Kept(Transaction tx, Optional<Proof> proof) {}

    /** The block that has a transaction, and the path to its merkle root. */
    public record Proof(BlockHash block, MerklePath path) {}

    /** A transaction by its id. */
    public Optional<Kept> get(Txid txid) {
        return Optional.ofNullable(all.get(txid));
    }

    /** All of them. */
    public Collection<Kept> all() {
        return List.copyOf(all.values());
    }

    /** Keeps a transaction, in place of what was kept of it. */
    public void put(Kept kept) {
        all.put(kept.tx().txid(), kept);
    }

    /** Forgets a transaction. */
    public void remove(Txid txid) {
        all.remove(txid);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof KeptTransactions other && all.equals(other.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    String format() {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        for (Kept kept : all.values()) {
            text.append(kept.tx().encode().toHex());
            kept.proof()
                    .ifPresent(proof -> text.append(' ')
                            .append(proof.block())
                            .append(' ')
                            .append(proof.path().height())
                            .append(' ')
                            .append(proof.path().branch().index())
                            .append(' ')
                            .append(branch(proof.path().branch())));
            text.append('\n');
        }
        return text.toString();
    }

    private static String branch(MerkleProof proof) {
        return proof.branch().isEmpty()
                ? "-"
                : String.join(
                        ",", proof.branch().stream().map(Hash256::toDisplay).toList());
    }

    /**
     * Reads what was kept.
     *
     * @throws MalformedException if it is something else
     */
    static KeptTransactions parse(String text) {
        String[] lines = text.split("\n", -1);
        if (!lines[0].equals(FIRST_LINE)) {
            throw new MalformedException(InputError.FIRST_LINE, FIRST_LINE);
        }
        KeptTransactions kept = new KeptTransactions();
        for (int i = 1; i < lines.length; i++) {
            if (!lines[i].isEmpty()) {
                kept.put(line(lines[i], i + 1));
            }
        }
        return kept;
    }

    private static Kept line(String line, int number) {
        String[] words = line.split(" ", -1);
        if (words.length != 1 && words.length != 5) {
            throw new MalformedException(InputError.LINE, number);
        }
        try {
            Transaction tx = Transaction.decode(ByteString.ofHex(words[0]));
            return new Kept(tx, words.length == 1 ? Optional.empty() : Optional.of(proof(words)));
        } catch (MalformedException | IllegalArgumentException unreadable) {
            throw new MalformedException(InputError.LINE, number);
        }
    }

    private static Proof proof(String... words) {
        List<Hash256> branch = words[4].equals("-")
                ? List.of()
                : Arrays.stream(words[4].split(",", -1)).map(Hash256::ofDisplay).toList();
        MerkleProof proof = new MerkleProof(Integer.parseInt(words[3]), branch);
        return new Proof(BlockHash.ofDisplay(words[1]), new MerklePath(Integer.parseInt(words[2]), proof));
    }
}
