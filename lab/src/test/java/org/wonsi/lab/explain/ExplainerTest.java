package org.wonsi.lab.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;

class ExplainerTest {
    private static final ByteString GENESIS = ChainParams.mainnet().genesis().encode();

    /** The first payment from one person to another, in block 170 of Bitcoin's main chain. */
    private static final ByteString FIRST_PAYMENT =
            ByteString.ofHex("0100000001c997a5e56e104102fa209c6a852dd90660a20b2d9c352423"
                    + "edce25857fcd3704000000004847304402204e45e16932b8af514961a1d3a1a25fdf3f4f7732e9d624c6c61548ab5fb8cd410220"
                    + "181522ec8eca07de4860a4acdd12909d831cc56cbbac4622082221a8768d1d0901ffffffff0200ca9a3b00000000434104ae1a62"
                    + "fe09c5f51b13905f07f06b99a2f7159b2225f374cd378d71302fa28414e7aab37397f554a7df5f142c21c1b7303b8a0626f1bade"
                    + "d5c72a704f7e6cd84cac00286bee0000000043410411db93e1dcdb8a016b49840f8c53bc1eb68a382e97b1482ecad7b148a6909a"
                    + "5cb2e0eaddfb84ccf9744464f82e160bfa9b8b64f9d4c03f999b8643f656b412a3ac00000000");

    private final Explainer explainer = new Explainer(ChainParams.mainnet(), PrevoutSource.NONE);

    @Test
    @DisplayName("every byte of a block belongs to exactly one field, in order")
    void noByteUnexplained() {
        assertCovered(explainer.explain(GENESIS));
        assertCovered(explainer.explain(FIRST_PAYMENT));
        assertCovered(explainer.explain(GENESIS.slice(0, 80)));
        assertCovered(explainer.explain(ByteString.ofHex("76a9144d"), Explainer.Form.SCRIPT));
    }

    @Test
    @DisplayName("a whole transaction or block with bytes left over is told as that, unless a script is asked for")
    void leftOver() {
        ByteString tooLong = FIRST_PAYMENT.concat(ByteString.ofHex("00"));
        assertThatThrownBy(() -> explainer.explain(tooLong))
                .isInstanceOf(MalformedException.class)
                .hasMessage("a transaction of 275 bytes, and 1 byte left over");
        assertThatThrownBy(() -> explainer.explain(FIRST_PAYMENT.concat(FIRST_PAYMENT)))
                .hasMessage("a transaction of 275 bytes, and 275 bytes left over");
        assertThatThrownBy(() -> explainer.explain(GENESIS.concat(ByteString.ofHex("0000"))))
                .hasMessage("a block of 285 bytes, and 2 bytes left over");
        assertThat(explainer.explain(tooLong, Explainer.Form.SCRIPT).kind()).isEqualTo("script");
        // Version, and no inputs and outputs: nobody's payment.
        assertThat(explainer
                        .explain(ByteString.ofHex("01000000" + "0000" + "00000000" + "51"))
                        .kind())
                .isEqualTo("script");
        assertThat(explainer
                        .explain(ByteString.ofHex("03").concat(tooLong.slice(1, tooLong.size())))
                        .kind())
                .isEqualTo("script");
    }

    private static void assertCovered(Explanation explanation) {
        int next = 0;
        for (ByteField field : explanation.fields()) {
            assertThat(field.start()).as(field.id()).isEqualTo(next);
            next = field.end();
        }
        assertThat(next).isEqualTo(explanation.bytes().size());
    }

