package org.wonsi.cluster.trial;

import java.util.Optional;
import org.wonsi.lab.network.ScenarioSetting;

/**
 * A number that a trial is given.
 *
 * @param name as the command line has it
 * @param least the smallest that it may be, but for 0 where {@code orNone}
 * @param most the largest
 * @param whole whether it has no fraction
 * @param orNone whether it may be 0, too, for what then never happens
 * @param meaning in a few words, with its unit
 */
public record TrialInput(String name, double least, double most, boolean whole, boolean orNone, String meaning) {
    static TrialInput of(String name, double least, double most, boolean whole, String meaning) {
        return new TrialInput(name, least, most, whole, false, meaning);
    }

    static TrialInput of(ScenarioSetting setting) {
        return new TrialInput(
                setting.settingName(),
                setting.least(),
                setting.most(),
                setting.form() == ScenarioSetting.Form.WHOLE,
                setting.form() == ScenarioSetting.Form.OR_NONE,
                setting.meaning());
    }

    /** What it may be: "2 to 5000, whole". */
    public String range() {
        return (orNone ? "0, or " : "") + ScenarioSetting.plain(least) + " to " + ScenarioSetting.plain(most)
                + (whole ? ", whole" : "");
    }

    /** What is wrong with a number, if anything. */
    public Optional<String> problem(double number) {
        boolean fits = number >= least && number <= most && (!whole || number == Math.rint(number));
        return fits || (orNone && number == 0)
                ? Optional.empty()
                : Optional.of(name + " is " + range() + ", not " + ScenarioSetting.plain(number));
    }
}
