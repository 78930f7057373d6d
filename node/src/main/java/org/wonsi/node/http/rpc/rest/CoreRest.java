package org.wonsi.node.http.rpc.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.chain.BlockMethods;
import org.wonsi.node.http.rpc.chain.ChainMethods;
import org.wonsi.node.http.rpc.chain.HeaderJson;
import org.wonsi.node.http.rpc.rest.RestAnswer.Format;
import org.wonsi.node.http.rpc.rest.RestAnswer.Named;
import org.wonsi.node.http.rpc.rest.RestAnswer.Refused;
import org.wonsi.node.http.rpc.tx.MempoolMethods;
import org.wonsi.node.http.rpc.tx.TransactionJson;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.store.query.BlockInfo;
import org.wonsi.node.store.query.StoreSnapshot;
import org.wonsi.node.store.query.TxRecord;

/**
 * Bitcoin Core's REST interface under {@code /rest/}: what JSON-RPC tells of the chain, for readers without a password.
 *
 * <p>The end of a path says the form: {@code .bin}, {@code .hex} or {@code .json}. Source: Bitcoin Core 28.1, {@code
 * doc/REST-interface.md} and {@code rest.cpp}, whose errors and limits these are.
 */
public final class CoreRest implements RouteFamily {
    /** The path of a block, as its answers are counted. */
    static final String BLOCK = "/rest/block/{hash}";

    /** The last part of a path names the form: .bin, .hex or .json. */
    private static final Content AS_ASKED = Content.media("*/*");

    private static final String NOT_HERE = " not available (not fully downloaded)";

    private static final String FORMS = " The path ends with .bin, .hex or .json.";

    private static final int MOST_HEADERS = 2_000;
    private static final String USUAL_HEADERS = "5";

    /** Waiting transactions that a stranger is told all about: each is some kilobytes of JSON, and many may ask at once. */
    private static final int MOST_IN_FULL = 2_000;

    private final NodeService node;
    private final TransactionJson transactions;
    private final BlockMethods blocks;
    private final ChainMethods chain;
    private final MempoolMethods mempool;

    /** Answers from this node. */
    public CoreRest(NodeService node) {
        this.node = node;
        this.transactions = new TransactionJson(node.params());
        this.blocks = new BlockMethods(node);
        this.chain = new ChainMethods(node);
        this.mempool = new MempoolMethods(node);
    }

    private static Operation read(String path, String summary) {
        return described(path, summary + FORMS, AS_ASKED);
    }

    private static Operation json(String path, String summary) {
        return described(path, summary, Content.ANY_JSON);
    }

    private static Operation described(String path, String summary, Content gives) {
        return Operation.get(Tag.REST, path, summary, gives)
                .failing(400, "What is named has no such form, or a limit is exceeded")
                .failing(404, "It isn't there, or the path ends with no form");
    }

