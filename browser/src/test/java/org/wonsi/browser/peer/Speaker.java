package org.wonsi.browser.peer;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.PeerId;

/** The other end of a tab's connection, and its shelf: says anything, and gives the blocks that it is asked for. */
final class Speaker {
    final TabPeer tab;
    final Map<String, String> shelf = new HashMap<>();
    final List<Message> heard = new ArrayList<>();
    final Map<BlockHash, Block> blocks = new HashMap<>();
    Optional<String> closed = Optional.empty();

    /** Blocks that it was asked for, and gave. */
    int given;

    /** Bytes that arrive at a time. */
    int piece = 1_000_000;

    private final MessageCodec codec;
    private MessageStream stream;
    private Instant now;

    Speaker(TabPeer tab, ChainParams params, Instant now) {
        this.tab = tab;
        this.codec = new MessageCodec(params.magic());
        this.stream = new MessageStream(codec);
        this.now = now;
    }

    /** A new connection on which both sides have agreed. */
    void connect() throws JsonParserException {
        closed = Optional.empty();
        tab.restored();
        stream = new MessageStream(codec);
        tab.connected(now);
        perform();
        say(new VersionMessage(
                VersionMessage.PROTOCOL_VERSION,
                VersionMessage.NODE_NETWORK,
                now.getEpochSecond(),
                new VersionMessage.PeerServices(0, NetworkAddress.NONE),
                new VersionMessage.PeerServices(1, NetworkAddress.NONE),
                7,
                "/Wonsi:0.1.0(Seoul)/",
                0,
                true));
        say(new Message.Verack());
    }

    void say(Message message) throws JsonParserException {
        sayBytes(ByteString.copyOf(codec.encode(message)));
    }

    void sayBytes(ByteString bytes) throws JsonParserException {
        for (int from = 0; from < bytes.size() && closed.isEmpty(); from += piece) {
            tab.received(bytes.slice(from, Math.min(bytes.size(), from + piece)), now);
            while (tab.step(now)) {
                perform();
            }
            perform();
        }
    }

    /** Announces a block and gives it if it is asked for. */
    void tell(Block block) throws JsonParserException {
        blocks.put(block.hash(), block);
        say(new Message.Headers(List.of(block.header())));
    }

    void later(Instant then) throws JsonParserException {
        now = then;
        tab.tick(now);
        perform();
    }

    /** Does what the page's worker does. */
    void perform() throws JsonParserException {
        JsonObject todo = JsonParser.object().from(tab.take());
        for (Object each : todo.getArray("keep")) {
            JsonObject change = (JsonObject) each;
            if (change.has("hex")) {
                shelf.put(change.getString("hash"), change.getString("hex"));
            } else {
                shelf.remove(change.getString("hash"));
            }
        }
        if (!stream.add(ByteString.ofHex(todo.getString("send")))) {
            throw new AssertionError("the tab sent too much");
        }
        List<Message> answers = new ArrayList<>();
        for (Optional<Event> event = stream.next(new PeerId(1));
                event.isPresent();
                event = stream.next(new PeerId(1))) {
            Message message = ((Event.Received) event.get()).message();
            heard.add(message);
            if (message instanceof Message.GetData wanted) {
                for (InventoryItem item : wanted.items()) {
                    Optional.ofNullable(blocks.get(new BlockHash(item.hash())))
                            .ifPresent(block -> answers.add(new Message.BlockMessage(block)));
                }
            }
        }
        if (todo.has("close")) {
            closed = Optional.of(todo.getString("close"));
            tab.closed(todo.getString("close"), now);
            return;
        }
        for (Message answer : answers) {
            given++;
            say(answer);
        }
    }

    JsonObject state() throws JsonParserException {
        return JsonParser.object().from(tab.state());
    }

    static JsonArray array(String json) throws JsonParserException {
        return JsonParser.array().from(json);
    }
}
