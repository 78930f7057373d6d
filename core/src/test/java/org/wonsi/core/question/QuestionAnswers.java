package org.wonsi.core.question;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wonsi.core.block.Block;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;

/** What the prepared SQL questions must answer, worked out from a chain's blocks without any database. */
public final class QuestionAnswers {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final List<Block> blocks;
    private final Block late;
    private final List<Paid> paid = new ArrayList<>();
    private final List<Made> made = new ArrayList<>();

    /** An output, where it was made, and where it was spent. */
    private static final class Made {
        private final int height;
        private final Transaction tx;
        private final long value;
        private final Script script;
        private int spentAt = -1;

        Made(int height, Transaction tx, int n) {
            this.height = height;
            this.tx = tx;
            this.value = tx.outputs().get(n).value().satoshis();
            this.script = tx.outputs().get(n).scriptPubKey();
        }

        private boolean isSpent() {
            return spentAt >= 0;
        }

        private boolean canBeSpent() {
            return height > 0 && !script.bytes().toHex().startsWith("6a");
        }

        private boolean isCoin() {
            return canBeSpent() && !isSpent();
        }

        private String hex() {
            return script.bytes().toHex();
        }
    }

    /** A transaction, its place and what it spends. */
    private record Paid(int height, Transaction tx, List<Made> spends) {
        private long in() {
            return spends.stream().mapToLong(coin -> coin.value).sum();
        }

        private long out() {
            return tx.outputs().stream()
                    .mapToLong(output -> output.value().satoshis())
                    .sum();
        }

        private long fee() {
            return tx.isCoinbase() ? 0 : in() - out();
        }
    }

    public QuestionAnswers(List<Block> blocks, Block late) {
        this.blocks = blocks;
        this.late = late;
        Map<OutPoint, Made> coins = new HashMap<>();
        for (int height = 0; height < blocks.size(); height++) {
            for (Transaction tx : blocks.get(height).transactions()) {
                List<Made> spends = new ArrayList<>();
                if (!tx.isCoinbase()) {
                    for (var input : tx.inputs()) {
                        Made coin = Objects.requireNonNull(coins.get(input.prevout()));
                        coin.spentAt = height;
                        spends.add(coin);
                    }
                }
                paid.add(new Paid(height, tx, spends));
                for (int n = 0; n < tx.outputs().size(); n++) {
                    Made coin = new Made(height, tx, n);
                    made.add(coin);
                    coins.put(new OutPoint(tx.txid(), n), coin);
                }
            }
        }
    }

    /** The rows for a question. */
    public List<List<String>> of(String question) {
        return switch (question) {
            case "blocks" -> List.of(row(blocks.size(), tip(), utc(minTime()), utc(maxTime())));
            case "newest" -> newest();
            case "finders" -> finders();
            case "supply" -> List.of(row(count(made, Made::isCoin), sum(made, Made::isCoin), issued()));
            case "locks" -> locks();
            case "links" -> List.of(row(tip(), links(true), links(false)));
            case "books" -> List.of(books());
            case "fees" -> perHeight(height -> height > tip() - 100, this::fees);
            case "halving" -> halving();
            case "difficulty" -> difficulty();
            case "intervals" -> intervals();
            case "stale" ->
                List.of(row(
                        tip(),
                        late.hash().toDisplay(),
                        "stored",
                        utc(late.header().time())));
            case "follow" -> follow();
            case "age" -> age();
            case "asleep" -> List.of(asleep());
            case "reuse" -> reuse();
            case "busiest" -> busiest();
            case "linked" -> linked();
            case "undo" -> undo();
            case "forget" -> List.of(forget());
            default -> throw new IllegalArgumentException("no independent answer to " + question);
        };
    }

    private static List<String> row(Object... cells) {
        return List.of(cells).stream().map(Object::toString).toList();
    }

    private int tip() {
        return blocks.size() - 1;
    }

    private static String utc(long seconds) {
        return UTC.format(Instant.ofEpochSecond(seconds));
    }

    private long time(int height) {
        return blocks.get(height).header().time();
    }

    private long minTime() {
        return IntStream.range(0, blocks.size()).mapToLong(this::time).min().orElseThrow();
    }

