package org.wonsi.node.lab.context;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.tx.Amount;

/** The arguments of a command by name; an error says which is wrong, why, and what would be right. */
public final class Arguments {
    private static final int LONGEST_SHOWN = 60;
    private static final int MOST_SHOWN = 5;

    private final Map<String, String> values;

    /** Of a command as it was typed. */
    public Arguments(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Refuses every argument but these. */
    public void allow(String... names) {
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(Set.of(names));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("there is no argument "
                    + unknown.stream()
                            .limit(MOST_SHOWN)
                            .map(Arguments::shortened)
                            .toList() + " here; "
                    + (names.length == 0 ? "this command takes none" : "it takes " + new TreeSet<>(List.of(names))));
        }
    }

    /** A text. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A whole number from {@code least} to {@code most}. */
    public int number(String name, int usual, int least, int most) {
        return (int) longNumber(name, usual, least, most);
    }

    /** The same beyond 31 bits. */
    public long longNumber(String name, long usual, long least, long most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return usual;
        }
        if (text.get().matches("-?[0-9]{1,18}")) {
            long value = Long.parseLong(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw wrong(name, "a whole number from " + least + " to " + most);
    }

    /** A number from {@code least} to {@code most}, such as 0.30. */
    public double share(String name, double usual, double least, double most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return usual;
        }
        if (text.get().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            double value = Double.parseDouble(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw wrong(name, "a number from " + least + " to " + most);
    }

    /** An amount in coins, such as 12.5. */
    public Amount coins(String name, Amount usual) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return usual;
        }
        try {
            return Amount.parseCoins(text.get());
        } catch (MalformedException e) {
            throw wrong(name, "an amount in coins, such as 12.5");
        }
    }

    /** One of some words. */
    public String word(String name, String usual, List<String> words) {
        String word = text(name).orElse(usual);
        if (!words.contains(word)) {
            throw wrong(name, "one of " + words);
        }
        return word;
    }

    /** A height: a number, or {@code tip-4}. */
    public int height(String name, String usual, int tip) {
        String text = text(name).orElse(usual);
        int height = -1;
        if (text.matches("[0-9]{1,9}")) {
            height = Integer.parseInt(text);
        } else if (text.matches("tip(-[0-9]{1,9})?")) {
            height = tip - (text.equals("tip") ? 0 : Integer.parseInt(text.substring(4)));
        }
        if (height < 1 || height > tip) {
            throw wrong(name, "a height from 1 to " + tip + ", or tip-4 for four below the tip");
        }
        return height;
    }

    private IllegalArgumentException wrong(String name, String right) {
        return new IllegalArgumentException(
                name + " is " + right + ", not '" + shortened(String.valueOf(values.get(name))) + "'");
    }

    /** As much of a text as fits a line on a projector, without what would move a terminal's cursor. */
    static String shortened(String text) {
        String shown = text.codePoints()
                .limit(LONGEST_SHOWN)
                .mapToObj(point -> Character.isISOControl(point) ? "\ufffd" : Character.toString(point))
                .collect(Collectors.joining());
        return text.codePointCount(0, text.length()) > LONGEST_SHOWN ? shown + "..." : shown;
    }
}
