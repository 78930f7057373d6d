package org.wonsi.wallet.client;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.api.MerkleBranch;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.wallet.json.JsonValue;
import org.wonsi.wallet.problem.InputError;

/**
 * A reader of the few fields of Esplora's answers that the wallet can check or that only tell it where to look. Amounts, inputs
 * and fees are read to be compared with a transaction's bytes and for nothing else; all other fields are passed over.
 */
final class EsploraJson {
    private EsploraJson() {}

    static List<ClaimedHistory.Hint> hints(JsonValue list) {
        return list.items().stream()
                .map(tx -> new ClaimedHistory.Hint(
                        txid(tx), tx.get("status").get("confirmed").flag(), said(tx)))
                .toList();
    }

    private static ClaimedHistory.Said said(JsonValue tx) {
        return new ClaimedHistory.Said(
                tx.get("vout").items().stream()
                        .limit(ClaimedHistory.Said.MOST)
                        .map(output -> output.get("value").integer(-1))
                        .toList(),
                tx.get("vin").items().stream()
                        .limit(ClaimedHistory.Said.MOST)
                        .map(EsploraJson::outPoint)
                        .toList(),
                tx.get("fee").integer(-1));
    }

    private static String outPoint(JsonValue input) {
        String txid = input.get("txid").text("");
        return txid.isEmpty() ? "" : txid + ":" + input.get("vout").integer(0);
    }

    /** 64 hex digits, in small letters as everybody writes them. */
    private static String txid(JsonValue object) {
        String txid = object.get("txid").text();
        if (txid.length() != 64 || !txid.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0)) {
            throw new MalformedException(InputError.JSON_HASH, "txid");
        }
        return txid;
    }

    static List<ClaimedHistory.Unspent> unspent(JsonValue list) {
        return list.items().stream()
                .map(output -> new ClaimedHistory.Unspent(
                        txid(output),
                        index(output),
                        output.get("status").get("confirmed").flag()))
                .toList();
    }

    private static long index(JsonValue output) {
        long index = output.get("vout").integer();
        if (index < 0 || index > 0xffff_ffffL) {
            throw new MalformedException(InputError.JSON_WHOLE, "vout");
        }
        return index;
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
                throw new MalformedException(InputError.JSON_NUMBER, blocks);
            }
            rates.put(Integer.parseInt(blocks), rate.decimal());
        });
        return rates;
    }

    static List<BlockHeader> headers(JsonValue list) {
        return list.items().stream().map(EsploraJson::header).toList();
    }

    /** The 80 bytes that a summary stands for; what it says of its hash, height and size isn't read. */
    private static BlockHeader header(JsonValue block) {
        Optional<String> previous = block.get("previousblockhash").optionalText();
        try {
            return new BlockHeader(
                    (int) block.get("version").integer(),
                    previous.map(BlockHash::ofDisplay).orElse(BlockHash.ZERO),
                    Hash256.ofDisplay(block.get("merkle_root").text()),
                    block.get("timestamp").integer(),
                    block.get("bits").integer(),
                    block.get("nonce").integer());
        } catch (IllegalArgumentException e) {
            throw new MalformedException(InputError.JSON_WHOLE, "header");
        }
    }
}
