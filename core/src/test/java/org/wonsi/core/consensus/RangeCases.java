package org.wonsi.core.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

/** Money ranges that no real chain can leave, because other rules hold first, and a limit of 2013; broken with coins made up. */
public final class RangeCases {
    private static final Amount MAX_MONEY = new Amount(2_100_000_000_000_000L);
    private static final Script ANYONE = Script.ofHex("51");
    private static final ChainParams PARAMS = ChainParams.regtest();

    /** One of them. */
    public record Case(String sentence, RejectReason reason, Supplier<Optional<Violation>> run) {
        @Override
        public String toString() {
            return sentence + ": " + reason.code();
        }
    }

    private RangeCases() {}

    /** All of them. */
    public static List<Case> all() {
        return List.of(
                new Case(
                        "a coin of more than 21 million",
                        RejectReason.INPUT_VALUES_OUT_OF_RANGE,
                        () -> check(MAX_MONEY.plus(new Amount(1)))),
                new Case(
                        "a coin of less than nothing",
                        RejectReason.INPUT_VALUES_OUT_OF_RANGE,
                        () -> check(new Amount(-1))),
                new Case(
                        "two coins of more than 21 million together",
                        RejectReason.INPUT_VALUES_OUT_OF_RANGE,
                        () -> check(MAX_MONEY, new Amount(1))),
                new Case(
                        "a fee of more than 21 million",
                        RejectReason.FEE_OUT_OF_RANGE,
                        () -> InputRules.checkFee(MAX_MONEY.plus(new Amount(1)))),
                new Case("a negative fee", RejectReason.FEE_OUT_OF_RANGE, () -> InputRules.checkFee(new Amount(-1))),
                new Case(
                        "fees of more than 21 million in one block",
                        RejectReason.ACCUMULATED_FEE_OUT_OF_RANGE,
                        () -> connect(MAX_MONEY, new Amount(1))),
                new Case(
                        "a block of three transactions that spends from a fourth, for a node whose limit is three",
                        RejectReason.TOO_MANY_LOCKS,
                        () -> connect(
                                PARAMS.withLimits(BlockLimits.BITCOIN.withTouched(3)), Amount.ZERO, Amount.ZERO)));
    }

    static Optional<Violation> check(Amount... values) {
        List<Coin> coins = List.of(values).stream()
                .map(value -> new Coin(new TxOut(value, ANYONE), 0, false))
                .toList();
        return InputRules.check(spend(0), coins, 1, PARAMS);
    }

    /** A block of payments that each leave all of a coin to the miner. */
    static Optional<Violation> connect(Amount... fees) {
        return connect(PARAMS, fees);
    }

    static Optional<Violation> connect(ChainParams params, Amount... fees) {
        BlockHeader genesis = PARAMS.genesis().header();
        Transaction coinbase = new Transaction(
                1,
                List.of(new TxIn(OutPoint.NULL, Script.ofHex("5151"), 0)),
                List.of(new TxOut(Amount.ZERO, ANYONE)),
                0);
        List<Transaction> transactions = new ArrayList<>(List.of(coinbase));
        for (int i = 0; i < fees.length; i++) {
            transactions.add(spend(i));
        }
        CoinView coins = outPoint -> outPoint.txid().hash().isZero()
                ? Optional.of(new Coin(new TxOut(fees[(int) outPoint.index()], ANYONE), 0, false))
                : Optional.empty();
        return new BlockConnector(
                        new Block(genesis, transactions), BlockHash.ZERO, new GenesisView(genesis), coins, params)
                .check(ScriptCheckRunner.inOrder());
    }

    private static Transaction spend(int index) {
        OutPoint coin = new OutPoint(new Txid(Hash256.ZERO), index);
        return new Transaction(
                1, List.of(new TxIn(coin, Script.EMPTY, 0xffff_ffffL)), List.of(new TxOut(Amount.ZERO, ANYONE)), 0);
    }

    private record GenesisView(BlockHeader header) implements HeaderView {
        @Override
        public BlockHash hash() {
            return header.hash();
        }

        @Override
        public int height() {
            return 0;
        }

        @Override
        public long medianTimePast() {
            return header.time();
        }

        @Override
        public Optional<HeaderView> previous() {
            return Optional.empty();
        }

        @Override
        public HeaderView ancestor(int height) {
            return this;
        }
    }
}
