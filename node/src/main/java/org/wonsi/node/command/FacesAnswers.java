package org.wonsi.node.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wonsi.node.lesson.Action;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.recording.RecordingWriter;

/**
 * A recorder of the answers that the page needs to show a lesson's objects as three faces: it asks a node what the page would
 * ask, so that they are those of the recorded chain when the recording is played. It asks word for word as the page's
 * {@code faces} modules do; a test opens each recorded face with no node behind it.
 */
final class FacesAnswers {
    /** How far back the page looks for a block with a payment, in answers of ten blocks. */
    private static final int ATTEMPTS = 6;

    /** Rows of so many things of a message are looked up. */
    private static final int LOOKED_UP = 4;

    /** An explanation of more hexadecimal digits is asked for by POST. */
    private static final int URL_ROOM = 4_000;

    private final SeminarClient node;
    private final RecordingWriter writer;
    private final ObjectMapper mapper = new ObjectMapper();
    private final Set<String> known = new HashSet<>();

    FacesAnswers(SeminarClient node, RecordingWriter writer) {
        this.node = node;
        this.writer = writer;
    }

    /** The answers for each face of a lesson; where none is named, the page shows the newest block's header. */
    void of(Lesson lesson) throws IOException {
        List<Action> wanted = new ArrayList<>();
        lesson.steps().forEach(step -> wanted.addAll(step.faces()));
        if (wanted.isEmpty()) {
            wanted.add(new Action("header", "", Map.of()));
        }
        for (Action face : wanted) {
            if (face.experiment().equals("message")) {
                message(face);
            } else {
                object(face);
            }
        }
    }

    private void object(Action face) throws IOException {
        String block = face.arguments().getOrDefault("block", "tip");
        int height = height(block);
        String hash = get("/api/block-height/" + height).asText();
        if (face.experiment().equals("header")) {
            header(height, hash);
            return;
        }
        JsonNode txids = get("/api/block/" + hash + "/txids");
        int address = Integer.parseInt(face.arguments().getOrDefault("tx", "1"));
        String txid = txids.path(Math.min(address, txids.size() - 1)).asText();
        String output = face.arguments().getOrDefault("output", "0");
        switch (face.experiment()) {
            case "tx" -> transaction(txid);
            case "coin" -> coin(txid, output);
            case "script" -> script(txid, output);
            case "branch" -> branch(txid);
            default -> throw new IllegalStateException("no face is called " + face.experiment());
        }
    }

    private int height(String block) throws IOException {
        if (block.matches("[0-9]+")) {
            return Integer.parseInt(block);
        }
        int tip = Integer.parseInt(get("/api/blocks/tip/height").asText());
        if (!block.equals("paid")) {
            String back = block.replaceFirst("^tip-?", "");
            return Math.max(0, tip - (back.isEmpty() ? 0 : Integer.parseInt(back)));
        }
        int from = tip;
        for (int look = 0; look < ATTEMPTS && from > 0; look++) {
            for (JsonNode one : get("/api/blocks/" + from)) {
                if (one.path("tx_count").asInt() > 1) {
                    return one.path("height").asInt();
                }
            }
            from -= 10;
        }
        return tip;
    }

    private void header(int height, String hash) throws IOException {
        String hex = get("/api/block/" + hash + "/header").asText().strip();
        get("/api/block/" + hash);
        decode(hex);
        sql(
                "SELECT height, hash_hex, version, prev_hash_hex, merkle_root_hex, time, bits, nonce\nFROM header_hex\nWHERE height = "
                        + height);
    }

    private void transaction(String txid) throws IOException {
        String hex = get("/api/tx/" + txid + "/hex").asText().strip();
        JsonNode tx = get("/api/tx/" + txid);
        decode(hex);
        int height = tx.path("status").path("block_height").asInt(-1);
        sql("SELECT height, version, input_count, output_count, lock_time, size, fee\nFROM tx_hex\nWHERE txid_hex = '"
                + txid + "' AND height = " + height);
        sql("SELECT n, value, script_pub_key, spent_by\nFROM v_output\nWHERE txid = '" + txid + "' AND height = "
                + height);
    }

    private void coin(String txid, String output) throws IOException {
        String hex = get("/api/tx/" + txid + "/hex").asText().strip();
        get("/api/tx/" + txid);
        decode(hex);
        sql("SELECT n, value, script_pub_key, spendable, spent_by, spent_height\nFROM v_output\nWHERE txid = '" + txid
                + "' AND n = " + output);
    }

