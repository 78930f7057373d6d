package org.wonsi.lab.explain;

import static org.wonsi.lab.explain.FieldRecorder.HASH_ORDER;
import static org.wonsi.lab.explain.FieldRecorder.LITTLE_ENDIAN;

import java.time.Instant;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.lab.explain.FieldRecorder.Label;

/** The six fields of a header. */
final class HeaderFields {
    private static final Label VERSION = new Label(
            "header.version", "version", ByteKind.COUNT, LITTLE_ENDIAN, "bad-version", "BlockHeader.version()");
    private static final Label PREV = new Label(
            "header.prev",
            "previous block hash",
            ByteKind.HASH,
            HASH_ORDER,
            "prev-blk-not-found",
            "BlockHeader.prevBlock()");
    private static final Label ROOT = new Label(
            "header.merkle_root",
            "merkle root",
            ByteKind.HASH,
            HASH_ORDER,
            "bad-txnmrklroot",
            "BlockHeader.merkleRoot()");
    private static final Label TIME =
            new Label("header.time", "time", ByteKind.TIME, LITTLE_ENDIAN, "time-too-old", "BlockHeader.time()");
    private static final Label BITS =
            new Label("header.bits", "bits", ByteKind.WORK, LITTLE_ENDIAN, "bad-diffbits", "BlockHeader.bits()");
    private static final Label NONCE =
            new Label("header.nonce", "nonce", ByteKind.WORK, LITTLE_ENDIAN, "high-hash", "BlockHeader.nonce()");

    private HeaderFields() {}

    static void read(FieldRecorder recorder) {
        int start = recorder.position();
        recorder.read(
                VERSION,
                ByteReader::readInt32,
                v -> v + " (0x" + String.format("%08x", v) + ")",
                "The version of the rules that the miner's software follows. Its bits once signalled readiness for rule changes (BIP 9).");
        recorder.read(
                PREV,
                ByteReader::readHash,
                Hash256::toDisplay,
                hash -> hash.isZero()
                        ? "All zero: there is no block before this one, so it is a genesis block."
                        : "Links this block to the one before it: the double SHA-256 of that block's header.");
        recorder.read(
                ROOT,
                ByteReader::readHash,
                Hash256::toDisplay,
                "A hash computed from every transaction of the block: if one bit of a transaction changes, this changes too.");
        recorder.read(
                TIME,
                ByteReader::readUInt32,
                t -> t + " (" + Instant.ofEpochSecond(t) + ")",
                "Seconds since 1970 UTC by the miner's clock; later than the median of the eleven blocks before.");
        recorder.read(
                BITS,
                ByteReader::readUInt32,
                BitsText::of,
                bits ->
                        "The target in compact form. Little-endian: the last byte is the size, the three before it are the digits. "
                                + BitsText.target(bits));
        recorder.read(
                NONCE,
                ByteReader::readUInt32,
                n -> Long.toString(n),
                "A number that the miner may choose: miners try values until the hash of these 80 bytes is not above the target.");
        recorder.section("Header, " + BlockHeader.SIZE + " bytes", start);
    }
}
