package org.wonsi.node.http.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.wonsi.core.chain.RefusedException;
import org.wonsi.node.http.auth.ConcurrencyLimit;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.Parameters;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.simulation.OrderRefused;
import org.wonsi.node.simulation.SimulationOrder;
import org.wonsi.node.simulation.SimulationRun;
import org.wonsi.node.simulation.Simulations;

/**
 * The routes under {@code /simulations}: everybody may look at a run; only the operator starts and cancels one, since it takes
 * a processor.
 */
public final class SimulationRoutes implements RouteFamily {
    private final Simulations simulations;
    private final ConcurrencyLimit turns;

    /**
     * Of a process.
     *
     * @param turns for writing what happened, which has some megabytes
     */
    public SimulationRoutes(Simulations simulations, ConcurrencyLimit turns) {
        this.simulations = simulations;
        this.turns = turns;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(
                        Tag.LAB,
                        "/simulations",
                        "The simulated networks that are remembered, the newest first.",
                        Content.list(SimulationSummary.class)),
                ctx -> ctx.json(
                        simulations.runs().stream().map(SimulationSummary::of).toList()));
        routes.add(
                Operation.post(
                                Tag.LAB,
                                "/simulations",
                                "Starts a simulated network; one runs at a time, and the last three are remembered.",
                                Content.json(SimulationSummary.class))
                        .taking(SimulationRequest.class)
                        .byOperator()
                        .failing(409, "Another one still runs"),
                this::start);
        routes.add(
                Operation.get(
                                Tag.LAB,
                                "/simulations/{id}/events",
                                "What happened in a simulated network that is done, as lines of JSON: the board,"
                                        + " events, the end. See docs/simulation.md.",
                                Content.media("application/x-ndjson"))
                        .failing(404, "There is no such simulation")
                        .failing(409, "It isn't done")
                        .failing(429, "Two are being written for this address")
                        .failing(503, "Four are being written"),
                this::events);
        routes.add(
                Operation.post(
                                Tag.LAB,
                                "/simulations/{id}/cancel",
                                "Ends a simulation that runs; one that has ended stays as it is.",
                                Content.json(SimulationSummary.class))
                        .byOperator()
                        .failing(404, "There is no such simulation"),
                ctx -> {
                    SimulationRun run = find(ctx);
                    simulations.cancel(run);
                    ctx.json(SimulationSummary.of(run));
                });
    }

    private void start(Context ctx) throws JsonProcessingException {
        SimulationRequest request = Json.MAPPER.readValue(ctx.body(), SimulationRequest.class);
        if (request == null) {
            throw HttpProblemException.badRequest(
                    "the body is null; send an object such as {\"seed\": 7, \"settings\": {\"nodes\": 100, \"hours\":"
                            + " 2}}");
        }
        SimulationOrder order = order(request);
        try {
            ctx.json(SimulationSummary.of(simulations.start(order)));
        } catch (RefusedException e) {
            throw HttpProblemException.of(409, String.valueOf(e.getMessage()));
        }
    }

    private static SimulationOrder order(SimulationRequest request) {
        try {
            return SimulationOrder.of(request.settings(), request.seed());
        } catch (OrderRefused e) {
            throw HttpProblemException.refused(400, e.why().code(), e.values(), String.valueOf(e.getMessage()));
        }
    }

    private SimulationRun find(Context ctx) {
        int id = Parameters.number(ctx, "id");
        return simulations
                .find(id)
                .orElseThrow(() -> HttpProblemException.notFound(
                        "simulation " + id + " isn't among the last " + Simulations.KEPT));
    }

    private void events(Context ctx) throws IOException {
        SimulationRun run = find(ctx);
        SimulationRun.Result result = run.picture()
                .result()
                .orElseThrow(() -> HttpProblemException.of(409, "simulation " + run.id() + " isn't done"));
        turns.during(ctx, () -> {
            try (Writer out = new BufferedWriter(new OutputStreamWriter(
                    ctx.contentType("application/x-ndjson").outputStream(), StandardCharsets.UTF_8))) {
                SimulationText.write(out, run, result);
            }
        });
    }
}
