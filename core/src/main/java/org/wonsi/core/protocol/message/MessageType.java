package org.wonsi.core.protocol.message;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wonsi.core.bytes.ByteReader;

/** The kinds of messages this node understands, with the name and the decoder of each. */
public enum MessageType {
    VERSION("version", VersionMessage::decode),
    VERACK("verack", Message.Verack::decode),
    PING("ping", Message.Ping::decode),
    PONG("pong", Message.Pong::decode),
    GETADDR("getaddr", Message.GetAddr::decode),
    ADDR("addr", Message.Addr::decode),
    INV("inv", Message.Inv::decode),
    GETDATA("getdata", Message.GetData::decode),
    NOTFOUND("notfound", Message.NotFound::decode),
    GETHEADERS("getheaders", Message.GetHeaders::decode),
    HEADERS("headers", Message.Headers::decode),
    SENDHEADERS("sendheaders", Message.SendHeaders::decode),
    GETBLOCKS("getblocks", Message.GetBlocks::decode),
    BLOCK("block", Message.BlockMessage::decode),
    TX("tx", Message.TxMessage::decode),
    MEMPOOL("mempool", Message.MempoolRequest::decode),
    FEEFILTER("feefilter", Message.FeeFilter::decode);

    private static final Map<String, MessageType> BY_COMMAND =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(MessageType::command, type -> type));

    private final String command;

    @SuppressWarnings("ImmutableEnumChecker") // method references without state
    private final Function<ByteReader, Message> decoder;

    MessageType(String command, Function<ByteReader, Message> decoder) {
        this.command = command;
        this.decoder = decoder;
    }

    /** The name on the wire. */
    public String command() {
        return command;
    }

    Message decode(ByteReader payload) {
        return decoder.apply(payload);
    }

    /** The type with a name, if it is known here. */
    public static Optional<MessageType> of(String command) {
        return Optional.ofNullable(BY_COMMAND.get(command));
    }
}
