package org.wonsi.core.protocol.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.crypto.Sha256d;

/**
 * The encoder and decoder of messages, in the form of Bitcoin's version-1 transport.
 *
 * <pre>
 *   magic       4   names the network
 *   command    12   ASCII, filled up with zero bytes
 *   length      4   of the payload
 *   checksum    4   first bytes of the payload's double SHA-256
 *   payload
 * </pre>
 *
 * <p>Bytes that belong to a known message but go on after its end are allowed, as in Bitcoin Core: later versions append
 * fields. How many elements a message <em>may</em> have is {@link MessageLimits}' business, not the decoder's.
 */
public final class MessageCodec {
    /** Bytes in front of each payload. */
    public static final int HEADER_SIZE = 24;

    /** The longest payload in bytes; Bitcoin Core's {@code MAX_PROTOCOL_MESSAGE_LENGTH}. */
    public static final int MAXIMUM_PAYLOAD = 4_000_000;

    private static final int NAME_OFFSET = 4;

    private final ByteString magic;

    /**
     * The 24 bytes in front of a payload, without the magic.
     *
     * @param command printable, whatever the peer sent
     * @param name the 12 bytes that the command stands in
     */
    public record Header(String command, int length, ByteString checksum, ByteString name) {}

    /** A codec for a network with these four bytes in front of each message. */
    public MessageCodec(ByteString magic) {
        if (magic.size() != 4) {
            throw new IllegalArgumentException("a network's magic has 4 bytes, not " + magic.size());
        }
        this.magic = magic;
    }

    /** The whole message, header and payload. */
    public byte[] encode(Message message) {
        ByteWriter payload = new ByteWriter();
        message.encode(payload);
        return frame(message.command(), payload.toByteArray());
    }

    /** A message whose payload is already in bytes, such as a block as it was stored. */
    public byte[] frame(String command, byte[] payload) {
        byte[] name = command.getBytes(StandardCharsets.US_ASCII);
        if (name.length > 12) {
            throw new IllegalArgumentException("a command has at most 12 characters: " + command);
        }
        return new ByteWriter(HEADER_SIZE + payload.length)
                .writeBytes(magic)
                .writeBytes(Arrays.copyOf(name, 12))
                .writeUInt32(payload.length)
                .writeBytes(checksum(payload))
                .writeBytes(payload)
                .toByteArray();
    }

    /**
     * Reads the 24 bytes in front of a payload.
     *
     * @throws MalformedException after which the stream can't be followed: another network's magic, a payload over the limit
     */
    public Header decodeHeader(byte[] bytes) {
        ByteReader reader = new ByteReader(bytes);
        ByteString found = reader.readBytes(4);
        if (!found.equals(magic)) {
            throw new MalformedException(0, FormError.MAGIC.with(magic), found.toHex() + networkOf(found));
        }
        byte[] name = reader.readByteArray(12);
        long length = reader.readUInt32();
        if (length > MAXIMUM_PAYLOAD) {
            throw new MalformedException(
                    16, FormError.PAYLOAD_MOST.with(MAXIMUM_PAYLOAD), FormError.BYTES.with(length));
        }
        return new Header(commandOf(name), (int) length, reader.readBytes(4), ByteString.copyOf(name));
    }

    /** Which known network a peer of another one belongs to, in parentheses. */
    private static String networkOf(ByteString magic) {
        for (Network network : Network.values()) {
            if (ChainParams.of(network).magic().equals(magic)) {
                return " (" + network.id() + ")";
            }
        }
        return "";
    }

    /** The name for people: without the zeros that fill it up, and with a question mark for what is no text. */
    private static String commandOf(byte[] name) {
        StringBuilder command = new StringBuilder();
        for (int i = 0; i < name.length && name[i] != 0; i++) {
            command.append(isPrintable(name[i]) ? (char) name[i] : '?');
        }
        return command.toString();
    }

    private static boolean isPrintable(byte b) {
        return b >= ' ' && b <= '~';
    }

    private static void checkName(ByteString name) {
        int length = 0;
        while (length < name.size() && name.at(length) != 0) {
            if (!isPrintable((byte) name.at(length))) {
                throw new MalformedException(
                        NAME_OFFSET + length, FormError.PRINTABLE.with(), FormError.BYTE.with(name.at(length)));
            }
            length++;
        }
        for (int i = length; i < name.size(); i++) {
            if (name.at(i) != 0) {
                throw new MalformedException(
                        NAME_OFFSET + i, FormError.COMMAND_ZERO.with(), FormError.BYTE.with(name.at(i)));
            }
        }
    }

    /**
     * Checks what the header says of the payload, and that the command is a name.
     *
     * @throws MalformedException if not; the message is to be left out, the next can be read all the same
     */
    public void checkFrame(Header header, byte[] payload) {
        checkName(header.name());
        ByteString expected = checksum(payload);
        if (!expected.equals(header.checksum())) {
            throw new MalformedException(
                    20,
                    FormError.PAYLOAD_CHECKSUM.with(expected, header.command()),
                    header.checksum().toHex());
        }
    }

    /**
     * Decodes a payload whose frame was checked.
     *
     * @throws MalformedException if its content is wrong; the next message can be read all the same
     */
    public Message decode(Header header, byte[] payload) {
        Optional<MessageType> type = MessageType.of(header.command());
        return type.isPresent()
                ? type.get().decode(new ByteReader(payload))
                : new Message.Unknown(header.command(), ByteString.copyOf(payload));
    }

    /**
     * Decodes one message that takes up all of the bytes.
     *
     * @throws MalformedException if it isn't one
     */
    public Message decode(byte[] bytes) {
        ByteReader reader = new ByteReader(bytes);
        Header header = decodeHeader(reader.readByteArray(HEADER_SIZE));
        byte[] payload = reader.readByteArray(header.length());
        reader.expectEnd();
        checkFrame(header, payload);
        return decode(header, payload);
    }

    private static ByteString checksum(byte[] payload) {
        return ByteString.copyOf(Sha256d.hash(payload).toByteArray(), 0, 4);
    }
}