    @Override
    public void addTo(RouteTable routes) {
        RestUtxos utxos = new RestUtxos(node);
        routes.add(
                read("/rest/tx/{txid}", "A waiting or confirmed transaction."),
                answering(ctx -> tx(Named.of(ctx, "txid"))));
        routes.add(
                read(BLOCK, "A block; its transactions in full."),
                answering(ctx -> block(Named.of(ctx, "hash"), BlockMethods.WITH_PREVOUTS)));
        routes.add(
                read("/rest/block/notxdetails/{hash}", "A block; in JSON with the ids of its transactions."),
                answering(ctx -> block(Named.of(ctx, "hash"), BlockMethods.WITH_TXIDS)));
        routes.add(
                read(
                        "/rest/headers/{hash}",
                        "Headers of the active chain from a block on: 5, or ?count= of them, at most 2,000."),
                answering(ctx -> headers(
                        Named.of(ctx, "hash"),
                        Optional.ofNullable(ctx.queryParam("count")).orElse(USUAL_HEADERS))));
        routes.add(
                read("/rest/headers/{count}/{hash}", "The same with the count in the path, as of old."),
                answering(ctx -> headers(Named.of(ctx, "hash"), ctx.pathParam("count"))));
        routes.add(
                read("/rest/blockhashbyheight/{height}", "The hash at a height."),
                answering(ctx -> hashAt(Named.of(ctx, "height"))));
        routes.add(
                json("/rest/mempool/{part}", "info.json: the mempool as a whole. contents.json: what waits.")
                        .failing(503, "Too much waits to tell all about each"),
                answering(this::mempool));
        routes.add(
                json("/rest/deploymentinfo/{hash}", "The rules in force after a block, HASH.json."),
                answering(ctx -> deployments(Named.of(ctx, "hash"))));
        routes.add(
                read(
                        "/rest/getutxos/<path>",
                        "Which outputs are unspent: up to 15 of TXID-N with slashes between, after checkmempool/ if the"
                                + " mempool counts."),
                answering(utxos::answer));
        routes.add(read("/rest/getutxos/<path>", "The same.").posted(), answering(utxos::answer));
        routes.add(
                json("/rest/{call}", "chaininfo.json: the chain as a whole. deploymentinfo.json: its rules."),
                answering(ctx -> call(ctx, utxos)));
        routes.add(
                read("/rest/{call}", "getutxos.bin and getutxos.hex, asked in the body in BIP 64's bytes.")
                        .posted(),
                answering(ctx -> call(ctx, utxos)));
    }

    /** A maker of answers to one path. */
    private interface Source {
        RestAnswer answer(Context ctx);
    }

    private static io.javalin.http.Handler answering(Source source) {
        return ctx -> {
            RestAnswer answer;
            try {
                answer = source.answer(ctx);
            } catch (Refused e) {
                answer = e.answer();
            } catch (RpcException e) {
                // The chain thread has too much to do, or ends.
                ctx.header("Retry-After", "1");
                answer = new Refused(503, "Service temporarily unavailable: " + e.message()).answer();
            }
            answer.send(ctx);
        };
    }

    static Refused notFound(String message) {
        return new Refused(404, message);
    }

    static Refused wrong(String message) {
        return new Refused(400, message);
    }

    private static Refused onlyJson() {
        return notFound("output format not found (available: json)");
    }

    private RestAnswer call(Context ctx, RestUtxos utxos) {
        Named called = Named.of(ctx, "call");
        return switch (called.name()) {
            case "chaininfo" -> called.json(chain.info());
            case "deploymentinfo" -> called.json(chain.deployments(Optional.empty()));
            case "getutxos" -> utxos.answer(ctx);
            default -> throw notFound("there is no /rest/" + called.name() + "; /docs lists what is here");
        };
    }

    // ------------------------------------------------------------------------------------------- transactions

    private RestAnswer tx(Named asked) {
        Txid txid = new Txid(asked.hash());
        Optional<Transaction> waiting = node.snapshot().mempool().stream()
                .map(entry -> entry.tx())
                .filter(tx -> tx.txid().equals(txid))
                .findFirst();
        if (waiting.isPresent()) {
            return asked.bytesOr(waiting.get().encode(), () -> json(waiting.get()));
        }
        TxRecord tx = node.queries().read(q -> q.tx(txid)).orElseThrow(() -> notFound(asked.name() + " not found"));
        return asked.bytesOr(
                tx.tx().encode(),
                () -> json(tx.tx()).put("blockhash", tx.block().hash().toDisplay()));
    }

    private ObjectNode json(Transaction tx) {
        return transactions.plain(tx).put("hex", tx.encode().toHex());
    }

    // ------------------------------------------------------------------------------------------- blocks

    private RestAnswer block(Named asked, int verbosity) {
        BlockHash hash = new BlockHash(asked.hash());
        return node.queries().read(q -> {
            ByteString raw = q.rawBlock(hash)
                    .orElseThrow(() -> notFound(asked.name() + (q.block(hash).isEmpty() ? " not found" : NOT_HERE)));
            return asked.bytesOr(raw, () -> blocks.explained(q.block(hash).orElseThrow(), q, verbosity));
        });
    }

