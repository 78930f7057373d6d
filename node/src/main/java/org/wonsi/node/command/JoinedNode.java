package org.wonsi.node.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.p2p.HostPort;

/**
 * The facts that {@code --join URL} learns from the node at that URL before this one starts.
 *
 * @param p2p where to dial it
 * @param clockDifference how far its clock is ahead of ours, as well as one request can tell
 */
record JoinedNode(String name, HostPort p2p, Duration clockDifference) {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** Less than this is the request's own time. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    /**
     * Asks it.
     *
     * @throws CommandFailedException if it can't be reached, is no Wonsi node, or is on another chain
     */
    static JoinedNode ask(String url, ChainParams params, InstantSource clock) {
        String base = url.replaceFirst("/+$", "");
        try {
            URI status = new URI(base + "/node/status");
            HttpClient client = HttpClient.newBuilder()
                    .connectTimeout(TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(status).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
            Instant now = clock.instant();
            if (response.statusCode() != 200) {
                throw new CommandFailedException("--join: " + status + " answered " + response.statusCode()
                        + "; is this the address of a node's page?");
            }
            return read(new ObjectMapper().readTree(response.body()), status, params, clockDifference(response, now));
        } catch (java.net.URISyntaxException | IllegalArgumentException e) {
            throw new CommandFailedException(
                    "--join: '" + url + "' is no URL; write for example http://192.168.0.7:8001", e);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "--join: no answer from " + base + " (" + e.getClass().getSimpleName()
                            + "); are both machines on the same network, and was that node started with --lan?",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("--join: interrupted", e);
        }
    }

    private static Duration clockDifference(HttpResponse<String> response, Instant now) {
        return response.headers()
                .firstValue("Date")
                .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
                .map(theirs -> Duration.between(now, theirs))
                .orElse(Duration.ZERO);
    }

    private static JoinedNode read(JsonNode status, URI asked, ChainParams params, Duration difference) {
        String genesis = status.path("genesis").asText();
        String network = status.path("network").asText();
        String name = status.path("name").asText();
        String p2p = status.path("p2p").asText();
        if (genesis.isEmpty() || name.isEmpty()) {
            throw new CommandFailedException("--join: " + asked + " isn't the status of a Wonsi node");
        }
        if (!genesis.equals(params.genesisHash().toDisplay())) {
            throw new CommandFailedException(
                    "--join: node " + name + " is on network " + network + ", whose chain starts with block "
                            + genesis + "; this one is on " + params + ", which starts with " + params.genesisHash()
                            + ". Choose its network with --network");
        }
        if (p2p.isEmpty()) {
            throw new CommandFailedException("--join: node " + name + " takes no connections");
        }
        int port = HostPort.parse(p2p).port();
        return new JoinedNode(name, new HostPort(asked.getHost(), port), difference);
    }

    /** A warning if the clocks differ by more than the request can explain. */
    Optional<String> clockWarning(ChainParams params) {
        if (clockDifference.abs().compareTo(CLOCK_TOLERANCE) < 0) {
            return Optional.empty();
        }
        long seconds = clockDifference.abs().toSeconds();
        return Optional.of("this machine's clock is " + seconds + " s "
                + (clockDifference.isNegative() ? "ahead of" : "behind") + " that of " + name
                + "; blocks from more than " + params.maxFutureSeconds()
                + " s in the future are refused, so set it right");
    }
}