    private long maxTime() {
        return IntStream.range(0, blocks.size()).mapToLong(this::time).max().orElseThrow();
    }

    private static <T> long count(List<T> all, java.util.function.Predicate<T> which) {
        return all.stream().filter(which).count();
    }

    private static long sum(List<Made> all, java.util.function.Predicate<Made> which) {
        return all.stream().filter(which).mapToLong(coin -> coin.value).sum();
    }

    private List<List<String>> newest() {
        return IntStream.range(0, 10)
                .map(i -> tip() - i)
                .mapToObj(height -> {
                    Block block = blocks.get(height);
                    return row(
                            height,
                            block.hash().toDisplay(),
                            utc(time(height)),
                            block.transactions().size(),
                            block.encode().size());
                })
                .toList();
    }

    /** A number for each text, the largest first. */
    private static List<List<String>> ranked(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<List<String>> finders() {
        return ranked(blocks.stream()
                .skip(1)
                .collect(Collectors.groupingBy(
                        block -> block.transactions()
                                .get(0)
                                .outputs()
                                .get(0)
                                .scriptPubKey()
                                .bytes()
                                .toHex(),
                        Collectors.counting())));
    }

    private long issued() {
        return paid.stream()
                .filter(one -> one.height() > 0)
                .mapToLong(one -> one.tx().isCoinbase() ? one.out() : -one.fee())
                .sum();
    }

    private List<List<String>> locks() {
        return ranked(made.stream().collect(Collectors.groupingBy(QuestionAnswers::kind, Collectors.counting())));
    }

    private static String kind(Made coin) {
        String hex = coin.hex();
        if (hex.matches("76a914[0-9a-f]{40}88ac")) {
            return "P2PKH";
        }
        if (hex.matches("21[0-9a-f]{66}ac|41[0-9a-f]{130}ac")) {
            return "P2PK";
        }
        if (coin.script.isPayToScriptHash()) {
            return "P2SH";
        }
        return hex.startsWith("6a") ? "OP_RETURN" : "other";
    }

    private long links(boolean holding) {
        return IntStream.rangeClosed(1, tip())
                .filter(height -> blocks.get(height)
                                .header()
                                .prevBlock()
                                .equals(blocks.get(height - 1).hash())
                        == holding)
                .count();
    }

    private List<String> books() {
        List<Paid> payments =
                paid.stream().filter(one -> !one.tx().isCoinbase()).toList();
        return row(
                payments.size(),
                total(payments, Paid::in),
                total(payments, Paid::out),
                total(payments, Paid::fee),
                count(payments, one -> one.in() < one.out()));
    }

    private static long total(List<Paid> all, ToLongFunction<Paid> of) {
        return all.stream().mapToLong(of).sum();
    }

    private List<List<String>> perHeight(
            java.util.function.IntPredicate which, java.util.function.IntFunction<Object> value) {
        return IntStream.rangeClosed(0, tip())
                .filter(which)
                .mapToObj(height -> row(height, value.apply(height)))
                .toList();
    }

    private long fees(int height) {
        return total(paid.stream().filter(one -> one.height() == height).toList(), Paid::fee);
    }

    private List<List<String>> halving() {
        return perHeight(
                height -> height > 0,
                height -> (blocks.get(height).transactions().get(0).outputs().stream()
                                        .mapToLong(output -> output.value().satoshis())
                                        .sum()
                                - fees(height))
                        / 1e8);
    }

    private List<List<String>> difficulty() {
        return perHeight(height -> true, height -> {
            BigInteger target = new CompactTarget(blocks.get(height).header().bits())
                    .target()
                    .orElseThrow()
                    .toNumber();
            return new BigDecimal(BigInteger.TWO.pow(256))
                    .divide(new BigDecimal(target), 0, RoundingMode.HALF_UP)
                    .doubleValue();
        });
    }

    private List<List<String>> intervals() {
        List<Long> steps = IntStream.rangeClosed(14, tip())
                .mapToObj(height -> Math.max(0, time(height) - time(height - 1)))
                .toList();
        double mean = steps.stream().mapToLong(Long::longValue).average().orElseThrow();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            double from = i * mean / 2;
            double to = i == 11 ? Double.MAX_VALUE : (i + 1) * mean / 2;
            double share = Math.exp(-i / 2.0) - (i == 11 ? 0 : Math.exp(-(i + 1) / 2.0));
            rows.add(row(
                    rounded(from),
                    steps.stream().filter(step -> step >= from && step < to).count(),
                    rounded(steps.size() * share)));
        }
        return rows;
    }

