package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.node.http.server.HttpConfig;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Whatever a call of JSON-RPC is given, it answers, and the node lives")
class RpcFuzzTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Set {@code -Dwonsi.rpcfuzz.seed} to try a seed of a failure again, {@code .calls} to try more. */
    private static final long SEED = Long.getLong("wonsi.rpcfuzz.seed", System.nanoTime());

    private static final int CALLS = Integer.getInteger("wonsi.rpcfuzz.calls", 60);
    private static final int INTERNAL_ERROR = -32603;
    private static final Set<String> LONG_TIMES = Set.of("null", "0", "2147483647");

    private TestNode node;
    private HttpServer server;
    private RpcCaller rpc;
    private List<String> values;

    @BeforeAll
    void start(@TempDir Path directory) {
        node = new TestNode(directory);
        node.mine(103);
        server = HttpServer.start(node, HttpConfig.loopback(0));
        rpc = new RpcCaller(server);
        values = interestingValues();
    }

    @AfterAll
    void stop() {
        server.close();
        node.close();
    }

    /** Every method that help lists; the seed is part of each name. */
    Stream<String> methods() {
        return rpc.call("help")
                .asText()
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("=="))
                .map(line -> line.replaceFirst(" .*", ""));
    }

    private List<String> interestingValues() {
        String block = node.queries().read(q -> q.hashAt(5)).orElseThrow().toDisplay();
        String tx = node.queries()
                .read(q -> q.txids(q.hashAt(5).orElseThrow()))
                .get(0)
                .toDisplay();
        List<String> some = new ArrayList<>(List.of(
                "null",
                "true",
                "false",
                "0",
                "1",
                "-1",
                "2",
                "101",
                "1.5",
                "-0.00000001",
                "1e400",
                "-1e400",
                "1e-400",
                "2147483647",
                "2147483648",
                "-2147483649",
                "4294967295",
                "4294967296",
                "9223372036854775807",
                "9223372036854775808",
                "99999999999999999999999999999999",
                "\"\"",
                "\"x\"",
                "\"0\"",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "\"start\"",
                "\"add\"",
                "\"remove\"",
                "\"127.0.0.1\"",
                "\"::1/200\"",
                "\"raw(51)\"",
                "[]",
                "[[]]",
                "[null]",
                "[0]",
                "[\"\"]",
                "[[[[[[]]]]]]",
                "{}",
                "[{}]",
                "{\"\":\"\"}"));
        some.add('"' + block + '"');
        some.add('"' + tx + '"');
        some.add('"' + "0".repeat(64) + '"');
        some.add('"' + "f".repeat(64) + '"');
        some.add('"' + "zz".repeat(32) + '"');
        some.add('"' + "00".repeat(80) + '"');
        some.add('"' + "ff".repeat(80) + '"');
        some.add('"' + "ab".repeat(20_000) + '"');
        some.add('"' + node.faucetWallet().address() + '"');
        some.add('"'
                + node.queries()
                        .read(q -> q.rawBlock(q.hashAt(5).orElseThrow()))
                        .orElseThrow()
                        .toHex()
                + '"');
        some.add("[\"" + tx + "\"]");
        some.add("[{\"txid\":\"" + tx + "\",\"vout\":0}]");
        some.add("[{\"txid\":\"" + tx + "\",\"vout\":-1,\"sequence\":1e9,\"scriptPubKey\":\"\",\"amount\":-1}]");
        some.add("{\"" + node.faucetWallet().address() + "\":1e-9}");
        some.add("{\"" + node.faucetWallet().address() + "\":21000001,\"data\":\"0\"}");
        some.add("{\"mode\":\"proposal\",\"data\":\"00\",\"rules\":[\"segwit\"]}");
        some.add("{\"mode\":7,\"rules\":7,\"longpollid\":7}");
        some.add("[" + "0,".repeat(2_000) + "0]");
        return some;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methods")
    @DisplayName("a method given values of wrong kind, number and size")
    void everyMethod(String method) throws JsonProcessingException {
        RandomGenerator random = new SplittableRandom(SEED ^ method.hashCode());
        for (int i = 0; i < CALLS; i++) {
            String request = request(method, random, i);
            String told = "seed " + SEED + ", call " + i + ": " + request.substring(0, Math.min(500, request.length()));
            JsonNode answer = MAPPER.readTree(rpc.raw(request));
            assertThat(answer.has("result") || answer.has("error")).as(told).isTrue();
            assertThat(answer.at("/error/code").asInt())
                    .as(told + " got " + answer)
                    .isNotEqualTo(INTERNAL_ERROR);
            assertThat(node.hasChainEnded()).as(told).isFalse();
        }
        assertThat(rpc.call("getblockcount").asInt()).as("seed " + SEED).isGreaterThanOrEqualTo(0);
    }

    private String request(String method, RandomGenerator random, int call) {
        String params = method.startsWith("waitfor")
                ? impatient(method, random)
                : call % 4 == 3 ? named(random) : positional(random, call % 4 == 2 ? 13 : 5);
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private String positional(RandomGenerator random, int most) {
        List<String> chosen = new ArrayList<>();
        int count = random.nextInt(most);
        for (int i = 0; i < count; i++) {
            chosen.add(value(random));
        }
        return "[" + String.join(",", chosen) + "]";
    }

    /** Without a time a call would wait for ten minutes, as it should. */
    private String impatient(String method, RandomGenerator random) {
        List<String> chosen = new ArrayList<>();
        int count = method.equals("waitfornewblock") ? 1 : 2 + random.nextInt(2);
        while (chosen.size() < count) {
            String value = value(random);
            if (!LONG_TIMES.contains(value)) {
                chosen.add(value);
            }
        }
        return "[" + String.join(",", chosen) + "]";
    }

    private String named(RandomGenerator random) {
        String[] names = {"args", "txid", "blockhash", "height", "verbose", "address", "nblocks", "arg0", "x", "wait"};
        List<String> chosen = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            chosen.add('"' + names[random.nextInt(names.length)] + "\":" + value(random));
        }
        return "{" + String.join(",", chosen) + "}";
    }

    private String value(RandomGenerator random) {
        if (random.nextInt(8) == 0) {
            ArrayNode some = MAPPER.createArrayNode();
            return some.add(random.nextInt()).add(random.nextLong() + "").toString();
        }
        return values.get(random.nextInt(values.size()));
    }
}
