package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.Sha256d;

/**
 * Headers of branches that lose cost memory for good, and little work where the network makes it easy.
 *
 * <pre>
 *   genesis - 1 - ... - 60     Seoul's
 *        |\- 1 - ... - 59     with less work: counted, 339 such branches and more
 *         \- 1 - ... - 60     with as much: not counted
 * </pre>
 */
class WeakHeadersTest {
    private final Wire wire = new Wire(ChainParams.regtest());
    private final Wire.Station seoul = wire.station("Seoul");
    private int branches;

    /** Headers with work, on any header. */
    private List<BlockHeader> branch(BlockHeader from, int length) {
        Hash256 root = Sha256d.hash(new ByteWriter().writeInt32(branches++).toByteArray());
        List<BlockHeader> headers = new ArrayList<>();
        BlockHash parent = from.hash();
        for (long time = from.time() + 1; headers.size() < length; time++) {
            BlockHeader header = new BlockHeader(4, parent, root, time, 0x207f_ffffL, 0);
            BlockHash hash = header.hash();
            while (hash.hash().toNumber().bitLength() == 256) {
                header = header.withNonce(header.nonce() + 1);
                hash = header.hash();
            }
            headers.add(header);
            parent = hash;
        }
        return headers;
    }

    private static Message.Headers message(List<BlockHeader> headers) {
        return new Message.Headers(headers);
    }

    @Test
    @DisplayName(
            "20,000 headers of branches with less work than the tip are taken from one peer; one more, and it is banned")
    void limit() {
        BlockHeader genesis = wire.params.genesis().header();
        for (int i = 0; i < 60; i++) {
            seoul.mine();
            wire.now = wire.now.plusSeconds(10);
        }
        Stranger flooder = Stranger.at(seoul, 1);
        for (int i = 0; i < 338; i++) {
            flooder.say(message(branch(genesis, 59)));
        }
        List<BlockHeader> last = branch(genesis, 58);
        flooder.say(message(last));
        // 338 times 59 and 58: 20,000.
        assertThat(flooder.closed).isEmpty();
        assertThat(flooder.score()).isZero();

        List<BlockHeader> asStrong = branch(genesis, 60);
        Stranger other = Stranger.at(seoul, 2);
        other.say(message(asStrong));
        flooder.say(message(branch(asStrong.get(58), 2)));
        flooder.say(message(last));
        assertThat(flooder.closed)
                .as("as strong, stronger, and known ones aren't counted")
                .isEmpty();

        other.say(message(branch(genesis, 1)));
        assertThat(other.closed).as("each peer has a count of its own").isEmpty();
        flooder.say(message(branch(genesis, 1)));
        assertThat(flooder.closed).isEqualTo(Optional.of("more than 20000 headers of weak branches"));
        assertThat(seoul.bans).extracting(Effect.Ban::address).containsExactly(Stranger.address(1));
    }
}
