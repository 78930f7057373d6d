package org.wonsi.node.http.vote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.wonsi.node.http.auth.ClientAddress;
import org.wonsi.node.http.auth.RequestRate;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.ResponseWriter;
import org.wonsi.node.http.route.ResponseWriter.CacheLifetime;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.lesson.LessonLibrary;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.VoteService;

/**
 * The routes under {@code /vote}: the room predicts what an experiment will show.
 *
 * <p>Phones ask for the state about once a second, with the tag of the last answer; so nothing is lost when one sleeps, the
 * Wi-Fi drops or the node is restarted, and a room behind one address holds no connections. They may see and choose; only the
 * operator opens, reveals and closes.
 */
public final class VoteRoutes implements RouteFamily {
    /** New devices of one address at once, and each second after that: a whole room may share one. */
    private static final int DEVICES_AT_ONCE = 300;

    private static final int DEVICES_A_SECOND = 1;

    /** Answers of one device at once, and each second after that. */
    private static final int ANSWERS_AT_ONCE = 10;

    private static final int ANSWERS_A_SECOND = 1;

    /** An answer in JSON is about 40 bytes. */
    private static final int MOST_BYTES = 256;

    private static final String COOKIE = "wonsi_vote";

    private final NodeService node;
    private final VoteService voteService;
    private final VotePicture picture;
    private final RequestRate devices = new RequestRate(DEVICES_A_SECOND, DEVICES_AT_ONCE, System::nanoTime);
    private final RequestRate answers = new RequestRate(ANSWERS_A_SECOND, ANSWERS_AT_ONCE, System::nanoTime);

    /** The routes of the vote of a node's process. */
    public VoteRoutes(NodeService node, LessonLibrary lessons) {
        this.node = node;
        this.voteService = node.votes();
        this.picture = new VotePicture(node, lessons);
    }

    @Override
    public void addTo(RouteTable routes) {
        addForPhones(routes);
        addForOperator(routes);
    }

    private void addForPhones(RouteTable routes) {
        routes.add(
                Operation.get(
                        Tag.LAB,
                        "/vote/state",
                        "The question that the room is asked, in the language of ?lang= or Accept-Language. Counts, right"
                                + " answer, reason and what the experiment showed only once they are revealed.",
                        Content.ANY_JSON),
                this::state);
        routes.add(
                Operation.post(
                                Tag.LAB,
                                "/vote/device",
                                "Gives a device the cookie that it votes with, unless it has one.",
                                Content.NOTHING)
                        .answering(204)
                        .failing(429, "So many devices of this address have one that no more are given out at once"),
                this::register);
        routes.add(
                Operation.post(Tag.LAB, "/vote/choice", "Chooses an answer, or another one.", Content.ANY_JSON)
                        .taking(VoteChoice.class)
                        .upTo(MOST_BYTES)
                        .failing(403, "The cookie is missing, or none of this node's")
                        .failing(409, "Another question is asked, or the answer was revealed")
                        .failing(413, "More than an answer")
                        .failing(429, "Too many answers of this device, or devices of this address"),
                this::choose);
        routes.add(
                Operation.get(
                                Tag.LAB,
                                "/vote/qr.svg",
                                "The address of the page for phones as a QR code.",
                                Content.media("image/svg+xml"))
                        .failing(404, "No other machine reaches this node"),
                this::qr);
    }

    private void addForOperator(RouteTable routes) {
        routes.add(
                Operation.get(
                                Tag.LAB,
                                "/vote/counts",
                                "The same as /vote/state with the counts as they stand.",
                                Content.ANY_JSON)
                        .byOperator(),
                this::counts);
        routes.add(
                Operation.post(
                                Tag.LAB,
                                "/vote/open",
                                "Asks the room a question of a lesson; with again, anew.",
                                Content.ANY_JSON)
                        .taking(VoteOpening.class)
                        .byOperator()
                        .failing(404, "There is no such question"),
                this::open);
        routes.add(
                Operation.post(Tag.LAB, "/vote/reveal", "Shows counts, right answer and reason.", Content.ANY_JSON)
                        .taking(VoteReveal.class)
                        .byOperator()
                        .failing(409, "That vote is over"),
                this::reveal);
        routes.add(
                Operation.post(Tag.LAB, "/vote/close", "Ends the vote and forgets it.", Content.ANY_JSON)
                        .byOperator(),
                ctx -> {
                    voteService.close();
                    counts(ctx);
                });
    }

    // -------------------------------------------------------------------------------------------- phones

    private Optional<String> device(Context ctx) {
        return Optional.ofNullable(ctx.cookie(COOKIE)).filter(voteService::isDevice);
    }

