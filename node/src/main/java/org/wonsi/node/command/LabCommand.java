package org.wonsi.node.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wonsi.node.lab.LessonRehearsal;
import org.wonsi.node.lesson.Action;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.lesson.LessonLibrary;
import org.wonsi.node.service.lab.ExperimentService.Fact;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code wonsi lab}: the experiments of a running seminar, and whole lessons of them, from a terminal. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description =
                "Lists, runs and resets the experiments of a running seminar; prints what was seen, a fact a line. Rehearses"
                        + " lessons: does each step, and says how long it took and whether all was seen. Records lessons, to be"
                        + " played where a live run fails.",
        footer = {
            "",
            "Examples:",
            "  ./wonsi lab list",
            "  ./wonsi lab run tamper edit block=tip-4 amount=912.50",
            "  ./wonsi lab reset tamper",
            "  ./wonsi lab rehearse        # all lessons, one after the other",
            "  ./wonsi lab rehearse 3 11",
            "  ./wonsi lab record 3 --out node/src/main/resources/recordings"
        })
final class LabCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "WHAT",
            arity = "1..*",
            description = "list; run EXPERIMENT COMMAND [NAME=VALUE]...; reset EXPERIMENT; rehearse [LESSON]...; record"
                    + " [LESSON]...")
    private List<String> what = List.of();

    @Option(
            names = "--url",
            defaultValue = "http://127.0.0.1:8001",
            description = "the seminar's first node (${DEFAULT-VALUE})")
    private String url = "http://127.0.0.1:8001";

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "the seminar's files, for the operator's token; by default $WONSI_HOME/seminar/talk")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--lang",
            paramLabel = "LANGUAGE",
            defaultValue = "en",
            description = "the language of the lessons that are rehearsed (${DEFAULT-VALUE})")
    private String language = "en";

    @Option(names = "--out", paramLabel = "DIR", description = "where recordings are written; by default here")
    private Path out = Path.of("");

    @Spec
    private CommandSpec spec;

    private @Nullable SeminarClient client;

    @Override
    public Integer call() {
        switch (what.get(0)) {
            case "list" -> list();
            case "run" -> run();
            case "reset" -> reset();
            case "rehearse" -> {
                return rehearse() ? 0 : 1;
            }
            case "record" -> {
                return record() ? 0 : 1;
            }
            default ->
                throw new ParameterException(
                        spec.commandLine(), "'" + what.get(0) + "' is none of list, run, reset, rehearse and record");
        }
        return 0;
    }

    private SeminarClient client() {
        SeminarClient known = client;
        if (known == null) {
            known = new SeminarClient(url, Optional.ofNullable(dataDirectory));
            client = known;
        }
        return known;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void list() {
        if (what.size() > 1) {
            throw new ParameterException(spec.commandLine(), "list takes nothing more, not '" + what.get(1) + "'");
        }
        for (JsonNode experiment : client().ask("GET", "/lab", "")) {
            out().println(experiment.path("name").asText() + "  (lesson "
                    + experiment.path("lesson").asText() + ") "
                    + experiment.path("summary").asText());
            for (JsonNode command : experiment.path("commands")) {
                StringBuilder line =
                        new StringBuilder("  " + command.path("name").asText());
                command.path("arguments")
                        .forEach(argument ->
                                line.append(" [").append(argument.asText()).append(']'));
                out().println(line + "\n      " + command.path("summary").asText());
            }
        }
        out().flush();
    }

    private void run() {
        if (what.size() < 3) {
            throw new ParameterException(
                    spec.commandLine(), "run needs an experiment and a command; 'wonsi lab list' names them");
        }
        ObjectNode body = new ObjectMapper().createObjectNode();
        ObjectNode arguments = body.putObject("arguments");
        for (String argument : what.subList(3, what.size())) {
            int at = argument.indexOf('=');
            if (at < 1) {
                throw new ParameterException(
                        spec.commandLine(), "'" + argument + "' is no argument; write it as name=value");
            }
            arguments.put(argument.substring(0, at), argument.substring(at + 1));
        }
        JsonNode seen = client().ask("POST", "/lab/" + name(what.get(1)) + "/" + name(what.get(2)), body.toString());
        newest(seen)
                .forEach(fact ->
                        out().println(SeminarClient.printable(fact.path("text").asText())));
        out().flush();
    }

    /** The facts that the last command told. */
    private static List<JsonNode> newest(JsonNode seen) {
        int last = seen.path("run").asInt();
        List<JsonNode> facts = new ArrayList<>();
        for (JsonNode fact : seen.path("facts")) {
            if (fact.path("run").asInt() == last) {
                facts.add(fact);
            }
        }
        return facts;
    }

    private void reset() {
        if (what.size() != 2) {
            throw new ParameterException(spec.commandLine(), "reset needs the name of one experiment");
        }
        client().ask("POST", "/lab/" + name(what.get(1)) + "/reset", "{}");
        out().println(what.get(1) + " is as it was at the beginning");
        out().flush();
    }

    // ------------------------------------------------------------------------------------------- rehearse

    /** Whether all went well. */
    private boolean rehearse() {
        List<Lesson> lessons = chosen(LessonLibrary.load());
        // Tells early that there is no seminar, and keeps what a first connection takes out of the first step.
        client().ask("GET", "/lab", "");
        LessonRehearsal rehearsal = new LessonRehearsal(new OverHttp(), System::nanoTime);
        List<LessonRehearsal.Result> results = new ArrayList<>();
        for (Lesson lesson : lessons) {
            out().println(lesson.number() + ". " + lesson.title());
            rehearsal.run(lesson, result -> {
                results.add(result);
                out().println(String.format(
                        Locale.ROOT,
                        "   %-14s %6.2f s  %s",
                        result.id(),
                        result.took().toNanos() / 1e9,
                        SeminarClient.printable(result.failure().orElse("ok"))));
                out().flush();
            });
        }
        long failed =
                results.stream().filter(result -> result.failure().isPresent()).count();
        double seconds =
                results.stream().mapToDouble(r -> r.took().toNanos() / 1e9).sum();
        out().println(String.format(
                Locale.ROOT,
                "lessons %d, steps and resets %d, failed %d, %.1f s",
                lessons.size(),
                results.size(),
                failed,
                seconds));
        out().flush();
        return failed == 0;
    }

    /** Whether all lessons were recorded. */
    private boolean record() {
        List<Lesson> lessons = chosen(LessonLibrary.load());
        LessonRecorder recorder = new LessonRecorder(client(), out);
        int failed = 0;
        for (Lesson lesson : lessons) {
            try {
                LessonRecorder.Made made = recorder.record(lesson);
                out().println(String.format(
                        Locale.ROOT,
                        "lesson %d: %.1f s, %d bytes, %s",
                        lesson.number(),
                        made.recording().length() / 1e3,
                        made.bytes(),
                        made.file()));
            } catch (LessonRecorder.NotRecorded e) {
                failed++;
                out().println("lesson " + lesson.number() + " wasn't recorded: "
                        + SeminarClient.printable(String.valueOf(e.getMessage())));
            }
            out().flush();
        }
        return failed == 0;
    }

    private List<Lesson> chosen(LessonLibrary all) {
        if (!all.languages().contains(language)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there are no lessons in '" + language + "'; there are some in " + all.languages());
        }
        List<Lesson> lessons = new ArrayList<>();
        for (String number : what.subList(1, what.size())) {
            lessons.add(Optional.of(number)
                    .filter(text -> text.matches("[0-9]{1,3}"))
                    .flatMap(text -> all.find(language, Integer.parseInt(text)))
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "there is no lesson '" + number + "'; there are "
                                    + all.of(language).stream()
                                            .map(Lesson::number)
                                            .toList())));
        }
        return lessons.isEmpty() ? all.of(language) : lessons;
    }

    /** A runner of a lesson's commands on the seminar that listens there. */
    private final class OverHttp implements LessonRehearsal.Hands {
        @Override
        public LessonRehearsal.Outcome run(Action action) {
            ObjectNode body = new ObjectMapper().createObjectNode();
            ObjectNode arguments = body.putObject("arguments");
            action.arguments().forEach(arguments::put);
            SeminarClient.Answer answer =
                    client().exchange("POST", "/lab/" + action.experiment() + "/" + action.command(), body.toString());
            return answer.problem().isPresent()
                    ? new LessonRehearsal.Outcome(List.of(), answer.problem())
                    : new LessonRehearsal.Outcome(
                            newest(answer.json()).stream().map(OverHttp::fact).toList(), Optional.empty());
        }

        @Override
        public Optional<String> reset(String experiment) {
            return client().exchange("POST", "/lab/" + experiment + "/reset", "{}")
                    .problem();
        }

        private static Fact fact(JsonNode json) {
            Map<String, String> values = new LinkedHashMap<>();
            json.path("values")
                    .properties()
                    .forEach(
                            entry -> values.put(entry.getKey(), entry.getValue().asText()));
            return new Fact(json.path("run").asInt(), json.path("name").asText(), values);
        }
    }

    private String name(String text) {
        if (!text.matches("[a-z][a-z0-9-]*")) {
            throw new ParameterException(spec.commandLine(), "'" + text + "' is no name; 'wonsi lab list' has them");
        }
        return text;
    }
}
