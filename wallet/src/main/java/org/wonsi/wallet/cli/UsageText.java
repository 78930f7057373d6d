package org.wonsi.wallet.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is wrong with a command line, in the reader's language; picocli itself speaks English only. */
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
                    ? messages.text("usage.unknown-command", words.get(0))
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

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
