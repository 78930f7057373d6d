package org.wonsi.wallet.spv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.mining.Mining;
import org.wonsi.wallet.problem.HeaderFault;

class HeaderSyncTest {
    private static final ChainParams REGTEST = ChainParams.regtest();
    private static final long NOW = 2_000_000_000L;

    private final HeaderChain chain = new HeaderChain(REGTEST, NOW);

    /** A source with headers of its own, genesis first. */
    private static final class Source implements HeaderSource {
        private final List<BlockHeader> headers =
                new ArrayList<>(List.of(REGTEST.genesis().header()));
        private int said = -1;
        private int pages;

        Source grow(int count, long seed) {
            Random random = new Random(seed);
            for (int i = 0; i < count; i++) {
                headers.add(child(headers.get(headers.size() - 1), random));
            }
            return this;
        }

        Source fork(int height) {
            Source other = new Source();
            other.headers.clear();
            other.headers.addAll(headers.subList(0, height + 1));
            return other;
        }

        @Override
        public int tipHeight() {
            return said >= 0 ? said : headers.size() - 1;
        }

        @Override
        public List<List<BlockHeader>> pages(List<Integer> heights) {
            return heights.stream().map(this::page).toList();
        }

        private List<BlockHeader> page(int from) {
            pages++;
            List<BlockHeader> page = new ArrayList<>();
            for (int i = Math.min(from, headers.size() - 1); i >= 0 && page.size() < 10; i--) {
                page.add(headers.get(i));
            }
            return page;
        }
    }

    private static BlockHeader child(BlockHeader parent, Random random) {
        byte[] root = new byte[32];
        random.nextBytes(root);
        BlockHeader header =
                new BlockHeader(0x2000_0000, parent.hash(), Hash256.of(root), parent.time() + 600, parent.bits(), 0);
        return Mining.solve(header);
    }

    @Test
    @DisplayName("from nothing, from one behind, from 11 behind and across a fork of 100: the tip is reached")
    void follows() {
        Source source = new Source().grow(205, 1);
        HeaderSync.Result first = HeaderSync.follow(chain, source);
        assertThat(first.problem()).isEmpty();
        assertThat(first.fresh()).hasSize(205);
        assertThat(chain.best().height()).isEqualTo(205);
        source.grow(1, 2);
        assertThat(HeaderSync.follow(chain, source).fresh()).hasSize(1);
        source.grow(11, 3);
        assertThat(HeaderSync.follow(chain, source).fresh()).hasSize(11);
        Source other = source.fork(117).grow(120, 4);
        assertThat(HeaderSync.follow(chain, other).fresh()).hasSize(120);
        assertThat(chain.best().hash()).isEqualTo(other.headers.get(237).hash());
    }

    @Test
    @DisplayName("a source with nothing new is asked for one page")
    void nothingNew() {
        Source source = new Source().grow(30, 1);
        HeaderSync.follow(chain, source);
        source.pages = 0;
        assertThat(HeaderSync.follow(chain, source).fresh()).isEmpty();
        assertThat(source.pages).isEqualTo(1);
    }

    @Test
    @DisplayName("a source that says a height it can't show is found out, however far away it is")
    void saysTooMuch() {
        for (int said : new int[] {31, 1_000, Integer.MAX_VALUE}) {
            Source source = new Source().grow(30, 1);
            source.said = said;
            HeaderSync.Result result = HeaderSync.follow(new HeaderChain(REGTEST, NOW), source);
            assertThat(result.problem()).contains(new HeaderFault.TooShort(said, 30));
            assertThat(source.pages).isLessThan(40);
        }
    }

    @Test
    @DisplayName("a source that shows the same headers at every height ends the round, and isn't asked for ever")
    void loops() {
        BlockHeader nowhere = child(
                new BlockHeader(1, new BlockHash(Hash256.of(new byte[32])), Hash256.ZERO, 1, 0x207f_ffffL, 7),
                new Random(5));
        List<Integer> asked = new ArrayList<>();
        HeaderSource looping = new HeaderSource() {
            @Override
            public int tipHeight() {
                return 1_000_000;
            }

            @Override
            public List<List<BlockHeader>> pages(List<Integer> heights) {
                asked.addAll(heights);
                return heights.stream().map(height -> List.of(nowhere)).toList();
            }
        };
        assertThat(HeaderSync.follow(chain, looping).problem().orElseThrow()).isInstanceOf(HeaderFault.Foreign.class);
        assertThat(asked).hasSizeLessThan(20);
    }

    @Test
    @DisplayName("a header without work, or of another difficulty, is named with the rule it breaks")
    void breaksRules() {
        Source source = new Source().grow(3, 1);
        BlockHeader last = source.headers.get(3);
        source.headers.add(new BlockHeader(0x2000_0000, last.hash(), Hash256.ZERO, last.time() + 1, 0x1d00_ffffL, 0));
        HeaderSync.Result result = HeaderSync.follow(chain, source);
        assertThat(result.problem())
                .containsInstanceOf(HeaderFault.Violation.class)
                .hasValueSatisfying(fault -> assertThat(
                                ((HeaderFault.Violation) fault).violation().reason())
                        .isEqualTo(RejectReason.HIGH_HASH));
        assertThat(chain.best().height()).isEqualTo(3);
    }

    @Test
    @DisplayName("headers of another genesis block are foreign")
    void foreign() {
        Source source = new Source();
        source.headers.clear();
        source.headers.add(child(REGTEST.genesis().header(), new Random(9)));
        Source other = source.fork(0).grow(20, 6);
        other.headers.remove(0);
        assertThat(HeaderSync.follow(chain, other).problem().orElseThrow()).isInstanceOf(HeaderFault.Foreign.class);
    }
}
