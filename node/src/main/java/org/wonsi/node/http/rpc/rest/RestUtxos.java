package org.wonsi.node.http.rpc.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.rpc.call.AwaitedAnswer;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.rest.RestAnswer.Format;
import org.wonsi.node.http.rpc.rest.RestAnswer.Named;
import org.wonsi.node.http.rpc.tx.ScriptJson;
import org.wonsi.node.service.ChainView;

/**
 * The path {@code /rest/getutxos}: which of some outputs are unspent, and what they hold.
 *
 * <p>Outputs are named in the path, {@code checkmempool/TXID-N/TXID-N.json}, or in the body in BIP 64's bytes. Source: BIP
 * 64; Bitcoin Core, {@code rest_getutxos}.
 */
final class RestUtxos {
    private static final int MOST = 15;

    /** What an unspent output of the mempool has for a height; Core's {@code MEMPOOL_HEIGHT}. */
    private static final long MEMPOOL_HEIGHT = 0x7fff_ffff;

    private final ChainView node;

    RestUtxos(ChainView node) {
        this.node = node;
    }

    /** The outputs that a request asks for, and whether the mempool counts. */
    private record Question(boolean withMempool, List<OutPoint> outputs) {}

    /** The coins found at one tip; empty for those that are spent or unknown. */
    private record Found(HeaderNode tip, List<Optional<Coin>> coins, List<Boolean> waiting) {}

    RestAnswer answer(Context ctx) {
        String path = ctx.path().substring("/rest/getutxos".length());
        Named asked = Named.of(path);
        Question question = question(asked, ctx.bodyAsBytes());
        if (question.outputs().size() > MOST) {
            throw CoreRest.wrong("Error: max outpoints exceeded (max: " + MOST + ", tried: "
                    + question.outputs().size() + ")");
        }
        Found found = AwaitedAnswer.await(node.readChain((chain, mempool) -> {
            List<Optional<Coin>> coins = new ArrayList<>();
            List<Boolean> waiting = new ArrayList<>();
            for (OutPoint output : question.outputs()) {
                coins.add(question.withMempool() ? mempool.coin(output) : chain.coin(output));
                waiting.add(question.withMempool() && isWaiting(mempool, output));
            }
            return new Found(chain.tip(), coins, waiting);
        }));
        return asked.bytesOr(bytes(found), () -> json(found));
    }

    private static boolean isWaiting(Mempool mempool, OutPoint output) {
        return mempool.entry(output.txid()).isPresent();
    }

    private static Question question(Named asked, byte[] body) {
        List<String> words = new ArrayList<>(
                asked.name().length() > 1 ? List.of(asked.name().substring(1).split("/")) : List.of());
        if (words.isEmpty() && body.length == 0) {
            throw CoreRest.wrong("Error: empty request");
        }
        boolean withMempool = !words.isEmpty() && words.get(0).equals("checkmempool");
        List<OutPoint> outputs = new ArrayList<>();
        words.stream().skip(withMempool ? 1 : 0).forEach(word -> outputs.add(outPoint(word)));
        boolean inPath = !outputs.isEmpty();
        if (!words.isEmpty() && !inPath) {
            throw CoreRest.wrong("Error: empty request");
        }
        if (asked.format() == Format.JSON && !inPath) {
            throw CoreRest.wrong("Error: empty request");
        }
        if (asked.format() == Format.JSON || asked.format() == Format.NONE || body.length == 0) {
            return new Question(withMempool, outputs);
        }
        if (inPath) {
            throw CoreRest.wrong("Combination of URI scheme inputs and raw post data is not allowed");
        }
        return decode(asked.format() == Format.HEX ? hex(body) : ByteString.copyOf(body));
    }

    private static OutPoint outPoint(String word) {
        int dash = word.indexOf('-');
        try {
            if (dash > 0 && word.substring(dash + 1).matches("[0-9]{1,10}")) {
                long index = Long.parseLong(word.substring(dash + 1));
                if (index <= 0xffff_ffffL) {
                    return new OutPoint(new Txid(Hash256.ofDisplay(word.substring(0, dash))), index);
                }
            }
        } catch (MalformedException e) {
            throw CoreRest.wrong("Parse error");
        }
        throw CoreRest.wrong("Parse error");
    }

    private static ByteString hex(byte[] body) {
        try {
            return ByteString.ofHex(new String(body, StandardCharsets.US_ASCII).strip());
        } catch (MalformedException e) {
            throw CoreRest.wrong("Parse error");
        }
    }

    private static Question decode(ByteString bytes) {
        try {
            ByteReader reader = bytes.reader();
            boolean withMempool = reader.readUInt8() != 0;
            return new Question(withMempool, reader.readList(36, OutPoint::decode));
        } catch (MalformedException e) {
            throw CoreRest.wrong("Parse error");
        }
    }

    // ------------------------------------------------------------------------------------------- answers

    /** Height, tip, a bit for each output that is unspent, and those, each with a version of 0 in front. */
    private static ByteString bytes(Found found) {
        byte[] bits = new byte[(found.coins().size() + 7) / 8];
        ByteWriter unspent = new ByteWriter(1_000);
        long count = found.coins().stream().filter(Optional::isPresent).count();
        unspent.writeCompactSize(count);
        for (int i = 0; i < found.coins().size(); i++) {
            Optional<Coin> coin = found.coins().get(i);
            if (coin.isPresent()) {
                bits[i / 8] |= (byte) (1 << (i % 8));
                unspent.writeUInt32(0).writeUInt32(height(found, i));
                coin.get().output().encode(unspent);
            }
        }
        return new ByteWriter(1_000)
                .writeUInt32(found.tip().height())
                .writeHash(found.tip().hash().hash())
                .writeVarBytes(ByteString.copyOf(bits))
                .writeBytes(unspent.toByteString())
                .toByteString();
    }

    private static long height(Found found, int i) {
        return found.waiting().get(i)
                ? MEMPOOL_HEIGHT
                : found.coins().get(i).orElseThrow().height();
    }

    private ObjectNode json(Found found) {
        StringBuilder bits = new StringBuilder();
        found.coins().forEach(coin -> bits.append(coin.isPresent() ? '1' : '0'));
        ObjectNode json = RpcJson.object()
                .put("chainHeight", found.tip().height())
                .put("chaintipHash", found.tip().hash().toDisplay())
                .put("bitmap", bits.toString());
        ArrayNode utxos = json.putArray("utxos");
        for (int i = 0; i < found.coins().size(); i++) {
            Optional<Coin> coin = found.coins().get(i);
            if (coin.isPresent()) {
                ObjectNode utxo = utxos.addObject().put("height", height(found, i));
                utxo.set("value", RpcJson.coins(coin.get().output().value()));
                utxo.set(
                        "scriptPubKey",
                        ScriptJson.scriptPubKey(coin.get().output().scriptPubKey(), node.params()));
            }
        }
        return json;
    }
}
