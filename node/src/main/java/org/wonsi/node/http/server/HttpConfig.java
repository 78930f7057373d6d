package org.wonsi.node.http.server;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.wonsi.node.http.auth.RpcAuth;
import org.wonsi.node.http.auth.RpcLogin;
import org.wonsi.node.p2p.Subnet;

/**
 * The settings of a node's HTTP server: where it listens and how much it takes.
 *
 * @param host the address to bind: {@code 127.0.0.1} unless others in the room shall reach it
 * @param port 0 for any free one
 * @param names further names by which people may call this machine in a URL; IP addresses, localhost and the machine's
 *     own name always work
 * @param rpcLogin user and password for JSON-RPC besides the cookie
 * @param rpcAuths further users, of whose passwords only an HMAC is known
 * @param operatorToken what the operator's token shall be; a new one if absent
 * @param operatedFromLan whether the operator may be on another machine; his token then crosses the network unencrypted
 * @param metricsFrom the networks besides this machine that may read {@code /metrics}
 * @param limits what a client may use
 */
public record HttpConfig(
        String host,
        int port,
        List<String> names,
        Optional<RpcLogin> rpcLogin,
        List<RpcAuth> rpcAuths,
        Optional<String> operatorToken,
        boolean operatedFromLan,
        List<Subnet> metricsFrom,
        Limits limits) {
    public HttpConfig {
        names = List.copyOf(names);
        rpcAuths = List.copyOf(rpcAuths);
        metricsFrom = List.copyOf(metricsFrom);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }

    /** Loopback only, at this port, with the usual limits. */
    public static HttpConfig loopback(int port) {
        return new HttpConfig(
                "127.0.0.1",
                port,
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                true,
                List.of(),
                Limits.standard());
    }

    /** The same settings with other limits. */
    public HttpConfig withLimits(Limits others) {
        return new HttpConfig(
                host, port, names, rpcLogin, rpcAuths, operatorToken, operatedFromLan, metricsFrom, others);
    }

    /** The same settings; people may call this machine by these names, too. */
    public HttpConfig withNames(List<String> others) {
        return new HttpConfig(
                host, port, others, rpcLogin, rpcAuths, operatorToken, operatedFromLan, metricsFrom, limits);
    }

    /** The same settings with another address to listen on. */
    public HttpConfig at(String otherHost, int otherPort) {
        return new HttpConfig(
                otherHost, otherPort, names, rpcLogin, rpcAuths, operatorToken, operatedFromLan, metricsFrom, limits);
    }

    /** The same settings; JSON-RPC also takes this user and password. */
    public HttpConfig withRpcLogin(RpcLogin login) {
        return new HttpConfig(
                host, port, names, Optional.of(login), rpcAuths, operatorToken, operatedFromLan, metricsFrom, limits);
    }

    /** The same settings; JSON-RPC also takes these users. */
    public HttpConfig withRpcAuths(List<RpcAuth> users) {
        return new HttpConfig(host, port, names, rpcLogin, users, operatorToken, operatedFromLan, metricsFrom, limits);
    }

    /** The same settings with a token that stays valid after a restart. */
    public HttpConfig withOperatorToken(String token) {
        return new HttpConfig(
                host, port, names, rpcLogin, rpcAuths, Optional.of(token), operatedFromLan, metricsFrom, limits);
    }

    /** The same settings; these networks may read {@code /metrics}, too. */
    public HttpConfig withMetricsFrom(List<Subnet> networks) {
        return new HttpConfig(host, port, names, rpcLogin, rpcAuths, operatorToken, operatedFromLan, networks, limits);
    }

    /** The same settings; the operator may be on this machine only. */
    public HttpConfig operatedHere() {
        return new HttpConfig(host, port, names, rpcLogin, rpcAuths, operatorToken, false, metricsFrom, limits);
    }

    /** Keeps password and token to itself. */
    @Override
    public String toString() {
        return "HttpConfig[" + host + ":" + port + "]";
    }

    /**
     * The limits on what a client may use of this node.
     *
     * @param bodyBytes of a request; a block in hex is twice its size
     * @param headerBytes of a request, its URL included
     * @param connections open at once of this machine, and as many of all others
     * @param connectionsPerAddress open at once from one address; loopback, which all local programs share, may use all of this
     *     machine's
     * @param requestsPerSecond from one address other than loopback, on average
     * @param burst how many of those may come at once
     * @param requestsPerSecondAndConnection on one connection from there, on average; it is closed beyond that, so that who
     *     floods spares those who share his address
     * @param connectionBurst how many of those may come at once
     * @param headers the time for a request's headers, from their first byte or the connection's opening on
     * @param idle after which a silent connection is closed
     * @param minimumBodyRate bytes per second below which a request body counts as an attack
     * @param minimumReaderRate bytes per second that a reader must take while bytes wait for it
     * @param readerPeriod the time over which that is asked
     * @param eventClients event streams open at once
     * @param eventQueue events that may wait for one slow reader before it is dropped
     */
    public record Limits(
            int bodyBytes,
            int headerBytes,
            int connections,
            int connectionsPerAddress,
            int requestsPerSecond,
            int burst,
            int requestsPerSecondAndConnection,
            int connectionBurst,
            Duration headers,
            Duration idle,
            int minimumBodyRate,
            int minimumReaderRate,
            Duration readerPeriod,
            int eventClients,
            int eventQueue) {
        /** The same, with as many requests as come: what stands in front, whose address all have, limits them. */
        public Limits withoutRates() {
            return new Limits(
                    bodyBytes,
                    headerBytes,
                    connections,
                    connections,
                    1_000_000,
                    1_000_000,
                    1_000_000,
                    1_000_000,
                    headers,
                    idle,
                    minimumBodyRate,
                    minimumReaderRate,
                    readerPeriod,
                    eventClients,
                    eventQueue);
        }

        /** The limits for a room of people with a laptop and a phone each, who may share one address. */
        public static Limits standard() {
            return new Limits(
                    4_200_000,
                    8_192,
                    2_000,
                    1_000,
                    1_000,
                    8_000,
                    100,
                    400,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    1_024,
                    4_096,
                    Duration.ofSeconds(20),
                    256,
                    4_096);
        }
    }
}
