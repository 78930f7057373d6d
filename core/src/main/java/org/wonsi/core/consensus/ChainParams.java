package org.wonsi.core.consensus;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Target;

/**
 * The parameters in which networks differ: one immutable object each.
 *
 * <p>{@link #mainnet} and {@link #regtest} are Bitcoin's own numbers, {@link #seminar} those of a network on which the
 * difficulty adjusts within minutes and the reward halves within the hour. Source: Bitcoin Core, {@code
 * kernel/chainparams.cpp}.
 *
 * <p>Nothing else in core asks on which network it is: what holds on a seminar's chain of an hour is shown by the
 * code that checks Bitcoin's.
 */
public final class ChainParams {
    private final Network network;
    private final ByteString magic;
    private final Block genesis;
    private final BlockHash genesisHash;
    private final Pace pace;
    private final Money money;
    private final Addresses addresses;
    private final int defaultP2pPort;
    private final Map<SoftFork, Integer> activation;
    private final BlockLimits limits;

    /**
     * When blocks are to come, when the target is adjusted, how easy it may become, and how far ahead a time may be.
     *
     * <p>Twelve blocks of ten seconds make a window of two minutes on the seminar's network, so a room sees
     * difficulty follow the miners. Regtest never adjusts it, so that tests can make blocks at will.
     */
    private record Pace(
            int targetSpacing, int retargetInterval, int firstWindowStart, Target powLimit, int maxFutureSeconds) {}

    /**
     * When the reward halves, and when it can be spent.
     *
     * <p>210 blocks of ten seconds are 35 minutes, so the reward halves within a talk.
     */
    private record Money(int halvingInterval, int coinbaseMaturity) {}

    /**
     * The first bytes of what base 58 writes, and the prefix of SegWit addresses.
     *
     * <p>The first byte of what base 58 writes decides which letter the text begins with: a 1 or a 3 on Bitcoin, an
     * m, n or 2 on regtest. So a person can see which network an address is for.
     */
    private record Addresses(int p2pkhVersion, int p2shVersion, int wifVersion, String bech32Hrp) {}

    private ChainParams(
            Network network,
            ByteString magic,
            Block genesis,
            Pace pace,
            Money money,
            Addresses addresses,
            int defaultP2pPort,
            Map<SoftFork, Integer> activation,
            BlockLimits limits) {
        this.network = network;
        this.magic = magic;
        this.genesis = genesis;
        this.genesisHash = genesis.hash();
        this.pace = pace;
        this.money = money;
        this.addresses = addresses;
        this.defaultP2pPort = defaultP2pPort;
        this.activation = Map.copyOf(activation);
        this.limits = limits;
    }

    /** The network of a talk. */
    public static ChainParams seminar() {
        return new ChainParams(
                // "wons" in ASCII. Bitcoin's own magic bytes are no text, so that they hardly occur in what is
                // sent.
                Network.SEMINAR,
                ByteString.ofHex("776f6e73"),
                Genesis.seminar(),
                new Pace(10, 12, 1, compact(0x1f00_ffffL), 120),
                new Money(210, 10),
                new Addresses(0x49, 0x3f, 0xc9, "wn"),
                9001,
                activation(1, 1, 1, 1),
                BlockLimits.BITCOIN);
    }

    /** Bitcoin's network for tests. */
    public static ChainParams regtest() {
        return new ChainParams(
                Network.REGTEST,
                ByteString.ofHex("fabfb5da"),
                Genesis.regtest(),
                new Pace(600, 0, 0, compact(0x207f_ffffL), 7200),
                new Money(150, 100),
                new Addresses(0x6f, 0xc4, 0xef, "bcrt"),
                18444,
                activation(1, 1, 1, 1),
                BlockLimits.BITCOIN);
    }

    /** Bitcoin. */
    public static ChainParams mainnet() {
        return new ChainParams(
                Network.MAINNET,
                ByteString.ofHex("f9beb4d9"),
                Genesis.bitcoin(),
                new Pace(600, 2016, 0, compact(0x1d00_ffffL), 7200),
                new Money(210_000, 100),
                new Addresses(0x00, 0x05, 0x80, "bc"),
                8333,
                // The heights at which each change came into force on Bitcoin (BIP 90 fixed the first three).
                activation(227_931, 388_381, 363_725, 419_328),
                BlockLimits.BITCOIN);
    }

    /** The parameters of a network. */
    public static ChainParams of(Network network) {
        return switch (network) {
            case SEMINAR -> seminar();
            case REGTEST -> regtest();
            case MAINNET -> mainnet();
        };
    }

    private static Target compact(long bits) {
        return new CompactTarget(bits).target().orElseThrow();
    }

    private static Map<SoftFork, Integer> activation(int bip34, int bip65, int bip66, int csv) {
        Map<SoftFork, Integer> heights = new EnumMap<>(SoftFork.class);
        heights.put(SoftFork.BIP34, bip34);
        heights.put(SoftFork.BIP65, bip65);
        heights.put(SoftFork.BIP66, bip66);
        heights.put(SoftFork.CSV, csv);
        return heights;
    }

