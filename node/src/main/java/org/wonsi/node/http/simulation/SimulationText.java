package org.wonsi.node.http.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.wonsi.node.http.events.EventText;
import org.wonsi.node.http.node.body.Board;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.simulation.RunLog;
import org.wonsi.node.simulation.SimulationRun;

/**
 * The text of a run as a recording, a line of JSON for each event; what many nodes have alike is one line with columns:
 *
 * <pre>
 *   {"event":"board","data":{...}}
 *   {"event":"block","data":{"hash":"4da2...",...},"each":{"node":[7,12,3],"micros":[0,412003,415220]}}
 *   {"event":"message","data":{"type":"block","id":"4da2...",...},"each":{"node":[12,3],"peer":[7,7],"micros":[...]}}
 *   {"event":"end","data":{"time":1313970093460,"complete":true}}
 * </pre>
 *
 * <p>{@code node} and {@code peer} are indexes into the board's nodes, {@code micros} the time since the board's {@code now}.
 */
final class SimulationText {
    private SimulationText() {}

    static void write(Writer out, SimulationRun run, SimulationRun.Result result) throws IOException {
        RunLog log = result.log();
        Board board = SimulatedBoard.of(
                log.start(), run.order().scenario().blockInterval(), log.nodes(), log.links(), log.before());
        // The board's clock has whole seconds; the columns count from there.
        long before = ChronoUnit.MICROS.between(log.start().truncatedTo(ChronoUnit.SECONDS), log.start());
        line(out, "board", Json.MAPPER.valueToTree(board));
        for (RunLog.Entry entry : log.entries()) {
            write(out, entry, log, before);
        }
        ObjectNode end = Json.MAPPER.createObjectNode();
        end.put("time", log.end().toEpochMilli()).put("complete", log.complete());
        line(out, "end", end);
    }

    private static void write(Writer out, RunLog.Entry entry, RunLog log, long before) throws IOException {
        if (entry instanceof RunLog.Single single) {
            line(out, single.event().body().type(), EventText.json(single.event()));
        } else if (entry instanceof RunLog.BlockMoves moves) {
            columns(out, moves.block(), moves.rows(), log, before);
        } else if (entry instanceof RunLog.Arrivals arrivals) {
            LoggedEvent.Message message = new LoggedEvent.Message(
                    "", LoggedEvent.Direction.RECEIVED, "block", Optional.of(arrivals.hash()), 1);
            columns(out, message, arrivals.rows(), log, before);
        }
    }

    private static void columns(Writer out, LoggedEvent.Body body, RunLog.Column rows, RunLog log, long before)
            throws IOException {
        // Node and time are in the columns.
        ObjectNode data = EventText.json(new LoggedEvent(0, log.start().toEpochMilli(), "", body));
        data.remove("node");
        data.remove("time");
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("event", body.type()).set("data", data);
        ObjectNode each = line.putObject("each");
        numbers(each, "node", rows.nodes());
        if (!rows.peers().isEmpty()) {
            data.remove("peer");
            numbers(each, "peer", rows.peers());
        }
        ArrayNode micros = each.putArray("micros");
        rows.micros().forEach(at -> micros.add(at + before));
        out.write(Json.write(line) + "\n");
    }

    private static void numbers(ObjectNode each, String name, List<Integer> values) {
        ArrayNode array = each.putArray(name);
        values.forEach(array::add);
    }

    private static void line(Writer out, String event, JsonNode data) throws IOException {
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("event", event).set("data", data);
        out.write(Json.write(line) + "\n");
    }
}
