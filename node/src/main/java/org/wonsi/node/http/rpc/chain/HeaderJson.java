package org.wonsi.node.http.rpc.chain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.node.http.rest.BlockJson;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.store.query.BlockInfo;
import org.wonsi.node.store.query.StoreSnapshot;

/** A block's header as Bitcoin Core's {@code getblockheader} shows it; a block's answer begins with the same fields. */
public final class HeaderJson {
    private HeaderJson() {}

    /** The fields of one header, for callers that add more to them. */
    public static ObjectNode of(BlockInfo block, StoreSnapshot chain) {
        BlockHeader header = block.header();
        int tip = chain.tip().map(BlockInfo::height).orElse(0);
        Optional<BlockHash> next = block.active() ? chain.hashAt(block.height() + 1) : Optional.empty();
        ObjectNode json = RpcJson.object()
                .put("hash", block.hash().toDisplay())
                .put("confirmations", block.active() ? tip - block.height() + 1 : -1)
                .put("height", block.height())
                .put("version", header.version())
                .put("versionHex", HexFormat.of().toHexDigits(header.version()))
                .put("merkleroot", header.merkleRoot().toDisplay())
                .put("time", header.time())
                .put("mediantime", block.medianTimePast())
                .put("nonce", header.nonce())
                .put("bits", new CompactTarget(header.bits()).toDisplay())
                .put("difficulty", BlockJson.difficulty(header.bits()))
                .put("chainwork", block.chainWork().toDisplay())
                .put("nTx", block.txCount());
        if (block.height() > 0) {
            json.put("previousblockhash", header.prevBlock().toDisplay());
        }
        next.ifPresent(hash -> json.put("nextblockhash", hash.toDisplay()));
        return json;
    }

    static String hex(BlockHeader header) {
        ByteWriter writer = new ByteWriter(BlockHeader.SIZE);
        header.encode(writer);
        return writer.toByteString().toHex();
    }
}
