package org.wonsi.node.http.rpc.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.store.db.AddressIndexState;

/** The methods about the node itself: how long it runs, its indexes, its memory, its end. */
public final class ControlMethods implements MethodFamily {
    private static final String CATEGORY = "Control";

    private final NodeService node;

    public ControlMethods(NodeService node) {
        this.node = node;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(
                        CATEGORY,
                        "uptime",
                        "Seconds since the node started.",
                        p -> LongNode.valueOf(node.clock().instant().getEpochSecond()
                                - node.startedAt().getEpochSecond())),
                RpcMethod.of(CATEGORY, "stop wait?", "Stops the node.", p -> RpcJson.text("Wonsi stopping"))
                        .then(node::requestStop),
                RpcMethod.of("Util", "getindexinfo index_name?", "Indexes, and how far they are.", this::indexes),
                RpcMethod.of(
                        CATEGORY, "getmemoryinfo mode?", "The memory of the process; mode is stats.", this::memory),
                RpcMethod.of(
                        CATEGORY,
                        "logging include? exclude?",
                        "The kinds of log lines that are switched on; there is only one kind, for all.",
                        p -> RpcJson.object().put("all", true)),
                echo("echo"),
                echo("echojson"));
    }

    private static RpcMethod echo(String name) {
        return RpcMethod.of(
                CATEGORY,
                name + " arg0? arg1? arg2? arg3? arg4? arg5? arg6? arg7? arg8? arg9?",
                "Answers its arguments; for testing.",
                RpcParams::all);
    }

    private JsonNode memory(RpcParams p) {
        String mode = p.optionalText(0).orElse("stats");
        if (!mode.equals("stats")) {
            throw RpcException.invalid(
                    mode.equals("mallocinfo") ? "mallocinfo mode not available" : "unknown mode " + mode);
        }
        Runtime java = Runtime.getRuntime();
        ObjectNode json = RpcJson.object();
        json.putObject("locked")
                .put("used", java.totalMemory() - java.freeMemory())
                .put("free", java.freeMemory())
                .put("total", java.totalMemory())
                .put("locked", 0)
                .put("chunks_used", 0)
                .put("chunks_free", 0);
        return json;
    }

    private JsonNode indexes(RpcParams p) {
        ObjectNode json = RpcJson.object();
        int height = node.snapshot().tip().height();
        add(json, p, "txindex", true, height);
        AddressIndexState index = node.queries().addressIndex();
        if (index.kept()) {
            add(json, p, "addressindex", index.complete(), Math.min(height, index.height()));
        }
        return json;
    }

    private static void add(ObjectNode json, RpcParams p, String name, boolean synced, int height) {
        if (p.optionalText(0).map(name::equals).orElse(true)) {
            json.putObject(name).put("synced", synced).put("best_block_height", height);
        }
    }
}
