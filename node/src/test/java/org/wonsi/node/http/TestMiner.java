package org.wonsi.node.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.script.Script;
import org.wonsi.node.service.MinerControl;
import org.wonsi.node.service.MiningStatus;

/** Mines on demand on the caller's thread, and remembers what it was told. */
final class TestMiner implements MinerControl {
    private final TestNode node;
    private boolean enabled;
    private Script payTo;
    private int threads = 1;
    private long maxHashRate = 300_000;

    TestMiner(TestNode node, TestFaucetWallet faucetWallet) {
        this.node = node;
        this.payTo = faucetWallet.scriptPubKey();
    }

    @Override
    public MiningStatus status() {
        return new MiningStatus(
                enabled,
                Optional.empty(),
                Address.ofScript(payTo, node.params()).map(Address::toString),
                threads,
                enabled ? 1234.5 : 0,
                maxHashRate,
                "test",
                7,
                Optional.empty(),
                2,
                0x207fffffL);
    }

    @Override
    public void start() {
        enabled = true;
    }

    @Override
    public void stop() {
        enabled = false;
    }

    @Override
    public void payTo(Script scriptPubKey) {
        payTo = scriptPubKey;
    }

    @Override
    public void setThreads(int count) {
        threads = count;
    }

    @Override
    public void setMaxHashRate(long triesPerSecond) {
        maxHashRate = triesPerSecond;
    }

    @Override
    public CompletableFuture<List<BlockHash>> generate(int blocks, Script scriptPubKey) {
        return CompletableFuture.completedFuture(IntStream.range(0, blocks)
                .mapToObj(i -> node.mine(scriptPubKey))
                .map(Block::hash)
                .toList());
    }
}