    private void state(Context ctx) {
        Optional<String> device = device(ctx);
        device.ifPresent(voteService::markPresent);
        ObjectNode json = draw(ctx);
        json.put("device", device.isPresent());
        device.flatMap(voteService::choice).ifPresent(letter -> json.put("mine", letter));
        ResponseWriter.send(
                ctx, "application/json", Json.write(json).getBytes(StandardCharsets.UTF_8), CacheLifetime.SHORT);
        // Of this device alone.
        ctx.header("Cache-Control", "private, no-cache");
        ctx.header("Vary", "Accept-Encoding, Accept-Language, Cookie");
    }

    private ObjectNode draw(Context ctx) {
        return picture.draw(voteService.poll(), picture.language(ctx))
                .put("address", VoteAddress.of(ctx, node).orElse(""));
    }

    private void register(Context ctx) {
        if (device(ctx).isEmpty()) {
            if (!devices.take(ClientAddress.of(ctx).text())) {
                throw tooMany(ctx, "so many devices of your address take part that no more are let in at once");
            }
            // By hand, since a servlet's cookie has no SameSite.
            ctx.header(
                    "Set-Cookie", COOKIE + "=" + voteService.newDevice() + "; Path=/vote; HttpOnly; SameSite=Strict");
        }
        ctx.header("Cache-Control", "no-store");
        ctx.status(204);
    }

    private static <T> T read(Context ctx, Class<T> type) throws JsonProcessingException {
        String body = ctx.body();
        return Optional.ofNullable(body.isBlank() ? null : Json.MAPPER.readValue(body, type))
                .orElseThrow(() -> HttpProblemException.badRequest("the body must be a JSON object"));
    }

    private static HttpProblemException tooMany(Context ctx, String what) {
        ctx.header("Retry-After", "1");
        return HttpProblemException.of(429, what + "; wait a second");
    }

    private void choose(Context ctx) throws JsonProcessingException {
        String device = device(ctx)
                .orElseThrow(() -> HttpProblemException.of(
                        403, "only a device with this node's cookie votes; POST /vote/device gives one"));
        if (!answers.take(device)) {
            throw tooMany(ctx, "too many answers");
        }
        VoteChoice choice = read(ctx, VoteChoice.class);
        String letter = Optional.ofNullable(choice.answer()).orElse("");
        switch (voteService.cast(choice.vote(), device, ClientAddress.of(ctx).text(), letter)) {
            case COUNTED -> {
                ctx.header("Cache-Control", "no-store");
                ctx.json(Json.MAPPER
                        .createObjectNode()
                        .put("vote", choice.vote())
                        .put("mine", letter));
            }
            case OTHER_VOTE -> throw HttpProblemException.of(409, "this isn't asked now");
            case TOO_LATE -> throw HttpProblemException.of(409, "the answer was revealed already");
            case UNKNOWN_ANSWER -> throw HttpProblemException.badRequest("the question has no such answer");
            case ADDRESS_FULL ->
                throw tooMany(ctx, "so many devices of your address have voted that no more are taken");
            case ROOM_FULL -> throw tooMany(ctx, "so many devices have voted that no more are taken");
        }
    }

    private void qr(Context ctx) {
        String address = VoteAddress.of(ctx, node)
                .orElseThrow(() -> HttpProblemException.notFound(
                        "no other machine reaches this node; start the seminar with --lan, so that phones can vote"));
        ResponseWriter.send(
                ctx, "image/svg+xml", QrPicture.svg(address).getBytes(StandardCharsets.UTF_8), CacheLifetime.SHORT);
    }

    // ------------------------------------------------------------------------------------------ operator

    private void counts(Context ctx) {
        ObjectNode json = draw(ctx);
        VotePicture.counts(json, voteService.counts());
        ctx.header("Cache-Control", "no-store");
        ctx.json(json);
    }

    private void open(Context ctx) throws JsonProcessingException {
        VoteOpening opening = read(ctx, VoteOpening.class);
        String ask = Optional.ofNullable(opening.ask()).orElse("");
        VoteService.Question question = picture.question(opening.lesson(), ask)
                .orElseThrow(() ->
                        HttpProblemException.notFound("lesson " + opening.lesson() + " has no question '" + ask + "'"));
        voteService.open(question, opening.again());
        counts(ctx);
    }

    private void reveal(Context ctx) throws JsonProcessingException {
        VoteReveal reveal = read(ctx, VoteReveal.class);
        if (!voteService.reveal(reveal.vote())) {
            throw HttpProblemException.of(409, "this vote is over; another one, or none, is under way");
        }
        counts(ctx);
    }
}
