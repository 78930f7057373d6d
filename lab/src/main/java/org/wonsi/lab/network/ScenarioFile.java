package org.wonsi.lab.network;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.wonsi.core.bytes.MalformedException;

/** A reader of scenarios as text: lines {@code NAME = NUMBER}; {@code #} begins a comment. */
public final class ScenarioFile {
    /** Longer files are no scenarios. */
    public static final int MAXIMUM_BYTES = 64 * 1_024;

    private ScenarioFile() {}

    /**
     * Changes a scenario by lines such as {@code nodes = 20}.
     *
     * @throws MalformedException naming the line that can't be followed, why, and what to write
     */
    public static Scenario apply(Scenario usual, List<String> lines) {
        Map<ScenarioSetting, Double> numbers = usual.numbers();
        Set<ScenarioSetting> seen = EnumSet.noneOf(ScenarioSetting.class);
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).replaceFirst("#.*", "").strip();
            if (!text.isEmpty()) {
                read(text, "line " + (i + 1) + ", '" + shortened(text) + "': ", numbers, seen);
            }
        }
        return Scenario.ofNumbers(numbers);
    }

    private static void read(
            String text, String where, Map<ScenarioSetting, Double> numbers, Set<ScenarioSetting> seen) {
        String[] parts = text.split("\\s*=\\s*", 2);
        if (parts.length < 2) {
            throw new MalformedException(where + "there is no '='; write NAME = NUMBER");
        }
        ScenarioSetting setting = ScenarioSetting.named(parts[0])
                .orElseThrow(() -> new MalformedException(
                        where + "there is no setting '" + shortened(parts[0]) + "'; there are " + names()));
        if (!parts[1].matches("[0-9]{1,15}(\\.[0-9]{1,9})?")) {
            throw new MalformedException(where + "that is no plain number; " + setting.settingName() + " is "
                    + setting.range() + " (" + setting.meaning() + ")");
        }
        if (!seen.add(setting)) {
            throw new MalformedException(
                    where + setting.settingName() + " was set on an earlier line; keep one of the two");
        }
        double number = Double.parseDouble(parts[1]);
        setting.problem(number).ifPresent(problem -> {
            throw new MalformedException(where + problem + " (" + setting.meaning() + ")");
        });
        numbers.put(setting, number);
    }

    private static String names() {
        return Arrays.stream(ScenarioSetting.values())
                .map(ScenarioSetting::settingName)
                .collect(Collectors.joining(", "));
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
