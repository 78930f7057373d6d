package org.wonsi.node.service;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.VersionMessage;

/**
 * A node's announcement of itself, in the TXT record of its service: strings of a length byte and {@code key=value}.
 *
 * <pre>
 *   id=9f3c21d08b7a6e55   drawn at each start, by which a node knows itself
 *   magic=776f6e73        the network, as in front of each message
 *   genesis=000000...     the first block's hash
 *   name=Seoul            what people call it
 *   protocol=70016        the newest protocol version it speaks
 *   http=http://192.168.0.7:8001    its page; may be missing
 * </pre>
 *
 * @param id 16 hexadecimal digits
 * @param magic 8 hexadecimal digits
 * @param genesis 64 hexadecimal digits, as people write it
 * @param name 1 to 40 characters, none of them a control character
 * @param protocol 1 to 999,999
 * @param http a URL with scheme http and a host, at most 200 characters; empty if it has none
 */
public record Announcement(String id, String magic, String genesis, String name, int protocol, String http) {
    /** The longest TXT record that is looked at; RFC 6763 advises to stay under 1,300 bytes. */
    static final int MAXIMUM_BYTES = 1_300;

    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_URL = 200;

    /**
     * Checks each part.
     *
     * @throws MalformedException if one is not as described
     */
    public Announcement {
        check("id", id, "[0-9a-f]{16}");
        check("magic", magic, "[0-9a-f]{8}");
        check("genesis", genesis, "[0-9a-f]{64}");
        check("name", name, "[^\\p{Cntrl}\\p{Cf}]{1," + LONGEST_NAME + "}");
        if (protocol < 1 || protocol > 999_999) {
            throw new MalformedException("protocol out of range: " + protocol);
        }
        if (!http.isEmpty()) {
            checkUrl(http);
        }
    }

    /** What a node of this program says. */
    public static Announcement of(String id, ChainParams params, String name, String http) {
        return new Announcement(
                id,
                params.magic().toHex(),
                params.genesisHash().toDisplay(),
                name,
                VersionMessage.PROTOCOL_VERSION,
                http);
    }

    private static void check(String key, String value, String pattern) {
        if (!value.matches(pattern)) {
            throw new MalformedException(value.isEmpty() ? "no " + key : key + " is not as it should be");
        }
    }

    private static void checkUrl(String url) {
        try {
            URI uri = new URI(url);
            boolean plain = "http".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null;
            if (url.length() > LONGEST_URL || !plain) {
                throw new MalformedException("http is no short URL such as http://192.168.0.7:8001");
            }
        } catch (URISyntaxException e) {
            throw new MalformedException("http is no URL");
        }
    }

    /** Whether it is on the same chain. */
    public boolean isOn(Announcement other) {
        return magic.equals(other.magic) && genesis.equals(other.genesis);
    }

    /** The TXT record. */
    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("id", id);
        values.put("magic", magic);
        values.put("genesis", genesis);
        values.put("name", name);
        values.put("protocol", Integer.toString(protocol));
        if (!http.isEmpty()) {
            values.put("http", http);
        }
        values.forEach((key, value) -> {
            byte[] text = (key + "=" + value).getBytes(StandardCharsets.UTF_8);
            out.write(text.length);
            out.writeBytes(text);
        });
        return out.toByteArray();
    }

    /**
     * Reads a TXT record. Of a key that comes twice the first counts, and unknown keys are passed over, as RFC 6763 wants.
     *
     * @throws MalformedException if it isn't what a node says of itself
     */
    public static Announcement decode(byte[] txt) {
        if (txt.length > MAXIMUM_BYTES) {
            throw new MalformedException("a TXT record of " + txt.length + " bytes, more than " + MAXIMUM_BYTES);
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int at = 0; at < txt.length; ) {
            int length = txt[at] & 0xff;
            if (at + 1 + length > txt.length) {
                throw new MalformedException("a string of the TXT record goes on past its end");
            }
            put(values, text(txt, at + 1, length));
            at += 1 + length;
        }
        return new Announcement(
                values.getOrDefault("id", ""),
                values.getOrDefault("magic", ""),
                values.getOrDefault("genesis", ""),
                values.getOrDefault("name", ""),
                number(values.getOrDefault("protocol", "")),
                values.getOrDefault("http", ""));
    }

    private static void put(Map<String, String> values, String text) {
        int equals = text.indexOf('=');
        if (equals > 0) {
            values.putIfAbsent(text.substring(0, equals).toLowerCase(Locale.ROOT), text.substring(equals + 1));
        }
    }

    private static String text(byte[] bytes, int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("a string of the TXT record is no UTF-8");
        }
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw new MalformedException("protocol is no number");
        }
        return Integer.parseInt(text);
    }
}