    /**
     * The same network with a rule in force from another height on; for tests and lessons.
     *
     * @throws IllegalArgumentException on mainnet, whose rules aren't ours to move, or if the height is negative
     */
    public ChainParams withActivation(SoftFork fork, int height) {
        checkMovable();
        if (height < 0) {
            throw new IllegalArgumentException("a rule is active from height 0 at the earliest, not " + height);
        }
        Map<SoftFork, Integer> moved = new EnumMap<>(activation);
        moved.put(fork, height);
        return new ChainParams(network, magic, genesis, pace, money, addresses, defaultP2pPort, moved, limits);
    }

    /**
     * The same network as somebody sees it whose blocks may hold more, or less; for tests and lessons.
     *
     * @throws IllegalArgumentException on mainnet, whose rules aren't ours to move
     */
    public ChainParams withLimits(BlockLimits other) {
        checkMovable();
        return new ChainParams(network, magic, genesis, pace, money, addresses, defaultP2pPort, activation, other);
    }

    private void checkMovable() {
        if (network == Network.MAINNET) {
            throw new IllegalArgumentException("rules of mainnet can't be moved; use regtest or seminar");
        }
    }

    /**
     * The same network with a rule moved as on the command line: "bip34@100".
     *
     * @throws MalformedException if it isn't of that form, or names no rule
     * @throws IllegalArgumentException as {@link #withActivation(SoftFork, int)}
     */
    public ChainParams withActivation(String nameAtHeight) {
        int at = nameAtHeight.indexOf('@');
        String height = nameAtHeight.substring(at + 1);
        if (at < 0 || !height.matches("[0-9]{1,9}")) {
            throw new MalformedException(FormError.ACTIVATION, nameAtHeight);
        }
        return withActivation(SoftFork.parse(nameAtHeight.substring(0, at)), Integer.parseInt(height));
    }

    /**
     * The same network, beginning with a target that is so many times easier, and so with a genesis block of its own; for tests
     * that have no time.
     *
     * @throws IllegalArgumentException if that is easier than the network allows
     */
    public ChainParams withEasierWork(int times) {
        BigInteger easier = compact(genesis.header().bits()).toNumber().multiply(BigInteger.valueOf(times));
        if (times < 1 || easier.compareTo(powLimit().toNumber()) > 0) {
            throw new IllegalArgumentException("blocks of " + network.id() + " can't be " + times + " times easier");
        }
        Target target = Target.of(easier);
        return new ChainParams(
                network,
                magic,
                Genesis.easier(genesis, CompactTarget.encode(target)),
                pace,
                money,
                addresses,
                defaultP2pPort,
                activation,
                limits);
    }

    public Network network() {
        return network;
    }

    /** The four bytes every message on this network starts with. */
    public ByteString magic() {
        return magic;
    }

    /** The first block. */
    public Block genesis() {
        return genesis;
    }

    /** The first block's hash. */
    public BlockHash genesisHash() {
        return genesisHash;
    }

    /** Seconds between blocks that difficulty aims at. */
    public int targetSpacing() {
        return pace.targetSpacing;
    }

    /** Blocks between adjustments of difficulty; 0 if it is never adjusted. */
    public int retargetInterval() {
        return pace.retargetInterval;
    }

    /** Whether difficulty stays as it is. */
    public boolean noRetargeting() {
        return pace.retargetInterval == 0;
    }

    /** Height of the block whose time starts the first window; 1 if the genesis block is older than the network. */
    public int firstWindowStart() {
        return pace.firstWindowStart;
    }

    /**
     * The easiest target allowed.
     *
     * <p>It keeps difficulty from falling so far that headers cost nothing, however long nobody mines.
     */
    public Target powLimit() {
        return pace.powLimit;
    }

    /** Seconds that a block's time may lie ahead of the clock. */
    public int maxFutureSeconds() {
        return pace.maxFutureSeconds;
    }

    /** Blocks between halvings of the subsidy. */
    public int halvingInterval() {
        return money.halvingInterval;
    }

    /** Blocks after which a coinbase may be spent: at this many confirmations, its own block counted as none. */
    public int coinbaseMaturity() {
        return money.coinbaseMaturity;
    }

    /** First byte of an address for a key's hash. */
    public int p2pkhVersion() {
        return addresses.p2pkhVersion;
    }

    /** First byte of an address for a script's hash. */
    public int p2shVersion() {
        return addresses.p2shVersion;
    }

    /** First byte of a private key in text form. */
    public int wifVersion() {
        return addresses.wifVersion;
    }

    /** What SegWit addresses start with. */
    public String bech32Hrp() {
        return addresses.bech32Hrp;
    }

    /** The port nodes listen on unless told otherwise. */
    public int defaultP2pPort() {
        return defaultP2pPort;
    }

    /** How much a block may hold. */
    public BlockLimits limits() {
        return limits;
    }

    /** The height from which a rule is in force. */
    public int activationHeight(SoftFork fork) {
        return activation.getOrDefault(fork, 0);
    }

    /**
     * Whether a rule is in force for a block at this height.
     *
     * <p>Inclusive: the block at the height itself obeys the rule.
     */
    public boolean isActive(SoftFork fork, int height) {
        return height >= activationHeight(fork);
    }

    /** The network's name. */
    @Override
    public String toString() {
        return network.id();
    }
}
