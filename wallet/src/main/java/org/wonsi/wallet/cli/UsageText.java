package org.wonsi.wallet.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wonsi.wallet.cli.program.Messages;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The text of what is wrong with a command line, in the reader's language; picocli itself speaks English only. */
final class UsageText {
    private final Messages messages;

    UsageText(Messages messages) {
        this.messages = messages;
    }

    String of(CommandLine.ParameterException e) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            List<String> words = unmatched.getUnmatched();
            boolean noCommand = e.getCommandLine().getParent() == null
                    && !words.isEmpty()
                    && !words.get(0).startsWith("-");
            return noCommand
                    ? unknownCommand(words.get(0))
                    : messages.text("usage.unknown-option", String.join(" ", words));
        }
        if (e instanceof CommandLine.MissingParameterException missing) {
            return messages.text(
                    "usage.missing",
                    missing.getMissing().stream().map(UsageText::name).collect(Collectors.joining(", ")));
        }
        if (e instanceof CommandLine.OverwrittenOptionException twice) {
            return messages.text("usage.twice", name(twice.getOverwritten()));
        }
        if (e instanceof CommandLine.MutuallyExclusiveArgsException) {
            return messages.text("usage.together", "--words, --key");
        }
        ArgSpec argument = e.getArgSpec();
        String value = e.getValue();
        return argument != null && value != null
                ? messages.text("usage.bad-value", value, name(argument))
                : messages.text("usage.other", String.valueOf(e.getMessage()));
    }

    private String unknownCommand(String word) {
        return nearest(word)
                .map(meant -> messages.text("usage.command-meant", word, meant))
                .orElseGet(() -> messages.text("usage.unknown-command", word));
    }

    /** The command that a mistyped word is nearest to, if it is near: two changes, or one in a short word. */
    static Optional<String> nearest(String word) {
        return WonsiWallet.commandNames().stream()
                .filter(name -> changes(word, name) <= (name.length() < 5 ? 1 : 2))
                .min(Comparator.comparingInt(name -> changes(word, name)));
    }

    /** Letters to put in, take out, change or swap with their neighbour, to make one word of another. */
    private static int changes(String a, String b) {
        int[][] least = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    least[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                least[i][j] = Math.min(Math.min(least[i - 1][j], least[i][j - 1]) + 1, least[i - 1][j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least[i][j] = Math.min(least[i][j], least[i - 2][j - 2] + 1);
                }
            }
        }
        return least[a.length()][b.length()];
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
