package org.wonsi.node.http.rpc.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Supplier;

/**
 * A method of JSON-RPC.
 *
 * @param category the heading under which {@code help} lists it
 * @param parameters names in order, other names for the same after a bar; a question mark at the end says that it may be
 *     left out
 * @param help a sentence or two
 * @param quick whether it looks only at what is in memory, waits for nothing and answers little
 * @param group answers several calls that stand side by side in a batch, if that is better than one after the other
 * @param afterwards done once the answer has been sent, if there is anything to do
 */
public record RpcMethod(
        String category,
        String name,
        List<String> parameters,
        String help,
        Handler handler,
        boolean quick,
        Optional<GroupHandler> group,
        Optional<Runnable> afterwards) {
    public RpcMethod {
        parameters = List.copyOf(parameters);
    }

    /** The code that answers the call. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers one call.
         *
         * @throws RpcException if the call fails, with Bitcoin Core's code
         */
        JsonNode call(RpcParams params);
    }

    /** The code that answers several calls at once. */
    @FunctionalInterface
    public interface GroupHandler {
        /** For each call, in their order, what it answers: a result, or the {@link RpcException} that is thrown when it is asked for. */
        List<Supplier<JsonNode>> call(List<RpcParams> calls);
    }

    /** A method: the signature is its name and, after spaces, the names of its parameters. */
    public static RpcMethod of(String category, String signature, String help, Handler handler) {
        List<String> words = List.of(signature.split(" "));
        return new RpcMethod(
                category,
                words.get(0),
                words.subList(1, words.size()),
                help,
                handler,
                false,
                Optional.empty(),
                Optional.empty());
    }

    /** The same method, which answers at once whatever it is asked. */
    public RpcMethod atOnce() {
        return new RpcMethod(category, name, parameters, help, handler, true, group, afterwards);
    }

    /** The same method, which answers calls that stand side by side in a batch together. */
    public RpcMethod together(GroupHandler calls) {
        return new RpcMethod(category, name, parameters, help, handler, quick, Optional.of(calls), afterwards);
    }

    /** The same method, with something to do once the answer has been sent. */
    public RpcMethod then(Runnable action) {
        return new RpcMethod(category, name, parameters, help, handler, quick, group, Optional.of(action));
    }

    /** Parameters without which it can't be called. */
    long required() {
        return parameters.stream().filter(p -> !p.endsWith("?")).count();
    }

    /** Names as callers write them. */
    List<String> names() {
        return parameters.stream().map(RpcMethod::name).toList();
    }

    /** All names of the parameter at a place, the usual one first. */
    List<String> namesAt(int index) {
        return List.of(withoutMark(parameters.get(index)).split("\\|"));
    }

    private static String name(String parameter) {
        String all = withoutMark(parameter);
        int bar = all.indexOf('|');
        return bar < 0 ? all : all.substring(0, bar);
    }

    private static String withoutMark(String parameter) {
        return parameter.endsWith("?") ? parameter.substring(0, parameter.length() - 1) : parameter;
    }

    /** The method's usage, as in {@code getblock "blockhash" ( verbosity )}. */
    public String usage() {
        StringJoiner usage = new StringJoiner(" ");
        usage.add(name);
        for (String parameter : parameters) {
            usage.add(parameter.endsWith("?") ? "( " + name(parameter) + " )" : name(parameter));
        }
        return usage.toString();
    }

    /** The text that {@code help} answers for it, and that a call with the wrong number of arguments gets. */
    public String fullHelp() {
        return usage() + "\n\n" + help + "\n";
    }
}
