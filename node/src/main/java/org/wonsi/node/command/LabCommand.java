package org.wonsi.node.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wonsi.node.command.program.CommandFailed;
import org.wonsi.node.http.auth.OperatorCookie;
import org.wonsi.node.lab.Rehearsal;
import org.wonsi.node.lesson.Action;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.lesson.Lessons;
import org.wonsi.node.service.lab.Laboratory.Fact;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wonsi lab}: the experiments of a running seminar, and whole lessons of them, from a terminal. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description =
                "Lists, runs and resets the experiments of a running seminar; prints what was seen, a fact a line. Rehearses"
                        + " lessons: does each step, and says how long it took and whether all was seen.",
        footer = {
            "",
            "Examples:",
            "  ./wonsi lab list",
            "  ./wonsi lab run tamper edit block=tip-4 amount=912.50",
            "  ./wonsi lab reset tamper",
            "  ./wonsi lab rehearse        # all lessons, one after the other",
            "  ./wonsi lab rehearse 3 11"
        })
final class LabCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    /** The seminar's directory, a run's, a node's. */
    private static final int COOKIE_DEPTH = 3;

    @Parameters(
            paramLabel = "WHAT",
            arity = "1..*",
            description = "list; run EXPERIMENT COMMAND [NAME=VALUE]...; reset EXPERIMENT; rehearse [LESSON]...")
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

    @Spec
    private CommandSpec spec;

    private @Nullable HttpClient client;
    private String token = "";

    @Override
    public Integer call() {
        switch (what.get(0)) {
            case "list" -> list();
            case "run" -> run();
            case "reset" -> reset();
            case "rehearse" -> {
                return rehearse() ? 0 : 1;
            }
            default ->
                throw new ParameterException(
                        spec.commandLine(), "'" + what.get(0) + "' is none of list, run, reset and rehearse");
        }
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void list() {
        if (what.size() > 1) {
            throw new ParameterException(spec.commandLine(), "list takes nothing more, not '" + what.get(1) + "'");
        }
        for (JsonNode experiment : ask("GET", "/lab", "")) {
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
        JsonNode seen = ask("POST", "/lab/" + name(what.get(1)) + "/" + name(what.get(2)), body.toString());
        newest(seen).forEach(fact -> out().println(printable(fact.path("text").asText())));
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
        ask("POST", "/lab/" + name(what.get(1)) + "/reset", "{}");
        out().println(what.get(1) + " is as it was at the beginning");
        out().flush();
    }

    // ------------------------------------------------------------------------------------------- rehearse

    /** Whether all went well. */
    private boolean rehearse() {
        List<Lesson> lessons = chosen(Lessons.load());
        // Tells early that there is no seminar, and keeps what a first connection takes out of the first step.
        ask("GET", "/lab", "");
        Rehearsal rehearsal = new Rehearsal(new OverHttp(), System::nanoTime);
        List<Rehearsal.Result> results = new ArrayList<>();
        for (Lesson lesson : lessons) {
            out().println(lesson.number() + ". " + lesson.title());
            rehearsal.run(lesson, result -> {
                results.add(result);
                out().println(String.format(
                        Locale.ROOT,
                        "   %-14s %6.2f s  %s",
                        result.id(),
                        result.took().toNanos() / 1e9,
                        printable(result.failure().orElse("ok"))));
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

    private List<Lesson> chosen(Lessons all) {
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

    /** Runs what a lesson says on the seminar that listens there. */
    private final class OverHttp implements Rehearsal.Hands {
        @Override
        public Rehearsal.Outcome run(Action action) {
            ObjectNode body = new ObjectMapper().createObjectNode();
            ObjectNode arguments = body.putObject("arguments");
            action.arguments().forEach(arguments::put);
            Answer answer = exchange("POST", "/lab/" + action.experiment() + "/" + action.command(), body.toString());
            return answer.problem().isPresent()
                    ? new Rehearsal.Outcome(List.of(), answer.problem())
                    : new Rehearsal.Outcome(
                            newest(answer.json).stream().map(OverHttp::fact).toList(), Optional.empty());
        }

        @Override
        public Optional<String> reset(String experiment) {
            return exchange("POST", "/lab/" + experiment + "/reset", "{}").problem();
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

    // ------------------------------------------------------------------------------------------- the node

    /** What a node answered. */
    private record Answer(int status, JsonNode json) {
        /** Why it didn't do what it was asked; nothing if it did. */
        Optional<String> problem() {
            return status == 200
                    ? Optional.empty()
                    : Optional.of(json.path("detail").asText("the node answered with status " + status));
        }
    }

    private JsonNode ask(String method, String path, String body) {
        Answer answer = exchange(method, path, body);
        answer.problem().ifPresent(why -> {
            throw new CommandFailed(printable(why));
        });
        return answer.json;
    }

    private Answer exchange(String method, String path, String body) {
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(URI.create(url.replaceFirst("/+$", "") + path))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body.isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body));
        } catch (IllegalArgumentException e) {
            throw new CommandFailed("--url: '" + url + "' is no URL; write for example http://127.0.0.1:8001", e);
        }
        if (method.equals("POST")) {
            if (token.isEmpty()) {
                token = readToken();
            }
            request.header("X-Wonsi-Token", token);
        }
        try {
            HttpResponse<String> answer = client().send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), new ObjectMapper().readTree(answer.body()));
        } catch (JsonProcessingException e) {
            throw new CommandFailed(url + " doesn't answer as a Wonsi node does; is this the seminar's URL?", e);
        } catch (IOException e) {
            boolean connected = e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException);
            throw new CommandFailed(
                    connected
                            ? url + path + " hasn't answered for " + TIMEOUT.toMinutes()
                                    + " minutes; './wonsi lab reset EXPERIMENT' ends what an experiment does"
                            : "no answer from " + url + "; is a seminar running? ./wonsi seminar starts one",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        }
    }

    /** One for all questions, made for the first: other commands of this program need none. */
    private HttpClient client() {
        HttpClient known = client;
        if (known == null) {
            known = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
            client = known;
        }
        return known;
    }

    private static boolean isThisMachine(String url) {
        String host = String.valueOf(URI.create(url).getHost());
        return host.equals("localhost") || host.matches("127(\\.[0-9]{1,3}){3}") || host.equals("[::1]");
    }

    /** What another program sent, without what would command the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{C}", "?");
    }

    /** The token in the cookie file of the seminar's node that listens there; any of its nodes has a file of its own. */
    private String readToken() {
        if (dataDirectory == null && !isThisMachine(url)) {
            throw new CommandFailed("the operator's token isn't sent to another machine (" + url
                    + ") unless you say where it is; name the seminar's directory with --data-dir");
        }
        Path talk =
                Optional.ofNullable(dataDirectory).orElseGet(() -> SeminarCommand.defaultDirectory(System.getenv()));
        String node = ask("GET", "/node/status", "").path("name").asText();
        try {
            CookieSearch search = new CookieSearch(talk, Path.of(node, OperatorCookie.FILE));
            Files.walkFileTree(talk, Set.of(), COOKIE_DEPTH, search);
            Path cookie = search.found.orElseThrow(() -> new CommandFailed("there is no operator's token of node "
                    + node + " under " + talk + "; name the seminar's directory with --data-dir"));
            return Files.readString(cookie, StandardCharsets.US_ASCII).replaceFirst(".*:", "");
        } catch (IOException e) {
            throw new CommandFailed(
                    "the operator's token can't be read in " + talk + " (" + e.getMessage()
                            + "); name the seminar's directory with --data-dir",
                    e);
        }
    }

    /** Looks for a cookie file, but not in runs set aside, nor among the files of experiments, which come and go. */
    private static final class CookieSearch extends SimpleFileVisitor<Path> {
        private final Path top;
        private final Path wanted;
        private Optional<Path> found = Optional.empty();

        CookieSearch(Path top, Path wanted) {
            this.top = top;
            this.wanted = wanted;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            String name = String.valueOf(directory.getFileName());
            return !directory.equals(top) && (name.startsWith("kept-") || name.equals("lab"))
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.endsWith(wanted)) {
                found = Optional.of(file);
                return FileVisitResult.TERMINATE;
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
