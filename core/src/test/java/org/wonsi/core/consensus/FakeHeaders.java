package org.wonsi.core.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;

/** A branch of headers made up for a test: only times and bits matter. */
record FakeHeaders(List<BlockHeader> headers, int height) implements HeaderView {
    /** A branch from genesis with these times after it; bits are what the rules demand. */
    static FakeHeaders of(ChainParams params, long... times) {
        FakeHeaders view = new FakeHeaders(List.of(params.genesis().header()), 0);
        for (long time : times) {
            view = view.next(time, HeaderRules.requiredBits(view, params).bits());
        }
        return view;
    }

    FakeHeaders next(long time, long bits) {
        List<BlockHeader> longer = new ArrayList<>(headers);
        longer.add(new BlockHeader(4, BlockHash.ZERO, Hash256.ZERO, time, bits, 0));
        return new FakeHeaders(longer, height + 1);
    }

    @Override
    public BlockHeader header() {
        return headers.get(height);
    }

    @Override
    public BlockHash hash() {
        return header().hash();
    }

    @Override
    public long medianTimePast() {
        List<Long> times = headers.subList(Math.max(0, height - 10), height + 1).stream()
                .map(BlockHeader::time)
                .sorted()
                .toList();
        return times.get(times.size() / 2);
    }

    @Override
    public Optional<FakeHeaders> previous() {
        return height == 0 ? Optional.empty() : Optional.of(ancestor(height - 1));
    }

    @Override
    public FakeHeaders ancestor(int wanted) {
        return new FakeHeaders(headers, wanted);
    }
}
