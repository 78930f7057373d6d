package org.wonsi.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.block.PartialMerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.BlockUndo;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.TransactionRules;
import org.wonsi.core.crypto.BouncyCastleSecp256k1;
import org.wonsi.core.crypto.EcdsaSignature;
import org.wonsi.core.crypto.NativeSecp256k1;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.crypto.Secp256k1;
import org.wonsi.core.mining.CoinbaseTag;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.MessageType;
import org.wonsi.core.tx.Transaction;

/** What is decoded must be encoded into the same bytes; what isn't, refused as malformed and in no other way. */
class BytesFuzzTest {
    private static final List<MessageType> TYPES = List.of(MessageType.values());
    private static final Secp256k1 JAVA = new BouncyCastleSecp256k1();
    private static final Secp256k1 NATIVE = NativeSecp256k1.load().orElseThrow();
    private static final MessageCodec CODEC =
            new MessageCodec(ChainParams.regtest().magic());

    /** The value, or nothing if the bytes are malformed; any other exception is a finding. */
    private static <T> Optional<T> decoded(byte[] bytes, Function<ByteString, T> decoder) {
        try {
            return Optional.of(decoder.apply(ByteString.copyOf(bytes)));
        } catch (MalformedException e) {
            assertThat(e).hasMessageMatching("(?s)at offset " + e.offset() + ": expected .+, found .+");
            assertThat(e.offset()).isBetween(0, bytes.length);
            return Optional.empty();
        }
    }

    @FuzzTest
    void transaction(byte[] bytes) {
        decoded(bytes, Transaction::decode).ifPresent(tx -> {
            assertThat(tx.encode().toByteArray()).isEqualTo(bytes);
            if (TransactionRules.check(tx).isEmpty()) {
                assertThat(tx.inputs()).isNotEmpty();
                assertThat(tx.outputs()).isNotEmpty();
            }
            CoinbaseTag.of(tx).ifPresent(tag -> assertThat(tag).isNotEmpty().doesNotContain("/"));
        });
    }

    @FuzzTest
    void block(byte[] bytes) {
        decoded(bytes, Block::decode).ifPresent(block -> {
            assertThat(block.encode().toByteArray()).isEqualTo(bytes);
            if (!block.transactions().isEmpty()) {
                checkRoot(block);
            }
        });
    }

    /** Two ways to the merkle root; the second refuses twins (CVE-2012-2459). */
    private static void checkRoot(Block block) {
        List<Hash256> leaves =
                block.transactions().stream().map(tx -> tx.txid().hash()).toList();
        PartialMerkleTree.of(leaves, leaf -> true)
                .extract()
                .ifPresent(extract -> assertThat(extract.root())
                        .isEqualTo(MerkleTree.of(block).root()));
    }

    /** The first byte chooses the type, the rest is the payload; the frame around it is right. */
    @FuzzTest
    void message(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        MessageType type = TYPES.get((bytes[0] & 0xff) % TYPES.size());
        byte[] payload = Arrays.copyOfRange(bytes, 1, bytes.length);
        byte[] frame = CODEC.frame(type.command(), payload);
        decoded(frame, framed -> CODEC.decode(framed.toByteArray())).ifPresent(message -> {
            assertThat(message.command()).isEqualTo(type.command());
            // Later versions append fields, so bytes may be lost the first time; but not the second.
            byte[] again = CODEC.encode(message);
            Message same = CODEC.decode(again);
            assertThat(CODEC.encode(same)).isEqualTo(again);
            // A version may end before its height of four bytes and its flag of one.
            assertThat(again.length).isLessThanOrEqualTo(Math.max(frame.length + 5, 200));
            new PayloadOracle(type.command(), Arrays.copyOfRange(again, 24, again.length)).check(message);
        });
    }

    /** The 24 bytes in front of a payload, from the network's magic on. */
    @FuzzTest
    void messageHeader(byte[] bytes) {
        byte[] magic = ChainParams.regtest().magic().toByteArray();
        byte[] header = new ByteWriter().writeBytes(magic).writeBytes(bytes).toByteArray();
        decoded(header, ignored -> CODEC.decodeHeader(header)).ifPresent(read -> {
            assertThat(read.command()).matches("[ -~]{0,12}");
            assertThat(read.length()).isBetween(0, 4_000_000);
        });
    }

    @FuzzTest
    void merkleBlock(byte[] bytes) {
        decoded(bytes, all -> PartialMerkleTree.decode(all.reader())).ifPresent(tree -> {
            ByteWriter writer = new ByteWriter();
            tree.encode(writer);
            assertThat(bytes).startsWith(writer.toByteArray());
            tree.extract()
                    .ifPresent(extract -> assertThat(extract.leaves())
                            .allMatch(leaf -> leaf.index() >= 0 && leaf.index() < tree.count()));
        });
    }

    @FuzzTest
    void blockUndo(byte[] bytes) {
        decoded(bytes, BlockUndo::decode)
                .ifPresent(undo -> assertThat(undo.encode().toByteArray()).isEqualTo(bytes));
    }

    /** A strictly encoded signature is read the same by the lax reader, and written back as it was. */
    @FuzzTest
    void signature(byte[] bytes) {
        ByteString der = ByteString.copyOf(bytes);
        Optional<EcdsaSignature> strict = EcdsaSignature.parseDer(der);
        Optional<EcdsaSignature> lax = EcdsaSignature.parseLaxDer(der);
        if (strict.isPresent()) {
            assertThat(lax).isEqualTo(strict);
            // Strict encoding holds numbers beyond the curve's order too; they become a signature that is never right.
            strict.filter(EcdsaSignature::isInRange)
                    .ifPresent(s -> assertThat(s.toDer()).isEqualTo(der));
        }
        assertThat(EcdsaSignature.isStrictDer(der)).isEqualTo(strict.isPresent());
    }

    /** Both implementations of the curve must say the same of a key. */
    @FuzzTest
    void publicKey(byte[] bytes) {
        decoded(bytes, PublicKey::parse).ifPresent(key -> {
            assertThat(PublicKey.hasForm(key.bytes())).isTrue();
            assertThat(JAVA.isOnCurve(key)).isEqualTo(NATIVE.isOnCurve(key));
            assertThat(JAVA.convert(key, true)).isEqualTo(NATIVE.convert(key, true));
            assertThat(JAVA.convert(key, false)).isEqualTo(NATIVE.convert(key, false));
        });
    }
}
