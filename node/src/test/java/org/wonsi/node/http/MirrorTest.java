package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.mirror.DatabaseAddress;
import org.wonsi.node.mirror.Mirror;
import org.wonsi.node.mirror.MirrorException;
import org.wonsi.node.mirror.MirrorReader;
import org.wonsi.node.mirror.PostgresServer;
import org.wonsi.node.service.ChainControl.Judgement;
import org.wonsi.node.service.FaucetWallet.Paid;
import org.wonsi.node.store.db.ScriptHash;

@Tag("long")
@DisplayName("A server of a mirror")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MirrorTest {
    private static final Duration BOUND = Duration.ofHours(1);

    @TempDir
    static Path directory;

    private static PostgresServer postgres;
    private static TestNode node;
    private static HttpServer ofNode;
    private static Mirror mirror;
    private static MirrorReader reader;
    private static MirrorServer ofMirror;
    private static Client here;
    private static Client there;
    private static final List<Address> ADDRESSES = new ArrayList<>();
    private static final Set<String> COMPARED = new HashSet<>();

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(PostgresServer.isHere(), "skipped: PostgreSQL isn't here (Debian's package postgresql)");
        postgres = PostgresServer.start();
        postgres.create("chain");
        node = new TestNode(directory);
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            byte[] hash = new byte[20];
            random.nextBytes(hash);
            Script script = Script.ofHex("76a914" + HexFormat.of().formatHex(hash) + "88ac");
            node.mine(script);
            ADDRESSES.add(Address.ofScript(script, node.params()).orElseThrow());
        }
        node.mine(139);
        for (int i = 0; i < 30; i++) {
            pay(i);
        }
        node.mine(1);
        for (int i = 0; i < 5; i++) {
            pay(i);
        }
        ofNode = HttpServer.start(node, HttpConfig.loopback(0));
        here = new Client(ofNode);
        mirror = startMirror();
        DatabaseAddress address = DatabaseAddress.parse(postgres.url("chain", "wonsi_reader"));
        await("the first rows", () -> isReadable(address));
        reader = MirrorReader.open(address, 4, BOUND);
        ofMirror = MirrorServer.start(reader, HttpConfig.loopback(0), BOUND);
        there = new Client(ofMirror.url());
        awaitSame();
    }

    private static boolean isReadable(DatabaseAddress address) {
        try (MirrorReader trial = MirrorReader.open(address, 1, BOUND)) {
            return trial.now().trueAt() > 0;
        } catch (MirrorException e) {
            // There are no tables yet.
            return false;
        }
    }

    private static Mirror startMirror() {
        return TestMirror.start(node, directory, postgres);
    }

    private static Transaction pay(int i) {
        return ((Paid) node.faucetWallet()
                        .pay(ADDRESSES.get(i).scriptPubKey(), new Amount(100_000 + i))
                        .join())
                .transaction();
    }

    /** Until the mirror's tip and mempool are the node's. */
    private static void awaitSame() {
        await("the same tip and mempool", () -> same("/api/blocks/tip/hash") && same("/api/mempool/txids"));
    }

    private static boolean same(String path) {
        return here.get(path).body().equals(there.get(path).body());
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long for " + what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {ofMirror, reader, mirror, ofNode, node, postgres}) {
            if (part != null) {
                part.close();
            }
        }
    }

    @Test
    @Order(1)
    @DisplayName("answers a thousand addresses as the node does")
    void addresses() {
        int asked = 0;
        for (Address address : ADDRESSES) {
            assertSame("/api/address/" + address);
            assertSame("/api/address/" + address + "/txs");
            asked++;
        }
        assertThat(asked).isEqualTo(1_000);
        for (Address address : List.of(ADDRESSES.get(0), ADDRESSES.get(29), ADDRESSES.get(999))) {
            assertAddress("/api/address/" + address);
            assertAddress("/api/scripthash/" + ScriptHash.of(address.scriptPubKey()));
        }
        // One with more transactions than a page has.
        String own = "/api/address/" + node.faucetWallet().address();
        assertAddress(own);
        String page = here.get(own + "/txs/chain").body();
        String last = page.replaceAll("(?s).*\"txid\":\"([0-9a-f]{64})\",\"version\".*", "$1");
        assertThat(last).hasSize(64);
        assertSame(own + "/txs/chain/" + last);
        assertSame("/api/scripthash/" + ScriptHash.of(node.faucetWallet().scriptPubKey()) + "/txs/chain/" + last);
        assertThat(here.get(own + "/txs/chain/" + last).body()).contains(last.isEmpty() ? "?" : "txid");
    }

    private void assertAddress(String path) {
        for (String part : List.of("", "/txs", "/txs/chain", "/txs/mempool", "/utxo")) {
            assertSame(path + part);
        }
    }

    @Test
    @Order(2)
    @DisplayName(
            "answers every path about blocks, transactions and the mempool as the node does, and what is wrong too")
    void everyPath() throws JsonProcessingException {
        for (int height : List.of(0, 1, 999, 1_000, 1_139, 1_140)) {
            assertBlock(here.get("/api/block-height/" + height).body());
        }
        Block full = block(1_140);
        assertThat(full.transactions()).hasSizeGreaterThan(25);
        for (Transaction tx : full.transactions()) {
            assertTransaction(tx.txid().toDisplay(), tx.outputs().size());
        }
        node.mempool().entries().forEach(entry -> assertTransaction(entry.txid().toDisplay(), 1));
        assertMempool();
        assertInspected(full);
        String nowhere = "00".repeat(32);
        for (String path : List.of(
                "/api/blocks/1141",
                "/api/blocks/99999999999",
                "/api/blocks/-1",
                "/api/blocks/500",
                "/api/block-height/1141",
                "/api/block/" + nowhere,
                "/api/block/" + nowhere + "/status",
                "/api/block/xyz",
                "/api/block/" + full.hash().toDisplay() + "/txs/7",
                "/api/block/" + full.hash().toDisplay() + "/txs/50",
                "/api/block/" + full.hash().toDisplay() + "/txid/99",
                "/api/tx/" + nowhere,
                "/api/tx/" + nowhere + "/outspends",
                "/api/tx/%27%3BDROP%20TABLE%20chain%3B--",
                "/api/tx/" + full.transactions().get(0).txid().toDisplay() + "/outspend/9",
                "/api/address/nobody",
                "/api/address/1%27%20OR%201%3D1",
                "/api/scripthash/" + "ff".repeat(32),
                "/api/nothing")) {
            assertSame(path);
        }
        assertThat(unasked()).isEmpty();
    }

    /** What the explorer's tools ask: bytes explained, a way through the merkle tree, an input's scripts step by step. */
    private void assertInspected(Block block) {
        String hash = block.hash().toDisplay();
        for (int index : List.of(0, 1, 25, 31)) {
            assertSame("/node/blocks/" + hash + "/txs/" + index);
            assertSame("/node/blocks/" + hash + "/txs/" + index + "/branch");
        }
        Transaction confirmed = block.transactions().get(3);
        Transaction waits = node.mempool().entries().get(0).tx();
        for (Transaction tx : List.of(confirmed, waits)) {
            assertSame("/node/txs/" + tx.txid().toDisplay() + "/inputs/0/steps");
            assertSame("/node/txs/" + tx.txid().toDisplay() + "/inputs/9/steps");
            assertSame("/node/decode?hex=" + tx.encode().toHex());
        }
        assertSame("/node/txs/" + block.transactions().get(0).txid().toDisplay() + "/inputs/0/steps");
        assertSame("/node/decode?hex=zz");
        String whole = "{\"hex\":\"" + block.encode().toHex() + "\"}";
        assertThat(there.post("/node/decode", whole).body())
                .isEqualTo(here.post("/node/decode", whole).body())
                .contains("merkle_root");
    }

    /** Paths of the mirror's own description that were compared with no answer of the node. The board has other parts than a node's. */
    private static List<String> unasked() throws JsonProcessingException {
        List<String> paths = new ArrayList<>();
        JsonNode described =
                Json.MAPPER.readTree(there.get("/openapi.json").body()).get("paths");
        for (Map.Entry<String, JsonNode> path : described.properties()) {
            String name = path.getKey();
            boolean isCompared = name.startsWith("/api/") || (name.startsWith("/node/") && !name.equals("/node/board"));
            if (isCompared && path.getValue().has("get")) {
                paths.add(name);
            }
        }
        assertThat(paths).hasSizeGreaterThan(30);
        paths.removeIf(path -> {
            Pattern form = Pattern.compile(path.replaceAll("\\{\\w+}", "[^/]+"));
            return COMPARED.stream().anyMatch(asked -> form.matcher(asked).matches());
        });
        return paths;
    }

    private static Block block(int height) {
        return node.queries().read(q -> q.body(q.hashAt(height).orElseThrow())).orElseThrow();
    }

    private void assertBlock(String hash) {
        assertSame("/api/block/" + hash);
        for (String part : List.of("status", "header", "raw", "txids", "txid/0", "txs", "txs/0", "txs/25")) {
            assertSame("/api/block/" + hash + "/" + part);
        }
    }

    private void assertTransaction(String txid, int outputs) {
        assertSame("/api/tx/" + txid);
        for (String part : List.of("status", "hex", "raw", "merkle-proof", "merkleblock-proof", "outspends")) {
            assertSame("/api/tx/" + txid + "/" + part);
        }
        for (int n = 0; n < outputs; n++) {
            assertSame("/api/tx/" + txid + "/outspend/" + n);
        }
    }

    private void assertMempool() {
        for (String path : List.of(
                "/api/mempool",
                "/api/mempool/txids",
                "/api/mempool/recent",
                "/api/fee-estimates",
                "/api/blocks",
                "/api/blocks/tip/height",
                "/api/blocks/tip/hash")) {
            assertSame(path);
        }
    }

    /** Status, body, and what a cache is told; and the mirror's answer says how old it is. */
    private static void assertSame(String path) {
        COMPARED.add(path.replaceFirst("\\?.*", ""));
        HttpResponse<byte[]> own = here.getBytes(path);
        HttpResponse<byte[]> mirrored = there.getBytes(path);
        assertThat(text(mirrored)).as(path).isEqualTo(text(own));
        assertThat(mirrored.headers().firstValue("X-Wonsi-As-Of")).as(path).isPresent();
    }

    private static String text(HttpResponse<byte[]> answer) {
        StringBuilder text = new StringBuilder().append(answer.statusCode());
        for (String name : List.of("Content-Type", "ETag", "Cache-Control")) {
            text.append(' ').append(answer.headers().firstValue(name).orElse("-"));
        }
        return text.append('\n')
                .append(new String(answer.body(), StandardCharsets.ISO_8859_1))
                .toString();
    }

    @Test
    @Order(3)
    @DisplayName("follows a reorganisation: what was taken off is a stale block, its payments wait again, and back")
    void reorganisation() {
        BlockHash old = node.chain().tip().hash();
        String gone = block(1_140).transactions().get(3).txid().toDisplay();
        node.judge(old, Judgement.INVALID).join();
        awaitSame();
        assertSame("/api/tx/" + gone);
        assertSame("/api/tx/" + gone + "/status");
        assertBlockAwaited(old);
        List<Block> other = List.of(node.mine(Script.ofHex("51")), node.mine(Script.ofHex("52")));
        awaitSame();
        assertBlock(other.get(1).hash().toDisplay());
        assertBlockAwaited(old);
        assertMempool();
        node.judge(old, Judgement.RECONSIDERED).join();
        node.judge(other.get(0).hash(), Judgement.INVALID).join();
        awaitSame();
        assertBlock(old.toDisplay());
        assertBlockAwaited(other.get(0).hash());
        for (Address address : ADDRESSES.subList(0, 30)) {
            assertSame("/api/address/" + address);
        }
        assertThat(node.chain().tip().hash()).isEqualTo(old);
    }

    /** A stale block's standing is written with the next sign of life at the latest. */
    private void assertBlockAwaited(BlockHash hash) {
        String path = "/api/block/" + hash.toDisplay();
        await("the stale block", () -> text(here.getBytes(path)).equals(text(there.getBytes(path))));
        assertBlock(hash.toDisplay());
    }

    @Test
    @Order(4)
    @DisplayName(
            "has a board, an explorer's pages, /ready, /live and figures, and takes nothing that would change a chain")
    void otherPaths() {
        assertThat(there.get("/ready").statusCode()).isEqualTo(200);
        assertThat(there.get("/live").body()).isEqualTo("ok\n");
        assertThat(there.get("/").body()).contains("<html");
        assertThat(there.get("/node/board").body())
                .contains("\"self\":\"Seoul\"", node.chain().tip().hash().toDisplay());
        assertThat(there.get("/metrics").body())
                .contains("wonsi_mirror_age_seconds ", "wonsi_chain_height_blocks 1140.0");
        assertThat(there.post("/api/tx", "00").statusCode()).isEqualTo(404);
        assertThat(there.post("/node/mining/generate", "{}").statusCode()).isEqualTo(404);
        assertThat(there.post("/", "{\"method\":\"stop\"}").statusCode()).isEqualTo(405);
        assertThat(there.post("/sql", "{\"query\":\"SELECT 1\"}").statusCode()).isEqualTo(404);
        for (String page : List.of("/vote", "/phone", "/tab/peer.js", "/join", "/lab", "/talk")) {
            assertThat(there.get(page).statusCode()).as(page).isEqualTo(404);
        }
    }

    @Test
    @Order(5)
    @DisplayName("answers 503 while its database is gone, the node goes on, and all comes back by itself")
    void databaseGone() throws Exception {
        postgres.kill();
        node.mine(1);
        assertThat(here.get("/api/blocks/tip/height").body()).isEqualTo("1141");
        HttpResponse<String> answer = there.get("/api/blocks/tip/height");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(answer.body())
                .isEqualTo("the database behind this server doesn't answer; ask again in a few seconds");
        postgres.restart();
        await(
                "the database again",
                () -> there.get("/api/blocks/tip/height").body().equals("1141"));
        awaitSame();
    }
}
