package org.wonsi.node.command;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.command.program.NodePlace;
import org.wonsi.node.store.db.StorageException;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The defaults of the options that the command line doesn't give: the environment variable {@code WONSI_*}, else the line of
 * {@code wonsi.conf} in the data directory, else the option's own default.
 *
 * <p>{@code --max-hashrate} is {@code WONSI_MAX_HASHRATE} and {@code max-hashrate=300000}.
 */
public final class OptionDefaults implements IDefaultValueProvider {
    static final String FILE = "wonsi.conf";

    private final Map<String, String> environment;
    private final Optional<Path> file;
    private final Properties lines = new Properties();

    /** Reads the file of the data directory that arguments and environment name; for commands that have one. */
    public OptionDefaults(Map<String, String> environment, List<String> arguments) {
        this.environment = environment;
        this.file =
                directory(arguments).map(directory -> directory.resolve(FILE)).filter(Files::exists);
        file.ifPresent(this::load);
    }

    private Optional<Path> directory(List<String> arguments) {
        if (arguments.isEmpty() || !List.of("node", "seminar").contains(arguments.get(0))) {
            return Optional.empty();
        }
        Optional<Path> named = early(arguments, "data-dir").map(Path::of);
        if (named.isPresent() || arguments.get(0).equals("seminar")) {
            return Optional.of(named.orElseGet(() -> SeminarCommand.defaultDirectory(environment)));
        }
        return Optional.of(NodeCommand.defaultDirectory(
                environment,
                early(arguments, "network").orElse(NodePlace.DEFAULT_NETWORK),
                early(arguments, "name").orElseGet(NodeCommand::defaultName)));
    }

    /** An option's value before the command line is parsed. */
    private Optional<String> early(List<String> arguments, String option) {
        String flag = "--" + option;
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith(flag + "=")) {
                return Optional.of(argument.substring(flag.length() + 1));
            }
            if (argument.equals(flag) && i + 1 < arguments.size()) {
                return Optional.of(arguments.get(i + 1));
            }
        }
        return Optional.ofNullable(environment.get(variable(option)));
    }

    private void load(Path path) {
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            lines.load(reader);
        } catch (IOException e) {
            throw unreadable(path, StorageException.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw unreadable(path, String.valueOf(e.getMessage()), e);
        }
    }

    private static CommandFailedException unreadable(Path path, String reason, Exception cause) {
        return new CommandFailedException(
                path + " can't be read (" + reason + "); correct it, or move it away to start without it", cause);
    }

    private static String variable(String option) {
        return "WONSI_" + option.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String name = option.longestName().replaceFirst("^--", "");
        return Optional.ofNullable(environment.get(variable(name)))
                .or(() -> Optional.ofNullable(lines.getProperty(name)).map(String::strip))
                .orElseGet(option::defaultValue);
    }

    /** Refuses lines of the file that name no option of the command. */
    void checkLines(CommandSpec command) {
        for (String name : new TreeSet<>(lines.stringPropertyNames())) {
            if (command.findOption("--" + name) == null) {
                throw new ParameterException(
                        command.commandLine(),
                        file.map(Path::toString).orElse(FILE) + " says '" + name + "', but there is no option --" + name
                                + "; './wonsi " + command.name() + " --help' lists them");
            }
        }
    }
}
