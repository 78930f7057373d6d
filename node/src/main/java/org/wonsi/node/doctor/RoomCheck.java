package org.wonsi.node.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * The checks of whether a running seminar can give its lessons: nodes connected, on one tip and mining at the planned pace,
 * experiments that answer, lessons in both languages with all that they need.
 */
public final class RoomCheck {
    /** Blocks come at random: so many times the planned time is bad luck at most. */
    private static final int LATE = 8;

    /** An expected time that is this many times off the plan is none of chance. */
    private static final double FAR_OFF = 3;

    private static final List<String> LANGUAGES = List.of("en", "ko");

    private static final Map<String, String> REMEDIES = Map.of(
            "lab", "start it with ./wonsi seminar",
            "nodes", "start the seminar with more, --nodes",
            "blocks", "wait, or mine some on the board",
            "payments", "switch the demo payments on, on the board");

    /** Seconds between two clocks from which it is worth a word. */
    private static final int APART = 60;

    private final Function<String, Optional<JsonNode>> ask;
    private final InstantSource clock;
    private final List<Finding> findings = new ArrayList<>();

    private RoomCheck(Function<String, Optional<JsonNode>> ask, InstantSource clock) {
        this.ask = ask;
        this.clock = clock;
    }

    /**
     * Looks at a seminar.
     *
     * @param url where its first node answers
     * @param ask the JSON answer of a path; empty if there is none
     * @param clock this machine's, to compare with the room's
     * @return what was found; a single note if nothing runs there
     */
    public static List<Finding> of(String url, Function<String, Optional<JsonNode>> ask, InstantSource clock) {
        Optional<JsonNode> board = ask.apply("/node/board");
        if (board.isEmpty()) {
            return List.of(Finding.note(
                    "no seminar answers at " + url,
                    "start ./wonsi seminar and ask the doctor again, so that it looks at the room too (--url"
                            + " for another place)"));
        }
        RoomCheck check = new RoomCheck(ask, clock);
        check.findings.add(Finding.good("a seminar runs at " + url));
        check.links(board.get());
        check.tips(board.get());
        check.mining(board.get());
        check.lab();
        check.lessons();
        check.phones();
        check.clock();
        check.talk();
        return List.copyOf(check.findings);
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** The seminar's own nodes; laptops that joined come and go. */
    private static List<JsonNode> own(JsonNode board) {
        return list(board.path("nodes")).stream()
                .filter(node -> !node.path("state").asText().equals("remote"))
                .toList();
    }

    private void links(JsonNode board) {
        List<String> cut = list(board.path("links")).stream()
                .filter(link -> !link.path("connected").asBoolean())
                .map(link -> link.path("a").asText() + " to " + link.path("b").asText())
                .toList();
        List<String> alone = own(board).stream()
                .filter(node -> own(board).size() > 1 && node.path("peers").asInt() == 0)
                .map(node -> node.path("name").asText())
                .toList();
        if (!cut.isEmpty()) {
            findings.add(Finding.problem("cut: " + String.join(", ", cut), "press r on the board to join them again"));
        }
        if (!alone.isEmpty()) {
            findings.add(Finding.problem(
                    "no connection: " + String.join(", ", alone),
                    "join its links on the board, or start the seminar anew"));
        }
        if (cut.isEmpty() && alone.isEmpty()) {
            findings.add(Finding.good(own(board).size() + " nodes, all connected"));
        }
    }

    private void tips(JsonNode board) {
        TreeSet<String> tips = new TreeSet<>();
        own(board)
                .forEach(node -> tips.add(node.path("height").asText() + " …"
                        + tail(node.path("tip").asText())));
        if (tips.size() == 1) {
            findings.add(Finding.good("all stand on block " + tips.first()));
        } else {
            findings.add(Finding.problem(
                    "the nodes stand on different blocks: " + String.join(", ", tips),
                    "ask again in some seconds; if it stays, join the cut links on the board"));
        }
        own(board).stream()
                .filter(node -> !node.path("state").asText().equals("running"))
                .forEach(node -> findings.add(Finding.problem(
                        node.path("name").asText() + " is still "
                                + node.path("state").asText(),
                        "wait until it isn't")));
    }

    private static String tail(String hash) {
        return hash.substring(Math.max(0, hash.length() - 4));
    }

    private void mining(JsonNode board) {
        List<JsonNode> miners = own(board).stream()
                .filter(node -> node.path("mining").path("enabled").asBoolean())
                .toList();
        if (miners.isEmpty()) {
            findings.add(Finding.problem("no node mines", "switch mining on, on the board"));
            return;
        }
        miners.stream()
                .filter(node -> node.path("mining").hasNonNull("waits"))
                .forEach(node -> findings.add(Finding.problem(
                        node.path("name").asText() + "'s miner waits: "
                                + node.path("mining").path("waits").asText(),
                        "see what the board says of it")));
        double rate = miners.stream()
                .mapToDouble(node -> node.path("mining").path("hash_rate").asDouble())
                .sum();
        pace(
                board.path("target_spacing").asInt(),
                miners.get(0).path("mining").path("expected_tries").asDouble(),
                rate);
        long age = board.path("now").asLong()
                - list(board.path("blocks")).stream()
                        .mapToLong(block -> block.path("time").asLong())
                        .max()
                        .orElse(0);
        if (age > (long) LATE * board.path("target_spacing").asInt()) {
            findings.add(Finding.problem(
                    "the last block is " + age + " s old",
                    "mine one on the board, and see whether it goes on by itself"));
        }
    }

    /** Measured speed against the difficulty. */
    private void pace(int planned, double tries, double rate) {
        if (rate <= 0) {
            findings.add(Finding.problem("the miners try nothing", "switch mining off and on again, on the board"));
            return;
        }
        double seconds = tries / rate;
        String found = String.format(
                Locale.ROOT, "%,.0f tries a second, %,.0f for a block: one about every %.0f s", rate, tries, seconds);
        if (seconds > planned * FAR_OFF) {
            findings.add(Finding.problem(
                    found + ", planned are " + planned,
                    "close what else uses the processor, or start with a higher --max-hashrate; the difficulty follows"
                            + " within 12 blocks"));
        } else if (seconds < planned / FAR_OFF) {
            findings.add(Finding.note(
                    found + ", planned are " + planned, "wait some blocks: the difficulty follows within 12 of them"));
        } else {
            findings.add(Finding.good(found));
        }
    }

    private void lab() {
        List<JsonNode> experiments = ask.apply("/lab").map(RoomCheck::list).orElse(List.of());
        if (experiments.isEmpty()) {
            findings.add(Finding.problem(
                    "no experiments", "wait until the first blocks are mined; only ./wonsi seminar has some"));
            return;
        }
        List<String> silent = experiments.stream()
                .map(each -> each.path("name").asText())
                .filter(name -> ask.apply("/lab/" + name).isEmpty())
                .toList();
        List<String> failed = experiments.stream()
                .map(each -> each.path("name").asText())
                .filter(name -> ask.apply("/lab/" + name)
                        .map(seen -> !seen.path("problem").asText().isEmpty())
                        .orElse(false))
                .toList();
        if (!silent.isEmpty() || !failed.isEmpty()) {
            List<String> names = new ArrayList<>(silent);
            names.addAll(failed);
            findings.add(Finding.problem(
                    "experiments that failed: " + String.join(", ", names),
                    "reset them: ./wonsi lab reset " + names.get(0)));
        } else {
            findings.add(Finding.good(experiments.size() + " experiments answer"));
        }
    }

    private void lessons() {
        List<List<JsonNode>> byLanguage = LANGUAGES.stream()
                .map(language ->
                        ask.apply("/lessons/" + language).map(RoomCheck::list).orElse(List.of()))
                .toList();
        List<Integer> counts = byLanguage.stream().map(List::size).toList();
        if (counts.contains(0) || !counts.get(0).equals(counts.get(1))) {
            findings.add(Finding.problem(
                    "lessons: " + counts.get(0) + " in English, " + counts.get(1) + " in Korean",
                    "the program is damaged or half built; build or unpack it again"));
            return;
        }
        boolean lacks = false;
        for (JsonNode lesson : byLanguage.get(0)) {
            for (JsonNode lack : lesson.path("lacks")) {
                lacks = true;
                findings.add(Finding.problem(
                        "lesson " + lesson.path("number").asInt() + " lacks " + lack.asText(),
                        REMEDIES.getOrDefault(lack.asText(), "see the page's list of lessons")));
            }
        }
        if (!lacks) {
            findings.add(Finding.good(counts.get(0) + " lessons in both languages have all that they need"));
        }
    }

    private void phones() {
        String room = ask.apply("/join").map(join -> join.path("room").asText()).orElse("");
        findings.add(
                room.isEmpty()
                        ? Finding.note("phones can't join", "start the seminar with --lan if they are to")
                        : Finding.good("phones join at " + room + "; try it with one of yours"));
    }

    /** A block of a clock two hours ahead is refused by the others; a phone's, too. */
    private void clock() {
        ask.apply("/join").filter(join -> join.has("time")).ifPresent(join -> {
            long seconds = (clock.millis() - join.path("time").asLong()) / 1_000;
            String apart = Math.abs(seconds) / 60 + " min " + Math.abs(seconds) % 60 + " s";
            findings.add(
                    Math.abs(seconds) < APART
                            ? Finding.good("the room's clock and this machine's agree")
                            : Finding.problem(
                                    "this machine's clock is " + apart + (seconds > 0 ? " ahead of" : " behind")
                                            + " the room's",
                                    "set the wrong one right: nodes refuse blocks from two hours ahead"));
        });
    }

    private void talk() {
        JsonNode talk = ask.apply("/talk").orElseGet(com.fasterxml.jackson.databind.node.NullNode::getInstance);
        if (talk.hasNonNull("started")) {
            long minutes = (talk.path("now").asLong() - talk.path("started").asLong()) / 60_000;
            findings.add(Finding.note(
                    "the presenter's clock has run for " + minutes + " min",
                    "clear it in the presenter's window before the talk"));
        } else {
            findings.add(Finding.good("the presenter's clock stands at 0"));
        }
    }
}
