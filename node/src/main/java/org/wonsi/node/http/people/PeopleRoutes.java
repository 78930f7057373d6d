package org.wonsi.node.http.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.node.http.auth.ClientAddress;
import org.wonsi.node.http.auth.RequestRate;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.service.NodeService;

/** The routes under {@code /people}: a phone takes a name, and sees who else is in the room. */
public final class PeopleRoutes implements RouteFamily {
    /** New devices of one address at once, and each second after that: a whole room may share one. */
    private static final int DEVICES_AT_ONCE = 300;

    private static final int DEVICES_A_SECOND = 1;

    /** Names that one device takes at once, and each second after that. */
    private static final int NAMES_AT_ONCE = 10;

    private static final int NAMES_A_SECOND = 1;

    /** A name and an address in JSON. */
    private static final int MOST_BYTES = 512;

    private static final String COOKIE = "wonsi_person";

    private final NodeService node;
    private final RoomPeople people = new RoomPeople();
    private final SiblingNodes nodes;
    private final BlockFinders finders;
    private final RequestRate devices = new RequestRate(DEVICES_A_SECOND, DEVICES_AT_ONCE, System::nanoTime);
    private final RequestRate names = new RequestRate(NAMES_A_SECOND, NAMES_AT_ONCE, System::nanoTime);

    /** The names of the room that this node serves. */
    public PeopleRoutes(NodeService node) {
        this.node = node;
        this.nodes = new SiblingNodes(node);
        this.finders = new BlockFinders(nodes, people, System::nanoTime);
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(
                        Tag.LAB,
                        "/people",
                        "Who in the room has chosen a name, and where each wants to be paid, as do the nodes; the asker's own"
                                + " name, and the time here in milliseconds.",
                        Content.ANY_JSON),
                this::list);
        routes.add(
                Operation.post(
                                Tag.LAB,
                                "/people",
                                "Takes a name for this device, with the address where it wants to be paid.",
                                Content.ANY_JSON)
                        .taking(Person.class)
                        .upTo(MOST_BYTES)
                        .failing(409, "Another device has this name")
                        .failing(413, "More than a name and an address")
                        .failing(429, "Too many names, or devices of this address"),
                this::take);
        routes.add(
                Operation.get(
                        Tag.LAB,
                        "/people/blocks",
                        "Who found the newest blocks, at most a thousand heights of them, and who found some that lost.",
                        Content.json(Leaderboard.class)),
                ctx -> ctx.header("Cache-Control", "no-store").json(finders.count()));
    }

    private Optional<String> device(Context ctx) {
        return Optional.ofNullable(ctx.cookie(COOKIE)).filter(node.votes()::isDevice);
    }

    private Instant now() {
        return node.clock().instant();
    }

    private void list(Context ctx) {
        Optional<String> device = device(ctx);
        device.ifPresent(known -> people.seen(known, now()));
        ctx.header("Cache-Control", "no-store");
        ctx.json(draw(people.all(now()), device.flatMap(people::of)));
    }

    /** All that a phone asks for again and again: every phone of the room does, so it is little. */
    private ObjectNode draw(List<Person> all, Optional<Person> own) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("time", now().toEpochMilli());
        ArrayNode list = json.putArray("people");
        all.forEach(person -> list.addObject().put("name", person.name()).put("address", person.address()));
        ArrayNode here = json.putArray("nodes");
        nodes.all()
                .forEach(each -> here.addObject()
                        .put("name", each.name())
                        .put("index", each.place())
                        .put("address", each.faucetWallet().address()));
        own.ifPresent(person -> json.put("mine", person.name()));
        return json;
    }

    private void take(Context ctx) throws JsonProcessingException {
        Person wish = read(ctx);
        String address = address(Optional.ofNullable(wish.address()).orElse(""));
        String device = device(ctx).orElseGet(() -> register(ctx));
        if (!names.take(device)) {
            throw tooMany(ctx, "too many names");
        }
        String name = Optional.ofNullable(wish.name()).orElse("");
        switch (people.name(device, name, ClientAddress.of(ctx).text(), address, now())) {
            case TAKEN_UP -> {
                ctx.header("Cache-Control", "no-store");
                ctx.json(draw(people.all(now()), people.of(device)));
            }
            case NO_NAME ->
                throw HttpProblemException.badRequest("a name has 1 to " + RoomPeople.LONGEST
                        + " letters and digits, with single spaces, dots or dashes between them");
            case TAKEN_BY_ANOTHER -> throw HttpProblemException.of(409, "another device has this name");
            case ROOM_FULL -> throw tooMany(ctx, "so many devices have a name that no more are given out");
        }
    }

    private String register(Context ctx) {
        if (!devices.take(ClientAddress.of(ctx).text())) {
            throw tooMany(ctx, "so many devices of your address have a name that no more are let in at once");
        }
        String device = node.votes().newDevice();
        // By hand, since a servlet's cookie has no SameSite.
        ctx.header("Set-Cookie", COOKIE + "=" + device + "; Path=/people; HttpOnly; SameSite=Strict");
        return device;
    }

    private static Person read(Context ctx) throws JsonProcessingException {
        String body = ctx.body();
        return Optional.ofNullable(body.isBlank() ? null : Json.MAPPER.readValue(body, Person.class))
                .orElseThrow(() -> HttpProblemException.badRequest("the body must be a JSON object"));
    }

    private String address(String text) {
        try {
            return Address.parse(text, node.params()).toString();
        } catch (MalformedException e) {
            throw HttpProblemException.badRequest(
                    "this is no address of the " + node.params().network().id() + " network: " + e.getMessage());
        }
    }

    private static HttpProblemException tooMany(Context ctx, String what) {
        ctx.header("Retry-After", "1");
        return HttpProblemException.of(429, what + "; wait a second");
    }
}