    @Test
    @DisplayName(
            "a message is known by its magic and checksum; every byte is explained, what isn't taken apart as one field")
    void messages() {
        MessageCodec codec = new MessageCodec(ChainParams.mainnet().magic());
        Block genesis = ChainParams.mainnet().genesis();
        List<Message> messages = List.of(
                new Message.Inv(List.of(InventoryItem.of(genesis.hash()))),
                new Message.GetData(List.of()),
                new Message.Headers(List.of(genesis.header(), genesis.header())),
                new Message.GetHeaders(70_016, List.of(genesis.hash()), genesis.hash()),
                new Message.BlockMessage(genesis),
                new Message.TxMessage(genesis.transactions().get(0)),
                new Message.Ping(7),
                new Message.FeeFilter(1_000),
                new Message.Verack(),
                new Message.Addr(List.of()),
                new Message.Unknown("strange", ByteString.ofHex("0102")));
        for (Message message : messages) {
            Explanation explanation = explainer.explain(ByteString.copyOf(codec.encode(message)));
            assertThat(explanation.kind()).as(message.command()).isEqualTo("message");
            assertThat(value(explanation, "message.command")).isEqualTo(message.command());
            assertCovered(explanation);
        }
        Explanation inv = explainer.explain(ByteString.copyOf(codec.encode(messages.get(0))));
        assertThat(value(inv, "message.item.type")).isEqualTo("2 (block)");
        assertThat(value(inv, "message.item.hash")).isEqualTo(genesis.hash().toDisplay());
        byte[] wrong = codec.encode(messages.get(0));
        wrong[30] ^= 1;
        assertThat(explainer.explain(ByteString.copyOf(wrong)).kind())
                .as("a wrong checksum")
                .isEqualTo("script");
        assertThatThrownBy(() -> explainer.explain(ByteString.copyOf(wrong), Explainer.Form.MESSAGE))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("checksum");
    }

    @Test
    @DisplayName("the genesis block's fields have their known values, and its work and root hold")
    void genesis() {
        Explanation explanation = explainer.explain(GENESIS);
        assertThat(explanation.kind()).isEqualTo("block");
        assertThat(explanation.title())
                .isEqualTo("Block 000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f, 285 bytes");
        assertThat(value(explanation, "header.time")).isEqualTo("1231006505 (2009-01-03T18:15:05Z)");
        assertThat(value(explanation, "header.bits")).isEqualTo("0x1d00ffff");
        assertThat(value(explanation, "header.nonce")).isEqualTo("2083236893");
        assertThat(value(explanation, "tx.in.coinbase"))
                .contains("The Times 03/Jan/2009 Chancellor on brink of second bailout for banks");
        assertThat(outcomes(explanation))
                .containsExactly(Check.Outcome.HOLDS, Check.Outcome.HOLDS, Check.Outcome.HOLDS);
    }

    @Test
    @DisplayName("the first payment's signature holds from its bytes alone, and fails after a change of one bit")
    void firstPayment() {
        Explanation explanation = explainer.explain(FIRST_PAYMENT);
        assertThat(explanation.kind()).isEqualTo("transaction");
        assertThat(explanation.checks())
                .extracting(Check::name, Check::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("txid", Check.Outcome.HOLDS),
                        org.assertj.core.groups.Tuple.tuple("signature of input 0", Check.Outcome.HOLDS));

        byte[] forged = FIRST_PAYMENT.toByteArray();
        forged[119] ^= 1; // the lowest bit of the first amount
        Check signature = explainer.explain(ByteString.copyOf(forged)).checks().get(1);
        assertThat(signature.outcome()).isEqualTo(Check.Outcome.FAILS);
        assertThat(signature.detail()).startsWith("EVAL_FALSE against output 0437cd7f");
    }

    @Test
    @DisplayName(
            "a header whose nonce was changed no longer has its work, and a block whose payment was changed its root")
    void forged() {
        byte[] block = GENESIS.toByteArray();
        block[79] ^= 1;
        assertThat(explainer.explain(ByteString.copyOf(block, 0, 80)).checks())
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.outcome()).isEqualTo(Check.Outcome.FAILS);
                    assertThat(check.detail()).endsWith("(high-hash)");
                });
        block = GENESIS.toByteArray();
        block[block.length - 1] ^= 1;
        assertThat(explainer.explain(ByteString.copyOf(block)).checks().get(1).detail())
                .endsWith("(bad-txnmrklroot)");
    }

    @Test
    @DisplayName("bytes that can't be read as asked say where they stop making sense")
    void malformed() {
        assertThatThrownBy(() -> explainer.explain(GENESIS.slice(0, 100), Explainer.Form.BLOCK))
                .isInstanceOf(MalformedException.class)
                .hasMessageStartingWith("at offset ");
        assertThatThrownBy(() -> explainer.explain(ByteString.EMPTY))
                .hasMessage("at offset 0: expected 1 to 1000000 bytes, found 0");
    }

    private static String value(Explanation explanation, String id) {
        return explanation.fields().stream()
                .filter(field -> field.id().equals(id))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static List<Check.Outcome> outcomes(Explanation explanation) {
        return explanation.checks().stream().map(Check::outcome).toList();
    }
}
