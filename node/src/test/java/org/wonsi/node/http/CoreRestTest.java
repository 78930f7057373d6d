package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.service.FaucetWallet;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Bitcoin Core's REST interface is here, with its forms, errors and limits")
class CoreRestTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String GENESIS = "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206";
    private static final String UNKNOWN = "ab".repeat(32);
    private static final String NO_FORMAT = "output format not found (available: .bin, .hex, .json)\r\n";

    private TestNode node;
    private HttpServer server;
    private Client client;
    private Block block;
    private Transaction waiting;

    @BeforeAll
    void start(@TempDir Path directory) {
        node = new TestNode(directory);
        node.mine(102);
        block = node.mine(1).get(0);
        waiting = ((FaucetWallet.Paid) node.faucetWallet()
                        .pay(node.faucetWallet().scriptPubKey(), new Amount(1_000_000))
                        .join())
                .transaction();
        server = HttpServer.start(node, HttpConfig.loopback(0));
        client = new Client(server);
    }

    @AfterAll
    void stop() {
        server.close();
        node.close();
    }

    private void assertRefused(String path, int status, String text) {
        HttpResponse<String> answer = client.get(path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(text);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain");
    }

    private JsonNode json(String path) {
        HttpResponse<String> answer = client.get(path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        try {
            return MAPPER.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(path, e);
        }
    }

    private String hexOfBytes(String path) {
        HttpResponse<byte[]> answer = client.getBytes(path);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/octet-stream");
        return HexFormat.of().formatHex(answer.body());
    }

    @Test
    @DisplayName("a transaction, waiting or confirmed, as bytes, hex and JSON")
    void tx() {
        String txid = waiting.txid().toDisplay();
        assertThat(client.get("/rest/tx/" + txid + ".hex").body())
                .isEqualTo(waiting.encode().toHex() + "\n");
        assertThat(hexOfBytes("/rest/tx/" + txid + ".bin"))
                .isEqualTo(waiting.encode().toHex());
        assertThat(json("/rest/tx/" + txid + ".json").has("blockhash")).isFalse();
        Transaction coinbase = block.transactions().get(0);
        JsonNode confirmed = json("/rest/tx/" + coinbase.txid().toDisplay() + ".json");
        assertThat(confirmed.get("blockhash").asText()).isEqualTo(block.hash().toDisplay());
        assertThat(confirmed.get("hex").asText()).isEqualTo(coinbase.encode().toHex());
        assertRefused("/rest/tx/" + UNKNOWN + ".json", 404, UNKNOWN + " not found\r\n");
        assertRefused("/rest/tx/" + txid + ".xml", 400, "Invalid hash: " + txid + ".xml\r\n");
        assertRefused("/rest/tx/" + txid, 404, NO_FORMAT);
        assertRefused("/rest/tx/42.json", 400, "Invalid hash: 42\r\n");
    }

    @Test
    @DisplayName("a block with its transactions or their ids")
    void blocks() {
        String hash = block.hash().toDisplay();
        assertThat(hexOfBytes("/rest/block/" + hash + ".bin"))
                .isEqualTo(block.encode().toHex());
        assertThat(client.get("/rest/block/notxdetails/" + hash + ".hex").body())
                .isEqualTo(block.encode().toHex() + "\n");
        assertThat(json("/rest/block/" + hash + ".json").at("/tx/0/vout/0/n").asInt(-1))
                .isZero();
        assertThat(json("/rest/block/notxdetails/" + hash + ".json").at("/tx/0").asText())
                .isEqualTo(block.transactions().get(0).txid().toDisplay());
        assertRefused("/rest/block/" + UNKNOWN + ".bin", 404, UNKNOWN + " not found\r\n");
        assertRefused("/rest/block/" + hash, 404, NO_FORMAT);
    }

    @Test
    @DisplayName("1 to 2,000 headers of the active chain from a block on, 5 if nothing is said")
    void headers() {
        assertThat(json("/rest/headers/" + GENESIS + ".json")).hasSize(5);
        assertThat(json("/rest/headers/" + GENESIS + ".json?count=2000")).hasSize(104);
        assertThat(json("/rest/headers/3/" + GENESIS + ".json").at("/2/height").asInt())
                .isEqualTo(2);
        assertThat(hexOfBytes("/rest/headers/" + GENESIS + ".bin?count=1")).hasSize(160);
        assertThat(client.get("/rest/headers/" + UNKNOWN + ".hex").body()).isEqualTo("\n");
        for (String count : new String[] {"0", "2001", "-1", "x", "+1", "99999999999"}) {
            assertRefused(
                    "/rest/headers/" + count + "/" + GENESIS + ".json",
                    400,
                    "Header count is invalid or out of acceptable range (1-2000): " + count + "\r\n");
        }
        assertRefused("/rest/headers/" + GENESIS, 404, NO_FORMAT);
    }

    @Test
    @DisplayName("the hash at a height, up to the tip")
    void heights() {
        assertThat(json("/rest/blockhashbyheight/0.json").get("blockhash").asText())
                .isEqualTo(GENESIS);
        assertThat(client.get("/rest/blockhashbyheight/0.hex").body()).isEqualTo(GENESIS + "\n");
        assertThat(hexOfBytes("/rest/blockhashbyheight/0.bin"))
                .isEqualTo(internal(block(0).hash().hash()));
        assertThat(json("/rest/blockhashbyheight/103.json").get("blockhash").asText())
                .isEqualTo(block.hash().toDisplay());
        assertRefused("/rest/blockhashbyheight/104.json", 404, "Block height out of range\r\n");
        assertRefused("/rest/blockhashbyheight/-1.json", 400, "Invalid height: -1\r\n");
        assertRefused("/rest/blockhashbyheight/2147483648.json", 400, "Invalid height: 2147483648\r\n");
    }

    private static String internal(Hash256 hash) {
        return HexFormat.of().formatHex(hash.toByteArray());
    }

    private Block block(int height) {
        return node.queries().read(q -> q.body(q.hashAt(height).orElseThrow())).orElseThrow();
    }

    @Test
    @DisplayName("the chain, its rules and the mempool as JSON alone")
    void wholes() {
        assertThat(json("/rest/chaininfo.json").get("blocks").asInt()).isEqualTo(103);
        assertRefused("/rest/chaininfo.hex", 404, "output format not found (available: json)\r\n");
        assertThat(json("/rest/deploymentinfo.json").get("height").asInt()).isEqualTo(103);
        assertThat(json("/rest/deploymentinfo/" + GENESIS + ".json")
                        .get("height")
                        .asInt())
                .isZero();
        assertRefused("/rest/deploymentinfo/" + UNKNOWN + ".json", 400, "Block not found\r\n");
        assertThat(json("/rest/mempool/info.json").get("size").asInt()).isEqualTo(1);
        String txid = waiting.txid().toDisplay();
        assertThat(json("/rest/mempool/contents.json").has(txid)).isTrue();
        assertThat(json("/rest/mempool/contents.json?verbose=false").get(0).asText())
                .isEqualTo(txid);
        assertRefused(
                "/rest/mempool/contents.json?verbose=1",
                400,
                "The \"verbose\" query parameter must be either \"true\" or \"false\".\r\n");
        assertRefused(
                "/rest/mempool/contents.json?mempool_sequence=true",
                400,
                "Verbose results cannot contain mempool sequence values. (hint: set \"verbose=false\")\r\n");
        assertRefused(
                "/rest/mempool/x.json", 400, "Invalid URI format. Expected /rest/mempool/<info|contents>.json\r\n");
        assertRefused("/rest/mempool/info.bin", 404, "output format not found (available: json)\r\n");
        assertRefused("/rest/nothing.json", 404, "there is no /rest/nothing; /docs lists what is here\r\n");
    }

    @Test
    @DisplayName("which outputs are unspent, with the mempool or without, up to 15 at a time")
    void utxos() {
        String spent = waiting.inputs().get(0).prevout().txid().toDisplay() + "-"
                + waiting.inputs().get(0).prevout().index();
        String made = waiting.txid().toDisplay() + "-0";
        JsonNode chain = json("/rest/getutxos/" + spent + "/" + made + ".json");
        assertThat(chain.get("bitmap").asText()).isEqualTo("10");
        assertThat(chain.get("chainHeight").asInt()).isEqualTo(103);
        assertThat(chain.get("utxos")).hasSize(1);
        JsonNode both = json("/rest/getutxos/checkmempool/" + spent + "/" + made + ".json");
        assertThat(both.get("bitmap").asText()).isEqualTo("01");
        assertThat(both.at("/utxos/0/height").asLong()).isEqualTo(0x7fff_ffff);
        String fifteen = "/rest/getutxos" + ("/" + made).repeat(15);
        assertThat(json(fifteen + ".json").get("bitmap").asText()).isEqualTo("0".repeat(15));
        assertRefused(fifteen + "/" + made + ".json", 400, "Error: max outpoints exceeded (max: 15, tried: 16)\r\n");
        assertRefused("/rest/getutxos/checkmempool.json", 400, "Error: empty request\r\n");
        assertRefused("/rest/getutxos.json", 400, "Error: empty request\r\n");
        assertRefused("/rest/getutxos/" + UNKNOWN + "-x.json", 400, "Parse error\r\n");
        assertRefused("/rest/getutxos/" + UNKNOWN + "-4294967296.json", 400, "Parse error\r\n");
        assertRefused("/rest/getutxos/42-0.json", 400, "Parse error\r\n");
        assertRefused("/rest/getutxos/" + made, 404, NO_FORMAT);
    }

    @Test
    @DisplayName("the same in BIP 64's bytes, asked for in the body")
    void utxoBytes() {
        String output = internal(waiting.inputs().get(0).prevout().txid().hash()) + "00000000";
        String question = "00" + "01" + output;
        byte[] asked = HexFormat.of().parseHex(question);
        HttpResponse<byte[]> bytes = client.exchange("POST", "/rest/getutxos.bin", asked, BodyHandlers.ofByteArray());
        assertThat(bytes.statusCode()).isEqualTo(200);
        String answer = HexFormat.of().formatHex(bytes.body());
        // Height 103, the tip, one byte of bits with the first set, one output of version 0.
        assertThat(answer).startsWith("67000000" + internal(block.hash().hash()) + "0101" + "01" + "00000000");
        assertThat(client.post("/rest/getutxos.hex", question).body()).isEqualTo(answer + "\n");
        assertThat(client.post("/rest/getutxos.hex", "00").body()).isEqualTo("Parse error\r\n");
        assertThat(client.post("/rest/getutxos.hex", "xx").body()).isEqualTo("Parse error\r\n");
        assertThat(client.post("/rest/getutxos/" + UNKNOWN + "-0.hex", question).body())
                .isEqualTo("Combination of URI scheme inputs and raw post data is not allowed\r\n");
    }
}
