package org.wonsi.core.mining;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.StrangersText;
import org.wonsi.core.consensus.BlockRules;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.tx.Transaction;

/**
 * The name of whoever found a block, in the free text of its coinbase, as mining pools write it: "/Seoul/".
 *
 * <p>Nothing proves it; anyone can write any name.
 */
public final class CoinbaseTag {
    /** UTF-8 bytes of the longest tag, slashes included. */
    public static final int MAX_BYTES = 64;

    /** Bytes that a height takes at most, with room for what miners wrote before BIP 34. */
    private static final int MAX_HEIGHT_BYTES = 8;

    private CoinbaseTag() {}

    /** The coinbase script: height (BIP 34), tag, extra nonce. */
    public static Script script(int height, String tag, long extraNonce) {
        byte[] text = tag.getBytes(StandardCharsets.UTF_8);
        if (text.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the tag '" + tag + "' has " + text.length + " bytes; at most " + MAX_BYTES + " fit");
        }
        byte[] nonce = new byte[8];
        for (int i = 0; i < 8; i++) {
            nonce[i] = (byte) (extraNonce >>> (8 * i));
        }
        return new ScriptBuilder()
                .script(BlockRules.heightPush(height))
                .push(ByteString.copyOf(text))
                .push(ByteString.copyOf(nonce))
                .build();
    }

    /** The tag in a script that {@link #script} made: its second push. */
    static String text(Script script) {
        return new String(script.operations().get(1).data().toByteArray(), StandardCharsets.UTF_8);
    }

    /**
     * The name between the first two slashes after the height in a coinbase's script; empty if there is none, or no input. The height
     * is passed over because it may hold a slash itself: 47 is one.
     */
    public static Optional<String> of(Transaction coinbase) {
        if (coinbase.inputs().isEmpty()) {
            return Optional.empty();
        }
        byte[] script = coinbase.inputs().get(0).scriptSig().bytes().toByteArray();
        int from = indexOfSlash(script, afterHeight(script));
        int to = from < 0 ? -1 : indexOfSlash(script, from + 1);
        if (to <= from + 1) {
            return Optional.empty();
        }
        String name = new String(script, from + 1, to - from - 1, StandardCharsets.UTF_8);
        boolean text = name.codePoints().allMatch(c -> StrangersText.isPlain(c) && c != 0xfffd);
        return text ? Optional.of(name) : Optional.empty();
    }

    private static int afterHeight(byte[] script) {
        boolean pushes = script.length > 0 && script[0] > 0 && script[0] <= MAX_HEIGHT_BYTES;
        return pushes ? 1 + script[0] : 0;
    }

    private static int indexOfSlash(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '/') {
                return i;
            }
        }
        return -1;
    }
}
