package org.wonsi.wallet.client;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wonsi.core.api.BlockSummary;
import org.wonsi.core.api.MerkleBranch;
import org.wonsi.core.api.TxDetails;
import org.wonsi.core.api.TxInput;
import org.wonsi.core.api.TxOutput;
import org.wonsi.core.api.TxStatus;
import org.wonsi.core.api.UnspentOutput;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.wallet.json.JsonValue;

/** Reads Esplora's answers; fields that aren't needed are passed over. */
final class EsploraJson {
    private EsploraJson() {}

    static List<TxDetails> transactions(JsonValue list) {
        return list.items().stream().map(EsploraJson::transaction).toList();
    }

    static TxDetails transaction(JsonValue tx) {
        return new TxDetails(
                txid(tx),
                (int) tx.get("version").integer(0),
                tx.get("locktime").integer(0),
                tx.get("vin").items().stream().map(EsploraJson::input).toList(),
                tx.get("vout").items().stream().map(EsploraJson::output).toList(),
                (int) tx.get("size").integer(0),
                (int) tx.get("weight").integer(0),
                tx.get("fee").integer(0),
                status(tx.get("status")));
    }

    private static TxInput input(JsonValue in) {
        JsonValue prevout = in.get("prevout");
        return new TxInput(
                txid(in),
                in.get("vout").integer(),
                prevout.isPresent() ? output(prevout) : null,
                in.get("scriptsig").text(""),
                in.get("scriptsig_asm").text(""),
                in.get("is_coinbase").flag(),
                in.get("sequence").integer(0),
                in.get("inner_redeemscript_asm").optionalText().orElse(null));
    }

    private static TxOutput output(JsonValue out) {
        return new TxOutput(
                out.get("scriptpubkey").text(""),
                out.get("scriptpubkey_asm").text(""),
                out.get("scriptpubkey_type").text(""),
                out.get("scriptpubkey_address").optionalText().orElse(null),
                value(out));
    }

    /** Satoshis, at least none. */
    private static long value(JsonValue out) {
        long value = out.get("value").integer();
        if (value < 0) {
            throw new MalformedException("in the JSON, 'value' isn't a whole number of the size expected");
        }
        return value;
    }

    /** 64 hex digits, in small letters as everybody writes them. */
    private static String txid(JsonValue object) {
        String txid = object.get("txid").text();
        if (txid.length() != 64 || !txid.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0)) {
            throw new MalformedException("in the JSON, 'txid' isn't a text of 64 hex digits");
        }
        return txid;
    }

    private static TxStatus status(JsonValue status) {
        if (!status.get("confirmed").flag()) {
            return TxStatus.UNCONFIRMED;
        }
        JsonValue time = status.get("block_time");
        return new TxStatus(
                true,
                status.get("block_height").int32(),
                status.get("block_hash").text(),
                time.isPresent() ? Long.valueOf(time.integer()) : null);
    }

    static List<UnspentOutput> unspent(JsonValue list) {
        return list.items().stream()
                .map(o -> new UnspentOutput(txid(o), o.get("vout").integer(), status(o.get("status")), value(o)))
                .toList();
    }

    static List<BlockSummary> blocks(JsonValue list) {
        return list.items().stream().map(EsploraJson::block).toList();
    }

    static MerkleBranch branch(JsonValue branch) {
        return new MerkleBranch(
                branch.get("block_height").int32(),
                branch.get("merkle").items().stream().map(JsonValue::text).toList(),
                branch.get("pos").int32());
    }

    static Map<Integer, BigDecimal> feeEstimates(JsonValue estimates) {
        Map<Integer, BigDecimal> rates = new LinkedHashMap<>();
        estimates.fields().forEach((blocks, rate) -> {
            if (!blocks.matches("[0-9]{1,6}")) {
                throw new MalformedException("in the JSON, '" + blocks + "' isn't a number");
            }
            rates.put(Integer.parseInt(blocks), rate.decimal());
        });
        return rates;
    }

    private static BlockSummary block(JsonValue block) {
        return new BlockSummary(
                block.get("id").text(),
                block.get("height").int32(),
                (int) block.get("version").integer(),
                block.get("timestamp").integer(),
                (int) block.get("tx_count").integer(0),
                (int) block.get("size").integer(0),
                (int) block.get("weight").integer(0),
                block.get("merkle_root").text(),
                block.get("previousblockhash").optionalText().orElse(null),
                block.get("mediantime").integer(0),
                block.get("nonce").integer(),
                block.get("bits").integer(),
                0);
    }
}
