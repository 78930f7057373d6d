package org.wonsi.lab.explain;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.tx.Transaction;

/**
 * An explainer of bytes: of a block, header, transaction, message, script or address, field by field.
 *
 * <p>What the bytes are is found by trying: a message of the network begins with its magic and has its checksum; 80 bytes are
 * a header; else bytes that read to their end as a transaction or as a block are one; a whole
 * transaction or block with bytes left over is refused; anything else is a script, because any bytes are. {@link Form} overrides the guess,
 * and an address is never guessed: it comes as text ({@link Pasted}).
 */
public final class Explainer {
    /** The largest input that is explained: as many bytes as a block can have. */
    public static final int MAX_SIZE = 1_000_000;

    private final ChainParams params;
    private final PrevoutSource prevouts;
    private final WorkBudget budget;

    /** Explains with a network's addresses and target limit, and with what outputs are known for signatures. */
    public Explainer(ChainParams params, PrevoutSource prevouts) {
        this(params, prevouts, WorkBudget.unlimited());
    }

    /** The same, with no more work than this budget allows; for one explanation. */
    public Explainer(ChainParams params, PrevoutSource prevouts, WorkBudget budget) {
        this.params = params;
        this.budget = budget;
        this.prevouts = prevouts.orElse(KnownPrevouts.wellKnown());
    }

    /** The forms in which bytes can be read. */
    public enum Form {
        BLOCK,
        HEADER,
        TRANSACTION,
        MESSAGE,
        SCRIPT,
        /** The 25 bytes that base 58 writes as an address, its checksum included. */
        ADDRESS
    }

    /**
     * Explains the bytes as what they look like.
     *
     * @throws MalformedException if there are none, or more than {@link #MAX_SIZE}, or some behind a whole transaction or block
     */
    public Explanation explain(ByteString bytes) {
        checkSize(bytes);
        return explain(bytes, guess(bytes));
    }

    /**
     * Explains the bytes as the form says.
     *
     * @throws MalformedException if they can't be read so, with the offset at which that shows
     */
    public Explanation explain(ByteString bytes, Form form) {
        checkSize(bytes);
        return switch (form) {
            case BLOCK -> block(bytes);
            case HEADER -> header(bytes);
            case TRANSACTION -> transaction(bytes);
            case MESSAGE -> message(bytes);
            case SCRIPT -> script(bytes);
            case ADDRESS -> address(bytes);
        };
    }

    private static void checkSize(ByteString bytes) {
        if (bytes.isEmpty() || bytes.size() > MAX_SIZE) {
            throw new MalformedException(0, "1 to " + MAX_SIZE + " bytes", bytes.size() + "");
        }
    }

    private Form guess(ByteString bytes) {
        if (reads(() -> checkedFrame(bytes))) {
            return Form.MESSAGE;
        }
        if (bytes.size() == BlockHeader.SIZE) {
            return Form.HEADER;
        }
        if (reads(() -> Transaction.decode(bytes).inputs().get(0))) {
            return Form.TRANSACTION;
        }
        if (reads(() -> Block.decode(bytes))) {
            return Form.BLOCK;
        }
        checkNothingLeftOver(bytes, "block", reader -> {
            List<Transaction> transactions = Block.decode(reader).transactions();
            return !transactions.isEmpty() && transactions.get(0).isCoinbase();
        });
        checkNothingLeftOver(bytes, "transaction", reader -> isUsual(Transaction.decode(reader)));
        return Form.SCRIPT;
    }

    /** Any bytes are a script, but a whole block or payment with something behind it was hardly meant as one. */
    private static void checkNothingLeftOver(ByteString bytes, String what, Predicate<ByteReader> isOne) {
        ByteReader reader = bytes.reader();
        boolean[] one = {false};
        if (reads(() -> one[0] = isOne.test(reader)) && one[0]) {
            int left = reader.remaining();
            throw new MalformedException("a " + what + " of " + reader.position() + " bytes, and " + left
                    + (left == 1 ? " byte" : " bytes") + " left over");
        }
    }

