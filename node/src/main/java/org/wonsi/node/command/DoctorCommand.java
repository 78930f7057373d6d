package org.wonsi.node.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.wonsi.node.command.program.ListenAddress;
import org.wonsi.node.doctor.Finding;
import org.wonsi.node.doctor.MachineCheck;
import org.wonsi.node.doctor.RoomCheck;
import org.wonsi.node.platform.HomeDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code wonsi doctor}: it looks for what would break the talk. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Checks what a talk needs: this machine (Java, ports, disk, clock, network, browser, fonts, speed)"
                        + " and, where a seminar runs, the room (nodes, mining, experiments, lessons). Each line says what"
                        + " to do. Exit code 1 if something must be mended.")
final class DoctorCommand implements Callable<Integer> {
    private static final int NODES = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** A board with its newest blocks is some hundred kilobytes. */
    private static final int MOST_BYTES = 16 << 20;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8001",
            description = "the seminar's first node (${DEFAULT-VALUE})")
    private String url = "http://127.0.0.1:8001";

    @Spec
    private CommandSpec spec;

    private long failures;

    @Override
    public Integer call() {
        String base = url.replaceFirst("/+$", "");
        URI address = listen(base);
        print(
                "this machine",
                MachineCheck.of(
                        HomeDirectory.of(System.getenv()),
                        System.getProperty("os.name", ""),
                        Optional.ofNullable(System.getenv("PATH")).orElse("")));
        HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        List<Finding> room = RoomCheck.of(base, path -> ask(client, address.resolve(path)), InstantSource.system());
        if (room.size() == 1) {
            print("ports", ports());
        }
        print("the room", room);
        out().println();
        out().println(failures == 0 ? "Ready." : failures + " thing" + (failures == 1 ? "" : "s") + " to mend.");
        out().flush();
        return failures == 0 ? 0 : 1;
    }

    private URI listen(String base) {
        try {
            URI address = URI.create(base + "/");
            if (!List.of("http", "https").contains(String.valueOf(address.getScheme())) || address.getHost() == null) {
                throw new IllegalArgumentException("no URL of a web page");
            }
            return address;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "'" + url + "' is no address of a node; write it as http://127.0.0.1:8001");
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void print(String title, List<Finding> findings) {
        out().println(title);
        for (Finding finding : findings) {
            String mark = switch (finding.kind()) {
                case GOOD -> "ok  ";
                case NOTE -> "note";
                case PROBLEM -> "MEND";
            };
            out().println("  " + mark + "  " + finding.what());
        }
        out().flush();
        failures += findings.stream()
                .filter(finding -> finding.kind() == Finding.Kind.PROBLEM)
                .count();
    }

    private static List<Finding> ports() {
        List<Finding> findings = new ArrayList<>();
        for (int k = 1; k <= NODES; k++) {
            for (int port : List.of(8000 + k, 9000 + k)) {
                ListenAddress address = new ListenAddress("127.0.0.1", port);
                OptionalInt next = address.isFree() ? OptionalInt.of(port) : address.nextFreePort();
                if (address.isFree()) {
                    findings.add(new Finding(Finding.Kind.GOOD, "port " + port + " is free"));
                } else if (next.isPresent()) {
                    findings.add(new Finding(
                            Finding.Kind.NOTE,
                            "port " + port + " is taken; the seminar takes the next free one, " + next.getAsInt()));
                } else {
                    findings.add(new Finding(
                            Finding.Kind.PROBLEM,
                            "port " + port + " is taken, and so are the hundred after it; close what uses them"));
                }
            }
        }
        return findings;
    }

    /** The JSON of an address; empty where nobody answers with any. */
    private static Optional<JsonNode> ask(HttpClient client, URI address) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                String text = new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
                return answer.statusCode() == 200 ? Optional.of(new ObjectMapper().readTree(text)) : Optional.empty();
            }
        } catch (JsonProcessingException e) {
            // Something else answers there: what it says is none of ours.
            return Optional.empty();
        } catch (IOException e) {
            // Nobody answers; the check says what that means.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