    private void script(String txid, String output) throws IOException {
        JsonNode tx = get("/api/tx/" + txid);
        decodeAs(
                tx.path("vout")
                        .path(Integer.parseInt(output))
                        .path("scriptpubkey")
                        .asText(),
                "script");
        sql("SELECT n, value, script_pub_key, spendable, spent_by\nFROM v_output\nWHERE txid = '" + txid + "' AND n = "
                + output);
        get("/api/tx/" + txid + "/outspend/" + output);
    }

    private void branch(String txid) throws IOException {
        JsonNode status = get("/api/tx/" + txid).path("status");
        int address = get("/api/tx/" + txid + "/merkle-proof").path("pos").asInt();
        String block = status.path("block_hash").asText();
        get("/node/blocks/" + block + "/txs/" + address + "/branch");
        int first = address - address % 2;
        sql(
                "SELECT t.id - c.first_tx_id AS place, t.txid_hex\nFROM tx_hex t JOIN chain c ON c.height = t.height\nWHERE t.height = "
                        + status.path("block_height").asInt() + " AND place BETWEEN " + first + " AND " + (first + 1));
        sql("SELECT height, merkle_root_hex\nFROM header_hex\nWHERE hash_hex = '" + block + "'");
    }

    // ------------------------------------------------------------------------------------------- messages

    private void message(Action face) throws IOException {
        String self = node.ask("GET", "/node/board", "").path("self").asText();
        String name = face.arguments().getOrDefault("node", self);
        String type = face.arguments().getOrDefault("type", "");
        String peer = face.arguments().getOrDefault("peer", "");
        for (JsonNode one : get("/node/messages?node=" + name)) {
            boolean isIt = (type.isEmpty() || one.path("type").asText().equals(type))
                    && (peer.isEmpty() || one.path("peer").asText().equals(peer));
            if (isIt) {
                message(name, one.path("number").asText());
                return;
            }
        }
    }

    private void message(String name, String number) throws IOException {
        JsonNode message = get("/node/messages/" + number + "?node=" + name);
        JsonNode fields = decodeAs(message.path("hex").asText(), "message").path("fields");
        List<String> roots = values(fields, "header.merkle_root");
        if (!roots.isEmpty()) {
            sql(
                    "SELECT height, hash_hex, version, prev_hash_hex, merkle_root_hex, time, bits, nonce\nFROM header_hex\nWHERE"
                            + " merkle_root_hex IN (" + quoted(roots) + ")");
        }
        List<String> types = values(fields, "message.item.type");
        List<String> hashes = values(fields, "message.item.hash");
        items(types, hashes, "1", "tx", "txid_hex", "fee");
        items(types, hashes, "2", "header", "hash_hex", "status");
    }

    private void items(List<String> types, List<String> hashes, String kind, String table, String column, String more)
            throws IOException {
        List<String> named = new ArrayList<>();
        for (int i = 0; i < hashes.size(); i++) {
            if (types.get(i).startsWith(kind)) {
                named.add(hashes.get(i));
            }
        }
        if (!named.isEmpty()) {
            sql("SELECT height, " + column + ", " + more + "\nFROM " + table + "_hex\nWHERE " + column + " IN ("
                    + quoted(named) + ")");
        }
    }

    private static List<String> values(JsonNode fields, String id) {
        List<String> values = new ArrayList<>();
        for (JsonNode field : fields) {
            if (field.path("id").asText().equals(id) && values.size() < LOOKED_UP) {
                values.add(field.path("value").asText());
            }
        }
        return values;
    }

    private static String quoted(List<String> hashes) {
        return String.join(", ", hashes.stream().map(hash -> "'" + hash + "'").toList());
    }

    // ------------------------------------------------------------------------------------------- the node

    private void decode(String hex) throws IOException {
        if (hex.length() < URL_ROOM) {
            get("/node/decode?hex=" + hex);
        } else {
            post("/node/decode", mapper.createObjectNode().put("hex", hex).toString());
        }
    }

    private JsonNode decodeAs(String hex, String as) throws IOException {
        return post(
                "/node/decode",
                mapper.createObjectNode().put("hex", hex).put("as", as).toString());
    }

    private void sql(String query) throws IOException {
        post("/sql", mapper.createObjectNode().put("query", query).toString());
    }

    private JsonNode get(String path) throws IOException {
        return keep("GET " + path, node.ask("GET", path, ""));
    }

    private JsonNode post(String path, String body) throws IOException {
        return keep("POST " + path + " " + body, node.ask("POST", path, body));
    }

    private JsonNode keep(String asked, JsonNode answer) throws IOException {
        if (known.add(asked)) {
            writer.answer(asked, answer);
        }
        return answer;
    }
}