    private RestAnswer headers(Named asked, String count) {
        int most = number(count);
        if (most < 1 || most > MOST_HEADERS) {
            throw wrong("Header count is invalid or out of acceptable range (1-" + MOST_HEADERS + "): " + count);
        }
        BlockHash first = new BlockHash(asked.hash());
        return node.queries().read(q -> {
            List<BlockInfo> found = activeFrom(q, first, most);
            ByteWriter bytes = new ByteWriter(BlockHeader.SIZE * Math.max(1, found.size()));
            found.forEach(block -> block.header().encode(bytes));
            return asked.bytesOr(bytes.toByteString(), () -> {
                ArrayNode json = RpcJson.array();
                found.forEach(block -> json.add(HeaderJson.of(block, q)));
                return json;
            });
        });
    }

    /** None from a block that isn't in the active chain. */
    private static List<BlockInfo> activeFrom(StoreSnapshot q, BlockHash first, int most) {
        List<BlockInfo> found = new ArrayList<>();
        Optional<BlockInfo> next = q.block(first).filter(BlockInfo::active);
        while (next.isPresent() && found.size() < most) {
            found.add(next.get());
            next = q.blockAt(next.get().height() + 1);
        }
        return found;
    }

    /** -1 for what is no whole number of 32 bits. */
    private static int number(String text) {
        try {
            return text.startsWith("+") ? -1 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private RestAnswer hashAt(Named asked) {
        int height = number(asked.name());
        if (height < 0) {
            throw wrong("Invalid height: " + asked.name());
        }
        BlockHash hash =
                node.queries().read(q -> q.hashAt(height)).orElseThrow(() -> notFound("Block height out of range"));
        if (asked.format() == Format.HEX) {
            return RestAnswer.text(hash.toDisplay() + "\n");
        }
        return asked.bytesOr(
                ByteString.copyOf(hash.hash().toByteArray()),
                () -> RpcJson.object().put("blockhash", hash.toDisplay()));
    }

    // ------------------------------------------------------------------------------------------- the whole

    private RestAnswer deployments(Named asked) {
        if (asked.format() != Format.JSON) {
            throw onlyJson();
        }
        BlockHash hash = new BlockHash(asked.hash());
        if (node.queries().read(q -> q.block(hash)).isEmpty()) {
            throw wrong("Block not found");
        }
        return asked.json(chain.deployments(Optional.of(hash)));
    }

    private RestAnswer mempool(Context ctx) {
        Named asked = Named.of(ctx, "part");
        if (!asked.name().equals("info") && !asked.name().equals("contents")) {
            throw wrong("Invalid URI format. Expected /rest/mempool/<info|contents>.json");
        }
        if (asked.format() != Format.JSON) {
            throw onlyJson();
        }
        if (asked.name().equals("info")) {
            return asked.json(mempool.info());
        }
        boolean verbose = flag(ctx, "verbose", true);
        boolean sequence = flag(ctx, "mempool_sequence", false);
        if (verbose && sequence) {
            throw wrong("Verbose results cannot contain mempool sequence values. (hint: set \"verbose=false\")");
        }
        int waiting = node.snapshot().mempool().size();
        if (verbose && waiting > MOST_IN_FULL) {
            throw new Refused(
                    503,
                    waiting + " transactions wait, and everybody is told all about at most " + MOST_IN_FULL
                            + "; ask with ?verbose=false, or for one of them");
        }
        return asked.json(mempool.contents(verbose, sequence));
    }

    private static boolean flag(Context ctx, String name, boolean usual) {
        String text = Optional.ofNullable(ctx.queryParam(name)).orElse(usual + "");
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong("The \"" + name + "\" query parameter must be either \"true\" or \"false\".");
        }
        return text.equals("true");
    }

    /** A maker of JSON, called when that is the form that was asked for. */
    interface Json {
        /** Makes the JSON. */
        JsonNode make();
    }
}