    private static double rounded(double value) {
        return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).doubleValue();
    }

    private List<List<String>> follow() {
        Map<Transaction, Paid> byTx = paid.stream().collect(Collectors.toMap(Paid::tx, one -> one));
        List<List<String>> rows = new ArrayList<>();
        Paid at = paid.stream()
                .filter(one -> !one.tx().isCoinbase())
                .reduce((a, b) -> b)
                .orElseThrow();
        while (rows.size() <= 50) {
            boolean coinbase = at.tx().isCoinbase();
            rows.add(row(rows.size(), at.height(), at.tx().txid().toDisplay(), coinbase ? 1 : 0));
            if (coinbase) {
                return rows;
            }
            at = Objects.requireNonNull(byTx.get(at.spends().get(0).tx));
        }
        return rows;
    }

    private List<List<String>> age() {
        int step = tip() / 16;
        Map<Integer, Long> ages = made.stream()
                .filter(Made::isCoin)
                .collect(Collectors.groupingBy(
                        coin -> (tip() - coin.height) / step * step, TreeMap::new, Collectors.counting()));
        return ages.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<String> asleep() {
        List<Made> rewards = made.stream()
                .filter(coin -> coin.tx.isCoinbase() && coin.canBeSpent())
                .toList();
        return row(
                rewards.size(),
                count(rewards, Made::isCoin),
                sum(rewards, Made::isCoin),
                rewards.stream()
                        .filter(Made::isCoin)
                        .mapToInt(coin -> coin.height)
                        .min()
                        .orElseThrow());
    }

    private Map<String, List<Made>> byScript() {
        return made.stream()
                .filter(Made::canBeSpent)
                .collect(Collectors.groupingBy(Made::hex, LinkedHashMap::new, Collectors.toList()));
    }

    private List<List<String>> reuse() {
        Map<Integer, Long> times = byScript().values().stream()
                .collect(Collectors.groupingBy(
                        coins -> Math.min(coins.size(), 10), TreeMap::new, Collectors.counting()));
        return times.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<List<String>> busiest() {
        return byScript().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, List<Made>> entry) ->
                                -entry.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .limit(10)
                .map(entry -> row(
                        entry.getKey(),
                        entry.getValue().size(),
                        count(entry.getValue(), Made::isCoin),
                        sum(entry.getValue(), coin -> true),
                        sum(entry.getValue(), Made::isCoin)))
                .toList();
    }

    private List<List<String>> linked() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = paid.size() - 1; i >= 0 && rows.size() < 50; i--) {
            Set<Script> scripts = new HashSet<>();
            paid.get(i).spends().forEach(coin -> scripts.add(coin.script));
            if (scripts.size() > 1) {
                rows.add(row(
                        paid.get(i).height(),
                        paid.get(i).tx().txid().toDisplay(),
                        paid.get(i).spends().size(),
                        scripts.size()));
            }
        }
        return rows;
    }

    private List<List<String>> undo() {
        Map<Integer, List<Made>> spent = made.stream()
                .filter(coin -> coin.isSpent() && coin.spentAt > tip() - 100)
                .collect(Collectors.groupingBy(coin -> coin.spentAt, TreeMap::new, Collectors.toList()));
        return spent.entrySet().stream()
                .map(entry -> row(
                        entry.getKey(),
                        entry.getValue().stream()
                                .mapToLong(coin -> 8 + coin.script.size())
                                .sum(),
                        entry.getValue().size()))
                .toList();
    }

    private List<String> forget() {
        Set<Transaction> needed =
                made.stream().filter(Made::isCoin).map(coin -> coin.tx).collect(Collectors.toSet());
        long all = paid.stream().mapToLong(one -> one.tx().size()).sum();
        long free = paid.stream()
                .filter(one -> !needed.contains(one.tx()))
                .mapToLong(one -> one.tx().size())
                .sum();
        return row(80 * blocks.size(), all, free, rounded(100.0 * free / all));
    }
}
