package org.wonsi.lab.explain;

import static org.wonsi.lab.explain.FieldRecorder.AS_IS;
import static org.wonsi.lab.explain.FieldRecorder.HASH_ORDER;
import static org.wonsi.lab.explain.FieldRecorder.LITTLE_ENDIAN;

import java.nio.charset.StandardCharsets;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.MessageType;
import org.wonsi.lab.explain.FieldRecorder.Label;

/** The fields of a message between nodes: the 24 bytes in front of each, then what it carries. */
final class MessageFields {
    private static final Label MAGIC =
            new Label("message.magic", "magic", ByteKind.COUNT, AS_IS, "", "ChainParams.magic()");
    private static final Label COMMAND =
            new Label("message.command", "command", ByteKind.COUNT, AS_IS, "", "Message.command()");
    private static final Label LENGTH =
            new Label("message.length", "length", ByteKind.COUNT, LITTLE_ENDIAN, "", "MessageCodec.decodeHeader()");
    private static final Label CHECKSUM =
            new Label("message.checksum", "checksum", ByteKind.HASH, AS_IS, "", "MessageCodec.checkFrame()");
    private static final Label COUNT =
            new Label("message.count", "count", ByteKind.COUNT, "compact size", "", "MessageLimits");
    private static final Label ITEM_TYPE =
            new Label("message.item.type", "type", ByteKind.COUNT, LITTLE_ENDIAN, "", "InventoryItem.type()");
    private static final Label ITEM_HASH =
            new Label("message.item.hash", "hash", ByteKind.HASH, HASH_ORDER, "", "InventoryItem.hash()");
    private static final Label NO_TRANSACTIONS = new Label(
            "message.headers.zero", "no transactions", ByteKind.COUNT, "compact size", "", "Message.Headers.headers()");
    private static final Label PROTOCOL = new Label(
            "message.protocol", "protocol version", ByteKind.COUNT, LITTLE_ENDIAN, "", "GetHeaders.version()");
    private static final Label LOCATOR =
            new Label("message.locator", "locator", ByteKind.HASH, HASH_ORDER, "", "GetHeaders.locator()");
    private static final Label STOP =
            new Label("message.stop", "stop", ByteKind.HASH, HASH_ORDER, "", "GetHeaders.stop()");
    private static final Label NONCE =
            new Label("message.nonce", "number", ByteKind.COUNT, LITTLE_ENDIAN, "", "Ping.nonce()");
    private static final Label FEE_RATE =
            new Label("message.fee_rate", "fee rate", ByteKind.AMOUNT, LITTLE_ENDIAN, "", "FeeFilter.feeRate()");
    private static final Label PAYLOAD =
            new Label("message.payload", "payload", ByteKind.SCRIPT, AS_IS, "", "Message.encode()");

    private final FieldRecorder recorder;
    private final ScriptFields scripts;

    MessageFields(FieldRecorder recorder, ScriptFields scripts) {
        this.recorder = recorder;
        this.scripts = scripts;
    }

    /** Reads one message whose frame is known to be right. */
    void read() {
        recorder.read(
                MAGIC,
                reader -> reader.readBytes(4).toHex(),
                value -> value,
                "Names the network; a node of another network ends the connection here.");
        String command = recorder.read(
                COMMAND,
                reader -> text(reader.readByteArray(12)),
                value -> value,
                "What kind of message it is, in ASCII, filled up with zero bytes.");
        recorder.read(LENGTH, ByteReader::readUInt32, n -> n + " bytes", "How many bytes of payload follow these 24.");
        recorder.read(
                CHECKSUM,
                reader -> reader.readBytes(4).toHex(),
                value -> value,
                "The first four bytes of the payload's double SHA-256. It finds accidents; it proves nothing.");
        recorder.section("Frame, " + MessageCodec.HEADER_SIZE + " bytes", 0);
        MessageType.of(command).ifPresent(this::payload);
        rest();
    }

    private void payload(MessageType type) {
        switch (type) {
            case INV, GETDATA, NOTFOUND -> items();
            case HEADERS -> headers();
            case BLOCK -> BlockFields.read(recorder, scripts);
            case TX -> new TransactionFields(recorder, scripts).read("Transaction");
            case GETHEADERS, GETBLOCKS -> locator();
            case PING, PONG -> number();
            case FEEFILTER -> feeRate();
            case VERSION, VERACK, GETADDR, ADDR, SENDHEADERS, MEMPOOL -> {} // told whole, if there is anything
        }
    }

    private static String text(byte[] name) {
        return new String(name, StandardCharsets.US_ASCII).replace("\0", "");
    }

    private int count(String meaning) {
        return recorder.read(COUNT, ByteReader::readCompactSize, n -> Integer.toString(n), meaning);
    }

    private void items() {
        int start = recorder.position();
        int count = count("How many things are named.");
        for (int i = 0; i < count; i++) {
            recorder.read(
                    ITEM_TYPE,
                    ByteReader::readUInt32,
                    MessageFields::itemType,
                    "What is named: 1 is a transaction, 2 a block.");
            recorder.read(
                    ITEM_HASH, ByteReader::readHash, Hash256::toDisplay, "Its name: a txid, or the hash of a block.");
        }
        recorder.section("Names, " + count, start);
    }

    private static String itemType(long type) {
        return type == 1 ? "1 (tx)" : type == 2 ? "2 (block)" : Long.toString(type);
    }

    private void headers() {
        int count = count("How many headers follow, each of 80 bytes and one that is zero.");
        for (int i = 0; i < count; i++) {
            HeaderFields.read(recorder);
            recorder.read(
                    NO_TRANSACTIONS,
                    ByteReader::readCompactSize,
                    n -> Integer.toString(n),
                    "Always zero: where a block has its number of transactions.");
        }
    }

    private void locator() {
        int start = recorder.position();
        recorder.read(
                PROTOCOL, ByteReader::readInt32, n -> Integer.toString(n), "Which version of the protocol is spoken.");
        int count = count("How many hashes follow.");
        for (int i = 0; i < count; i++) {
            recorder.read(
                    LOCATOR,
                    ByteReader::readHash,
                    Hash256::toDisplay,
                    "A block the sender has: first the newest ones, then ever larger steps back, so that the last common one is"
                            + " found at once.");
        }
        recorder.read(
                STOP,
                ByteReader::readHash,
                Hash256::toDisplay,
                hash -> hash.isZero() ? "All zero: as many as fit." : "The last one that is wanted.");
        recorder.section("Locator, " + count, start);
    }

    private void number() {
        if (recorder.reader().remaining() >= Long.BYTES) {
            recorder.read(
                    NONCE,
                    ByteReader::readInt64,
                    Long::toUnsignedString,
                    "Any number; the answer repeats it (BIP 31).");
        }
    }

    private void feeRate() {
        recorder.read(
                FEE_RATE,
                ByteReader::readInt64,
                n -> n + " satoshis",
                "For 1,000 bytes: the sender doesn't want to hear of transactions that pay less (BIP 133).");
    }

    /** What is left of the payload: all of it where its inside isn't explained, and what later versions append. */
    private void rest() {
        int left = recorder.reader().remaining();
        if (left > 0) {
            recorder.read(
                    PAYLOAD,
                    reader -> reader.readBytes(left),
                    bytes -> bytes.size() + " bytes",
                    "What the message carries; this page doesn't take it apart.");
        }
    }
}