    /** No script begins like this by chance: a version that is in use, inputs and outputs. */
    private static boolean isUsual(Transaction tx) {
        return (tx.version() == 1 || tx.version() == 2)
                && !tx.inputs().isEmpty()
                && !tx.outputs().isEmpty();
    }

    private static boolean reads(Runnable decoding) {
        try {
            decoding.run();
            return true;
        } catch (MalformedException | IndexOutOfBoundsException e) {
            return false; // the question was whether they read
        }
    }

    private Explanation block(ByteString bytes) {
        Block block = Block.decode(bytes);
        FieldRecorder recorder = new FieldRecorder(bytes, budget.fields());
        BlockFields.read(recorder, new ScriptFields(params));
        String title = "Block " + block.hash().toDisplay() + ", " + bytes.size() + " bytes";
        List<Check> checks = new BlockChecks(params, prevouts.orElse(KnownPrevouts.of(block)), budget).of(block);
        return new Explanation("block", title, bytes, recorder.sections(), recorder.fields(), checks);
    }

    private Explanation header(ByteString bytes) {
        BlockHeader header = BlockHeader.decode(bytes.reader());
        FieldRecorder recorder = new FieldRecorder(bytes, budget.fields());
        HeaderFields.read(recorder);
        recorder.reader().expectEnd();
        String title = "Header of block " + header.hash().toDisplay();
        return new Explanation(
                "header",
                title,
                bytes,
                recorder.sections(),
                recorder.fields(),
                List.of(BlockChecks.work(header, params)));
    }

    private Explanation transaction(ByteString bytes) {
        Transaction tx = Transaction.decode(bytes);
        FieldRecorder recorder = new FieldRecorder(bytes, budget.fields());
        new TransactionFields(recorder, new ScriptFields(params)).read("Transaction");
        recorder.reader().expectEnd();
        String title = "Transaction " + tx.txid().toDisplay() + ", " + bytes.size() + " bytes";
        List<Check> checks = new TransactionChecks(prevouts, Optional.empty(), budget).of(tx, "");
        return new Explanation("transaction", title, bytes, recorder.sections(), recorder.fields(), checks);
    }

    private Explanation message(ByteString bytes) {
        MessageCodec.Header header = checkedFrame(bytes);
        FieldRecorder recorder = new FieldRecorder(bytes, budget.fields());
        new MessageFields(recorder, new ScriptFields(params)).read();
        recorder.reader().expectEnd();
        String title = "Message " + header.command() + ", " + bytes.size() + " bytes";
        return new Explanation(
                "message",
                title,
                bytes,
                recorder.sections(),
                recorder.fields(),
                List.of(Check.of("checksum", true, "the payload's double SHA-256 begins with " + header.checksum())));
    }

    /** The frame of bytes that are one whole message of this network. */
    private MessageCodec.Header checkedFrame(ByteString bytes) {
        ByteReader reader = bytes.reader();
        MessageCodec codec = new MessageCodec(params.magic());
        MessageCodec.Header header = codec.decodeHeader(reader.readByteArray(MessageCodec.HEADER_SIZE));
        byte[] payload = reader.readByteArray(header.length());
        reader.expectEnd();
        codec.checkFrame(header, payload);
        return header;
    }

    private Explanation script(ByteString bytes) {
        FieldRecorder recorder = new FieldRecorder(bytes, budget.fields());
        String title = new ScriptFields(params).readScript(recorder);
        return new Explanation("script", title, bytes, recorder.sections(), recorder.fields(), List.of());
    }

    private Explanation address(ByteString bytes) {
        AddressFields address = new AddressFields(bytes);
        FieldRecorder recorder = new FieldRecorder(bytes, budget.fields());
        address.read(recorder);
        return new Explanation(
                "address", address.title(), bytes, recorder.sections(), recorder.fields(), List.of(address.check()));
    }
}
