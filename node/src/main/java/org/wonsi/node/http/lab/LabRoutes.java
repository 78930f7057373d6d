package org.wonsi.node.http.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.wonsi.node.http.auth.ClientAddress;
import org.wonsi.node.http.route.AsyncAnswer;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.lab.ExperimentService;
import org.wonsi.node.service.lab.ExperimentService.Fact;
import org.wonsi.node.service.lab.ExperimentService.Seen;
import org.wonsi.node.service.lab.Panel;

/**
 * The routes under {@code /lab}, which list, run and reset experiments.
 *
 * <p>For this machine alone unless the operator allowed others: the person who runs experiments runs the talk, and the token
 * would cross the Wi-Fi unencrypted.
 */
public final class LabRoutes implements RouteFamily {
    private final NodeService node;
    private final boolean fromAnywhere;

    /**
     * The routes of a node's experiments.
     *
     * @param fromAnywhere whether other machines may use them, too
     */
    public LabRoutes(NodeService node, boolean fromAnywhere) {
        this.node = node;
        this.fromAnywhere = fromAnywhere;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.before("/lab", this::checkPlace);
        routes.before("/lab/*", this::checkPlace);
        routes.add(
                Operation.get(
                        Tag.LAB,
                        "/lab",
                        "The experiments with their commands; none on a node that isn't part of a seminar.",
                        Content.list(ExperimentService.Listing.class)),
                ctx -> ctx.json(
                        node.experimentService().map(ExperimentService::list).orElse(List.of())));
        routes.add(
                Operation.get(
                                Tag.LAB,
                                "/lab/{experiment}",
                                "What an experiment has shown since it was reset: facts in their order, and panels.",
                                Content.ANY_JSON)
                        .failing(404, "There is no such experiment"),
                ctx -> ctx.json(json(look(ctx))));
        routes.add(
                Operation.post(
                                Tag.LAB,
                                "/lab/{experiment}/reset",
                                "Ends what an experiment does, and throws away what it made.",
                                Content.ANY_JSON)
                        .byOperator()
                        .failing(404, "There is no such experiment"),
                ctx -> {
                    look(ctx);
                    answer(ctx, lab().reset(ctx.pathParam("experiment")));
                });
        routes.add(
                Operation.post(
                                Tag.LAB,
                                "/lab/{experiment}/{command}",
                                "Runs a command of an experiment; answers when it has ended.",
                                Content.ANY_JSON)
                        .taking(LabRun.class)
                        .byOperator()
                        .failing(404, "There is no such experiment")
                        .failing(409, "The experiment was reset, or failed"),
                this::run);
    }

    private void checkPlace(Context ctx) {
        if (!fromAnywhere && !ClientAddress.of(ctx).here()) {
            throw HttpProblemException.of(
                    403,
                    "experiments are run from the presenter's own machine only; start the seminar with --operate-from-lan to"
                            + " allow it from others");
        }
    }

    private ExperimentService lab() {
        return node.experimentService()
                .orElseThrow(() -> HttpProblemException.notFound(
                        "there are no experiments on this node; only those of 'wonsi seminar' have some"));
    }

    private Seen look(Context ctx) {
        try {
            return lab().seen(ctx.pathParam("experiment"));
        } catch (IllegalArgumentException e) {
            throw HttpProblemException.notFound(String.valueOf(e.getMessage()));
        }
    }

    private void run(Context ctx) throws JsonProcessingException {
        look(ctx);
        String body = ctx.body();
        LabRun run = body.isBlank() ? new LabRun(Map.of()) : Json.MAPPER.readValue(body, LabRun.class);
        answer(ctx, lab().run(ctx.pathParam("experiment"), ctx.pathParam("command"), run.arguments()));
    }

    private static void answer(Context ctx, java.util.concurrent.CompletableFuture<Seen> seen) {
        AsyncAnswer.answer(ctx, () -> seen, s -> ctx.json(json(s)), LabRoutes::problem);
    }

    private static HttpProblemException problem(Throwable failure) {
        String why = String.valueOf(failure.getMessage());
        if (failure instanceof IllegalArgumentException) {
            return HttpProblemException.badRequest(why);
        }
        if (failure instanceof RejectedExecutionException) {
            return HttpProblemException.of(503, why);
        }
        return HttpProblemException.of(
                409, failure instanceof CancellationException ? why : "the experiment failed: " + why);
    }

    private static ObjectNode json(Seen seen) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("experiment", seen.experiment())
                .put("version", seen.version())
                .put("run", seen.run())
                .put("command", seen.command())
                .put("waiting", seen.waiting())
                .put("problem", seen.problem());
        ArrayNode facts = json.putArray("facts");
        for (Fact fact : seen.facts()) {
            ObjectNode each = facts.addObject();
            each.put("run", fact.run()).put("name", fact.name()).put("text", fact.toString());
            ObjectNode values = each.putObject("values");
            fact.values().forEach(values::put);
        }
        ObjectNode panels = json.putObject("panels");
        seen.panels().forEach((name, panel) -> panels.set(name, json(panel)));
        return json;
    }

    /** A panel as the page draws it. */
    public static ObjectNode json(Panel panel) {
        ObjectNode json = Json.MAPPER.valueToTree(panel);
        return json.put("kind", panel.kind());
    }
}
