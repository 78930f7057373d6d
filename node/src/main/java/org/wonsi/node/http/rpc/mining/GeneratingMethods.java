package org.wonsi.node.http.rpc.mining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Target;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.rpc.call.AwaitedAnswer;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.http.rpc.tx.Descriptor;
import org.wonsi.node.http.rpc.tx.RawTransactionMethods;
import org.wonsi.node.service.NodeService;

/** The methods that mine blocks on demand, for networks where that takes few tries. */
public final class GeneratingMethods implements MethodFamily {
    private static final String CATEGORY = "Generating";
    private static final int MAX_BLOCKS = 1_000;

    /** {@code generateblock} searches on the caller's thread, so only where a nonce is found within moments. */
    private static final long MAX_TRIES = 5_000_000;

    private final NodeService node;
    private final LastAssembled assembled;

    public GeneratingMethods(NodeService node, LastAssembled assembled) {
        this.node = node;
        this.assembled = assembled;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(
                        CATEGORY,
                        "generatetoaddress nblocks address maxtries?",
                        "Mines blocks that pay an address, and answers their hashes.",
                        p -> generate(
                                p.number(0),
                                RpcParams.address(p.text(1), node.params(), "Error: Invalid address")
                                        .scriptPubKey())),
                RpcMethod.of(
                        CATEGORY,
                        "generatetodescriptor num_blocks descriptor maxtries?",
                        "The same for a descriptor: raw(HEX), addr(ADDRESS), pk(KEY) or pkh(KEY).",
                        p -> generate(
                                p.number(0),
                                Descriptor.parse(p.text(1), node.params()).script())),
                RpcMethod.of(
                        CATEGORY,
                        "generateblock output transactions submit?",
                        "Mines a block with exactly these transactions, given by id or as hex.",
                        this::generateBlock));
    }

    private JsonNode generate(int blocks, Script payTo) {
        if (blocks < 0 || blocks > MAX_BLOCKS) {
            throw RpcException.invalid("nblocks must be 0 to " + MAX_BLOCKS);
        }
        if (blocks == 0) {
            return RpcJson.array();
        }
        List<BlockHash> mined = AwaitedAnswer.await(node.miner().generate(blocks, payTo));
        node.queries()
                .read(q -> q.body(mined.get(mined.size() - 1)))
                .ifPresent(block -> assembled.note(
                        block.transactions().subList(1, block.transactions().size())));
        return MiningMethods.hashes(mined);
    }

    private JsonNode generateBlock(RpcParams p) {
        Script payTo = output(p.text(0));
        List<Transaction> txs = new ArrayList<>();
        p.array(1).forEach(text -> txs.add(transaction(text.asText())));
        Block open = open(payTo, txs);
        long now = node.clock().instant().getEpochSecond();
        AwaitedAnswer.await(node.readChain((chain, mempool) -> chain.checkProposal(open, now)))
                .ifPresent(violation -> {
                    throw invalid(violation.toString());
                });
        Block block = solve(open);
        ObjectNode json = RpcJson.object().put("hash", block.hash().toDisplay());
        if (!p.flag(2, true)) {
            return json.put("hex", block.encode().toHex());
        }
        BlockResult result = AwaitedAnswer.await(node.submitBlock(block));
        if (result.outcome() != BlockResult.Outcome.ACCEPTED) {
            throw invalid(result.violation().map(Violation::toString).orElse("duplicate"));
        }
        return json;
    }

    private static RpcException invalid(String why) {
        return RpcException.of(RpcException.VERIFY_ERROR, "TestBlockValidity failed: " + why);
    }

    private Script output(String text) {
        try {
            return Address.parse(text, node.params()).scriptPubKey();
        } catch (MalformedException notAnAddress) {
            if (!text.contains("(")) {
                throw RpcException.notFound("Error: Invalid address or descriptor");
            }
            return Descriptor.parse(text, node.params()).script();
        }
    }

    private Transaction transaction(String text) {
        if (text.length() != 64) {
            return RawTransactionMethods.decode(
                    text, "Transaction decode failed for " + text + ". Make sure the tx has at least one input.");
        }
        return AwaitedAnswer.await(node.readChain((chain, mempool) ->
                        mempool.entry(new Txid(RpcParams.hash(text, "txid"))).map(MempoolEntry::tx)))
                .orElseThrow(() -> RpcException.notFound("Transaction " + text + " not in mempool."));
    }

    /** A block on the tip whose coinbase takes the subsidy and leaves the fees. */
    private Block open(Script payTo, List<Transaction> txs) {
        long now = node.clock().instant().getEpochSecond();
        BlockTemplate empty = AwaitedAnswer.await(node.readChain((chain, mempool) -> BlockTemplate.create(
                chain, new Mempool(chain, mempool.policy()), payTo, "/" + node.name() + "/", now, now)));
        List<Transaction> all = new ArrayList<>(List.of(empty.coinbase()));
        all.addAll(txs);
        BlockHeader h = empty.header();
        return new Block(
                new BlockHeader(
                        h.version(),
                        h.prevBlock(),
                        MerkleTree.of(all.stream().map(tx -> tx.txid().hash()).toList())
                                .root(),
                        h.time(),
                        h.bits(),
                        0),
                all);
    }

    private static Block solve(Block open) {
        BlockHeader header = open.header();
        Optional<Target> target = new CompactTarget(header.bits()).target();
        for (long nonce = 0; nonce < MAX_TRIES; nonce++) {
            header = header.withNonce(nonce);
            if (target.orElseThrow().isMetBy(header.hash().hash())) {
                return new Block(header, open.transactions());
            }
        }
        throw RpcException.of(RpcException.MISC_ERROR, "Failed to make block.");
    }
}
