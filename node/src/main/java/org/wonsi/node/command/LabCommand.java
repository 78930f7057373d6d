package org.wonsi.node.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wonsi.node.command.program.CommandFailed;
import org.wonsi.node.http.auth.OperatorCookie;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wonsi lab}: the experiments of a running seminar, from a terminal. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        description =
                "Lists, runs and resets the experiments of a running seminar; prints what was seen, a fact a line.",
        footer = {
            "",
            "Examples:",
            "  ./wonsi lab list",
            "  ./wonsi lab run tamper edit block=tip-4 amount=912.50",
            "  ./wonsi lab reset tamper"
        })
final class LabCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    @Parameters(
            paramLabel = "WHAT",
            arity = "1..*",
            description = "list; run EXPERIMENT COMMAND [NAME=VALUE]...; reset EXPERIMENT")
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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        switch (what.get(0)) {
            case "list" -> list();
            case "run" -> run();
            case "reset" -> reset();
            default ->
                throw new ParameterException(
                        spec.commandLine(), "'" + what.get(0) + "' is none of list, run and reset");
        }
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void list() {
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
        int last = 0;
        for (JsonNode fact : seen.path("facts")) {
            last = Math.max(last, fact.path("run").asInt());
        }
        for (JsonNode fact : seen.path("facts")) {
            if (fact.path("run").asInt() == last) {
                out().println(fact.path("text").asText());
            }
        }
        out().flush();
    }

    private void reset() {
        if (what.size() != 2) {
            throw new ParameterException(spec.commandLine(), "reset needs the name of one experiment");
        }
        ask("POST", "/lab/" + name(what.get(1)) + "/reset", "{}");
        out().println(what.get(1) + " is as it was at the beginning");
        out().flush();
    }

    private String name(String text) {
        if (!text.matches("[a-z][a-z0-9-]*")) {
            throw new ParameterException(spec.commandLine(), "'" + text + "' is no name; 'wonsi lab list' has them");
        }
        return text;
    }

    // ------------------------------------------------------------------------------------------- the node

    private JsonNode ask(String method, String path, String body) {
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
            request.header("X-Wonsi-Token", token());
        }
        try {
            HttpClient client = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode json = new ObjectMapper().readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw new CommandFailed(json.path("detail").asText(answer.statusCode() + " from " + answer.uri()));
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new CommandFailed(url + " doesn't answer as a Wonsi node does; is this the seminar's URL?", e);
        } catch (IOException e) {
            throw new CommandFailed("no answer from " + url + "; is a seminar running? ./wonsi seminar starts one", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        }
    }

    /** The token in the cookie file of the seminar's node that listens there; any of its nodes has a file of its own. */
    private String token() {
        Path talk =
                Optional.ofNullable(dataDirectory).orElseGet(() -> SeminarCommand.defaultDirectory(System.getenv()));
        String node = ask("GET", "/node/status", "").path("name").asText();
        try (Stream<Path> files = Files.walk(talk, 3)) {
            Path cookie = files.filter(file -> file.endsWith(Path.of(node, OperatorCookie.FILE)))
                    .filter(file -> !file.toString().contains("kept-"))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailed("there is no operator's token of node " + node + " under "
                            + talk + "; name the seminar's directory with --data-dir"));
            return Files.readString(cookie, StandardCharsets.US_ASCII).replaceFirst(".*:", "");
        } catch (IOException e) {
            throw new CommandFailed(
                    "the operator's token can't be read in " + talk + " (" + e.getMessage()
                            + "); name the seminar's directory with --data-dir",
                    e);
        }
    }
}
