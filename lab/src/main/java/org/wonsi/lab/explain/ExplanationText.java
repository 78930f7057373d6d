package org.wonsi.lab.explain;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.address.Address;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.script.ScriptText;

/** An explanation for the terminal: a section a heading, a field a few lines, the checks at the end. */
public final class ExplanationText {
    private static final int WIDTH = 100;
    private static final int INDENT = 10;
    private static final int HEX_COLUMN = 39;
    private static final int HEX_A_LINE = 64;

    private static final int LONGEST_SCRIPT = 1_000;

    private ExplanationText() {}

    /** A script's text, or its first 1,000 characters: a script of a megabyte would be a text of twenty. */
    static String shortened(String text) {
        return text.length() <= LONGEST_SCRIPT
                ? text
                : text.substring(0, LONGEST_SCRIPT) + " ... (" + text.length() + " characters)";
    }

    /** The whole explanation, lines ending in a newline. */
    public static String of(Explanation explanation) {
        StringBuilder text = new StringBuilder();
        text.append(explanation.title()).append('\n');
        for (Section section : explanation.sections()) {
            text.append('\n').append(section.title()).append('\n');
            for (ByteField field : explanation.fields()) {
                if (field.start() >= section.start() && field.end() <= section.end()) {
                    appendField(text, explanation, field);
                }
            }
        }
        appendChecks(text, explanation.checks());
        return text.toString();
    }

    /** What an address stands for. */
    public static String ofAddress(Address address, ChainParams params) {
        return "Address " + address + " of " + params.network().id() + '\n'
                + "  scriptPubKey  " + address.scriptPubKey().bytes().toHex() + '\n'
                + "                " + ScriptText.format(address.scriptPubKey()) + '\n'
                + "  The first byte of the address names network and kind, the last four are a checksum, so that a\n"
                + "  mistyped address is refused instead of paid.\n";
    }

    private static void appendField(StringBuilder text, Explanation explanation, ByteField field) {
        String hex = explanation.hex(field);
        String first = hex.substring(0, Math.min(hex.length(), HEX_A_LINE));
        text.append(
                String.format("%6d %5d  %-24s %s%n", field.start(), field.end() - field.start(), field.name(), first));
        for (int i = HEX_A_LINE; i < hex.length(); i += HEX_A_LINE) {
            text.append(" ".repeat(HEX_COLUMN))
                    .append(hex, i, Math.min(hex.length(), i + HEX_A_LINE))
                    .append('\n');
        }
        appendWrapped(text, field.value());
        appendWrapped(text, field.meaning());
        appendWrapped(text, "[" + field.order() + "]");
    }

    private static void appendChecks(StringBuilder text, List<Check> checks) {
        if (checks.isEmpty()) {
            return;
        }
        text.append('\n').append("What these bytes claim").append('\n');
        for (Check check : checks) {
            String verdict = switch (check.outcome()) {
                case HOLDS -> "holds";
                case FAILS -> "FAILS";
                case NOT_CHECKED -> "not checked";
            };
            text.append("  ").append(verdict).append(": ").append(check.name()).append('\n');
            appendWrapped(text, check.detail());
        }
    }

    private static void appendWrapped(StringBuilder text, String words) {
        for (String line : wrap(words)) {
            text.append(" ".repeat(INDENT + 4)).append(line).append('\n');
        }
    }

    private static List<String> wrap(String words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH - INDENT - 4) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
