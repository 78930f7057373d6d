package org.wonsi.node.http.rpc.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.PartialMerkleTree;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.http.rpc.call.WrittenJson;
import org.wonsi.node.http.rpc.tx.TransactionJson;
import org.wonsi.node.service.ChainView;
import org.wonsi.node.store.query.BlockInfo;
import org.wonsi.node.store.query.BlockRef;
import org.wonsi.node.store.query.StoreSnapshot;
import org.wonsi.node.store.query.TxRecord;

/** The methods about single blocks, and proofs of what they hold. */
public final class BlockMethods implements MethodFamily {
    private static final String CATEGORY = "Blockchain";
    private static final int WEIGHT_PER_BYTE = 4;

    /** The ids of its transactions. */
    public static final int WITH_TXIDS = 1;

    /** Its transactions with what they spend. */
    public static final int WITH_PREVOUTS = 3;

    /** A client that reads a block as JSON reads it again soon: a page, its reload, the next in the room. */
    private static final int BLOCKS_KEPT = 4;

    private static final int LONGEST_KEPT = 6_000_000;

    private final ChainView node;
    private final TransactionJson transactions;
    private final RecentJson recent = new RecentJson(BLOCKS_KEPT, LONGEST_KEPT);

    public BlockMethods(ChainView node) {
        this.node = node;
        this.transactions = new TransactionJson(node.params());
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(CATEGORY, "getblockhash height", "The hash at a height of the active chain.", this::hash),
                RpcMethod.of(
                        CATEGORY,
                        "getblock blockhash verbosity|verbose?",
                        "A block: 0 as hex, 1 with ids of its transactions, 2 with the transactions, 3 with what they spend.",
                        this::block),
                RpcMethod.of(
                        CATEGORY,
                        "getblockheader blockhash verbose?",
                        "A block's header, explained or as hex.",
                        this::header),
                RpcMethod.of(
                        CATEGORY,
                        "gettxoutproof txids blockhash?",
                        "A proof that a block holds these transactions, as hex.",
                        this::proof),
                RpcMethod.of(
                        CATEGORY,
                        "verifytxoutproof proof",
                        "The transactions that a proof commits to; none if it proves nothing.",
                        this::verify));
    }

    private JsonNode hash(RpcParams p) {
        int height = p.number(0);
        return RpcJson.text(
                (height < 0 ? Optional.<BlockHash>empty() : node.queries().read(q -> q.hashAt(height)))
                        .orElseThrow(() -> RpcException.invalid("Block height out of range"))
                        .toDisplay());
    }

    private static RpcException blockNotFound() {
        return RpcException.notFound("Block not found");
    }

    private JsonNode block(RpcParams p) {
        BlockHash hash = p.blockHash(0);
        int verbosity = p.verbosity(1, 1);
        return node.queries().read(q -> {
            BlockInfo block = q.block(hash).orElseThrow(BlockMethods::blockNotFound);
            if (!block.hasBody()) {
                throw blockNotOnDisk();
            }
            // All of it is read and checked for the hex only: each transaction is checked where it is explained.
            return verbosity <= 0
                    ? RpcJson.text(q.rawBlock(hash)
                            .orElseThrow(BlockMethods::blockNotOnDisk)
                            .toHex())
                    : explained(block, q, verbosity);
        });
    }

    private static RpcException blockNotOnDisk() {
        return RpcException.of(RpcException.MISC_ERROR, "Block not found on disk");
    }

    /** A block with {@link #WITH_TXIDS} or what is more. */
    public ObjectNode explained(BlockInfo block, StoreSnapshot chain, int verbosity) {
        ObjectNode json = HeaderJson.of(block, chain)
                .put("strippedsize", block.size())
                .put("size", block.size())
                .put("weight", WEIGHT_PER_BYTE * block.size());
        if (verbosity == WITH_TXIDS) {
            ArrayNode txs = json.putArray("tx");
            chain.txids(block.hash()).forEach(txid -> txs.add(txid.toDisplay()));
        } else {
            json.putPOJO("tx", transactions(block, chain, verbosity >= WITH_PREVOUTS));
        }
        return json;
    }

    /**
     * A block's transactions as JSON. Of an active block they never change, unlike what stands around them, such as
     * {@code confirmations} and {@code nextblockhash}.
     */
    private WrittenJson transactions(BlockInfo block, StoreSnapshot chain, boolean withPrevouts) {
        Supplier<WrittenJson> write = () -> RpcJson.written(generator -> {
            generator.writeStartArray();
            for (TxRecord tx : chain.txs(block.hash(), 0, block.txCount())) {
                RpcJson.MAPPER.writeTree(generator, transactions.inBlock(tx, withPrevouts));
            }
            generator.writeEndArray();
        });
        // What a block on a branch spends is known only as far as the branch is.
        return block.active() ? recent.of(block.hash().toDisplay() + withPrevouts, write) : write.get();
    }

    private JsonNode header(RpcParams p) {
        BlockHash hash = p.blockHash(0);
        boolean verbose = p.flag(1, true);
        return node.queries().read(q -> {
            BlockInfo block = q.block(hash).orElseThrow(BlockMethods::blockNotFound);
            return verbose ? HeaderJson.of(block, q) : RpcJson.text(HeaderJson.hex(block.header()));
        });
    }

    private JsonNode proof(RpcParams p) {
        Set<Hash256> wanted = new HashSet<>();
        for (JsonNode id : p.array(0)) {
            if (!wanted.add(RpcParams.hash(RpcParams.text(id), "txid"))) {
                throw RpcException.invalid("Invalid parameter, duplicated txid: " + id.asText());
            }
        }
        if (wanted.isEmpty()) {
            throw RpcException.invalid("Parameter 'txids' cannot be empty");
        }
        return node.queries().read(q -> {
            BlockHash hash = p.has(1) ? p.blockHash(1) : blockOf(q, wanted);
            BlockInfo block = q.block(hash).orElseThrow(BlockMethods::blockNotFound);
            List<Hash256> leaves = q.txids(hash).stream().map(Txid::hash).toList();
            if (!leaves.containsAll(wanted)) {
                throw RpcException.notFound("Not all transactions found in specified or retrieved block");
            }
            ByteWriter writer = new ByteWriter(256);
            block.header().encode(writer);
            PartialMerkleTree.of(leaves, wanted::contains).encode(writer);
            return RpcJson.text(writer.toByteString().toHex());
        });
    }

    private static BlockHash blockOf(StoreSnapshot chain, Set<Hash256> wanted) {
        return wanted.stream()
                .map(hash -> chain.confirmation(new Txid(hash)))
                .flatMap(Optional::stream)
                .findFirst()
                .map(BlockRef::hash)
                .orElseThrow(() -> RpcException.notFound("Transaction not yet in block"));
    }

    private JsonNode verify(RpcParams p) {
        ByteReader reader = p.bytes(0, "proof").reader();
        BlockHeader header;
        PartialMerkleTree tree;
        try {
            header = BlockHeader.decode(reader);
            tree = PartialMerkleTree.decode(reader);
        } catch (MalformedException e) {
            throw RpcException.of(
                    RpcException.MISC_ERROR, "the proof ends too early or is no proof: " + e.getMessage());
        }
        Optional<PartialMerkleTree.Extract> extract =
                tree.extract().filter(e -> e.root().equals(header.merkleRoot()));
        if (extract.isEmpty()) {
            return RpcJson.array();
        }
        BlockInfo block = node.queries()
                .read(q -> q.block(header.hash()))
                .filter(b -> b.active() && b.hasBody())
                .orElseThrow(() -> RpcException.notFound("Block not found in chain"));
        // A proof with another number of leaves passes a node of the tree off as a transaction.
        return block.txCount() == tree.count()
                ? RpcJson.texts(
                        extract.get().leaves().stream().map(leaf -> leaf.hash().toDisplay()))
                : RpcJson.array();
    }
}
