package org.wonsi.node.service.lab;

import java.util.List;

/**
 * A picture of an experiment, as data: the page draws each kind in one way. Words are keys of the page's own sentences, so
 * that both languages say the same; hashes are in display form, amounts in coins as text.
 */
public sealed interface Panel {
    /** How the page draws it. */
    String kind();

    /** Blocks in a row, each naming the one before. */
    record Chain(List<Card> cards) implements Panel {
        public Chain {
            cards = List.copyOf(cards);
        }

        @Override
        public String kind() {
            return "chain";
        }
    }

    /**
     * A block of a chain.
     *
     * @param row 0 for the upper branch, 1 for the lower
     * @param mark empty, {@code edited}, {@code broken} (its link to the block before no longer fits), {@code stale},
     *     {@code new}
     * @param holders the nodes that stand on it
     */
    record Card(int row, int height, String hash, String prev, int payments, String mark, List<String> holders) {
        public Card {
            holders = List.copyOf(holders);
        }
    }

    /**
     * A merkle tree above its transactions.
     *
     * @param levels from the root down to the txids
     */
    record Merkle(List<List<Hash>> levels) implements Panel {
        public Merkle {
            levels = levels.stream().map(List::copyOf).toList();
        }

        @Override
        public String kind() {
            return "merkle";
        }
    }

    /**
     * A hash in a drawing.
     *
     * @param state empty, {@code lit} (on the path), {@code given} (part of a proof), {@code cut} (left out)
     */
    record Hash(String hash, String state) {}

    /** Names and values; a value that changed keeps its old one. */
    record Values(List<Value> rows) implements Panel {
        public Values {
            rows = List.copyOf(rows);
        }

        @Override
        public String kind() {
            return "values";
        }
    }

    /**
     * One of them.
     *
     * @param key of the page's words, or a text in quotes that is shown as it is
     * @param old what stood there before; empty if nothing changed
     * @param lit whether it is what this is about
     */
    record Value(String key, String value, String old, boolean lit) {
        /** One that didn't change. */
        public static Value of(String key, Object value) {
            return new Value(key, String.valueOf(value), "", false);
        }

        /** One that this is about. */
        public static Value lit(String key, Object value) {
            return new Value(key, String.valueOf(value), "", true);
        }

        /** One that was another. */
        public static Value changed(String key, Object old, Object value) {
            return new Value(key, String.valueOf(value), String.valueOf(old), true);
        }
    }

    /**
     * A node's answer to something it was sent.
     *
     * @param reason Bitcoin's word for why it was refused; empty if it was accepted
     */
    record Verdict(String node, String sent, boolean accepted, String reason) implements Panel {
        @Override
        public String kind() {
            return "verdict";
        }
    }

    /**
     * A script, operation by operation, up to where it has run.
     *
     * @param at how many operations have run
     */
    record Steps(List<Operation> operations, int at, List<String> before, List<String> after, String result)
            implements Panel {
        public Steps {
            operations = List.copyOf(operations);
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        @Override
        public String kind() {
            return "steps";
        }
    }

    /**
     * An operation.
     *
     * @param part {@code scriptSig} or {@code scriptPubKey}
     * @param name as Bitcoin writes it, or {@code signature}, {@code public key}, {@code key hash} for what is pushed
     * @param data what is pushed, in hex
     * @param state {@code done}, {@code failed} or empty if it hasn't run
     */
    record Operation(String part, String name, String data, String state) {}

    /** Payments, each spending the one before. */
    record Ownership(List<Owner> owners) implements Panel {
        public Ownership {
            owners = List.copyOf(owners);
        }

        @Override
        public String kind() {
            return "ownership";
        }
    }

    /**
     * One payment of a coin's history.
     *
     * @param height of its block; -1 if it is in none
     * @param mark empty or {@code edited}
     */
    record Owner(
            String from,
            String to,
            String amount,
            String signature,
            String keyHash,
            String txid,
            int height,
            String mark) {}

    /** Curves over z, on a logarithmic scale. */
    record Curves(double q, int z, List<Curve> curves) implements Panel {
        public Curves {
            curves = List.copyOf(curves);
        }

        @Override
        public String kind() {
            return "curves";
        }
    }

    /**
     * One of them.
     *
     * @param key of its name in the page's words
     * @param values at z = 0, 1, 2 ...
     * @param errors half the widths of the 95 % intervals of measured points; empty for a formula
     */
    record Curve(String key, List<Double> values, List<Double> errors) {
        public Curve {
            values = List.copyOf(values);
            errors = List.copyOf(errors);
        }
    }

    /**
     * A curve of the share of the blocks that goes to a miner, over its share of the work.
     *
     * @param alpha the share of the work that is chosen
     * @param gamma the part of the others that build on its side of a tie
     * @param step from one value of a curve to the next; the first is at 0
     * @param curves where a measured value of 0 stands for none
     */
    record Revenue(double alpha, double gamma, double step, List<Curve> curves) implements Panel {
        public Revenue {
            curves = List.copyOf(curves);
        }

        @Override
        public String kind() {
            return "revenue";
        }
    }

    /** Counts in bins of equal width, beside what theory expects in each. */
    record Histogram(double width, List<Integer> counts, List<Double> expected) implements Panel {
        public Histogram {
            counts = List.copyOf(counts);
            expected = List.copyOf(expected);
        }

        @Override
        public String kind() {
            return "histogram";
        }
    }

    /**
     * Rows under named columns; the names are keys of the page's words.
     *
     * @param lit the row that this is about; -1 for none
     */
    record Table(List<String> columns, List<List<String>> rows, int lit) implements Panel {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }

        @Override
        public String kind() {
            return "table";
        }
    }

    /** One number in large type, and in small what it is made of. */
    record BigNumber(String value, String unit, List<Value> parts) implements Panel {
        public BigNumber {
            parts = List.copyOf(parts);
        }

        @Override
        public String kind() {
            return "number";
        }
    }

    /** Bytes, one of them told apart. */
    record Bytes(String hex, int at, String before, String after) implements Panel {
        @Override
        public String kind() {
            return "bytes";
        }
    }

    /** Numbers to choose, with which a command is run again. */
    record Sliders(String command, List<Slider> sliders) implements Panel {
        public Sliders {
            sliders = List.copyOf(sliders);
        }

        @Override
        public String kind() {
            return "sliders";
        }
    }

    /**
     * One of them.
     *
     * @param name of the command's argument
     * @param key of what it is, in the page's words
     */
    record Slider(String name, String key, double value, double least, double most, double step) {}

    /**
     * Nodes in a line, and how each is linked to the next.
     *
     * @param links one fewer than the nodes
     */
    record Line(List<String> nodes, List<Link> links) implements Panel {
        public Line {
            nodes = List.copyOf(nodes);
            links = List.copyOf(links);
        }

        @Override
        public String kind() {
            return "line";
        }
    }

    /**
     * The link of two neighbours in a line.
     *
     * @param cut whether there is none now
     * @param told when something went along it, from left to right, as a text such as {@code 15 ms}; empty if this isn't about that
     */
    record Link(boolean cut, String told) {}

    /** A payment drawn: the coins that go in, the coins that come out, and what the miner gets. */
    record Flow(List<Part> inputs, List<Part> outputs, String fee) implements Panel {
        public Flow {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }

        @Override
        public String kind() {
            return "flow";
        }
    }

    /**
     * One coin of a payment.
     *
     * @param key of what it is, in the page's words, or a text in quotes
     * @param owner a node, a person of the story, or a text in quotes
     * @param lit whether it is what this is about
     */
    record Part(String key, String owner, String amount, boolean lit) {}
}
