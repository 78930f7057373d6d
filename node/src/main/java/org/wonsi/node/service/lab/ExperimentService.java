package org.wonsi.node.service.lab;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The experiments of a seminar: what can be run, and what was seen. All of it may be called from any thread.
 *
 * <p>An experiment acts on real nodes of this process and tells what happened as facts, such as {@code refused by=Busan
 * reason=high-hash}, and as panels for the page. Its commands run one after the other.
 */
public interface ExperimentService {
    /** Every experiment with its commands, by name. */
    List<Listing> list();

    /**
     * What an experiment has shown since it was reset.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    Seen seen(String experiment);

    /**
     * Runs a command; answers when it has ended.
     *
     * @return fails with {@link IllegalArgumentException} if there is no such experiment or command or an argument is wrong,
     *     and with {@link java.util.concurrent.CancellationException} if a reset came first
     */
    CompletableFuture<Seen> run(String experiment, String command, Map<String, String> arguments);

    /** Ends what runs, and throws away all that the experiment made. */
    CompletableFuture<Seen> reset(String experiment);

    /**
     * An experiment as a list shows it.
     *
     * @param lesson the lesson it belongs to
     * @param seed of what is chance in it; absent if that is another each time
     */
    record Listing(
            String name,
            int lesson,
            String summary,
            List<Command> commands,
            @Nullable Long seed) {
        public Listing {
            commands = List.copyOf(commands);
        }
    }

    /**
     * A command that an experiment understands.
     *
     * @param arguments each with its meaning and default, as {@code amount=COINS (912.50)}
     */
    record Command(String name, String summary, List<String> arguments) {
        public Command {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A fact that was seen: a name, and values by name in the order in which they are read.
     *
     * @param run the number of the command that brought it, from 1
     */
    record Fact(int run, String name, Map<String, String> values) {
        public Fact {
            values = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(values));
        }

        /** As a terminal prints it: {@code refused by=Busan reason=high-hash}. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(name);
            values.forEach((key, value) ->
                    text.append(' ').append(key).append('=').append(value.matches("\\S+") ? value : '"' + value + '"'));
            return text.toString();
        }
    }

    /**
     * The state of an experiment: all that it has shown since it was reset.
     *
     * @param version grows with every change
     * @param run the number of the command that runs or ran last, from 1; 0 if there was none
     * @param command what runs now; empty if nothing does
     * @param waiting what it waits for, such as {@code mining 2 of 5}; empty if for nothing
     * @param problem why the last command failed; empty if it didn't
     */
    record Seen(
            String experiment,
            long version,
            int run,
            String command,
            String waiting,
            String problem,
            List<Fact> facts,
            Map<String, Panel> panels) {
        public Seen {
            facts = List.copyOf(facts);
            panels = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(panels));
        }
    }
}
