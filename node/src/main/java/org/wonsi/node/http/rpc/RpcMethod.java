package org.wonsi.node.http.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.StringJoiner;

/**
 * One method.
 *
 * @param category the heading under which {@code help} lists it
 * @param parameters names in order; a question mark at the end says that it may be left out
 * @param help a sentence or two
 */
record RpcMethod(String category, String name, List<String> parameters, String help, Handler handler) {
    RpcMethod {
        parameters = List.copyOf(parameters);
    }

    /** What answers the call. */
    @FunctionalInterface
    interface Handler {
        JsonNode call(RpcParams params);
    }

    static RpcMethod of(String category, String signature, String help, Handler handler) {
        List<String> words = List.of(signature.split(" "));
        return new RpcMethod(category, words.get(0), words.subList(1, words.size()), help, handler);
    }

    /** Parameters without which it can't be called. */
    long required() {
        return parameters.stream().filter(p -> !p.endsWith("?")).count();
    }

    /** Names as callers write them. */
    List<String> names() {
        return parameters.stream()
                .map(p -> p.endsWith("?") ? p.substring(0, p.length() - 1) : p)
                .toList();
    }

    /** How it is called, as in {@code getblock "blockhash" ( verbosity )}. */
    String usage() {
        StringJoiner usage = new StringJoiner(" ");
        usage.add(name);
        for (String parameter : parameters) {
            usage.add(
                    parameter.endsWith("?") ? "( " + parameter.substring(0, parameter.length() - 1) + " )" : parameter);
        }
        return usage.toString();
    }

    /** What {@code help} answers for it, and a call with the wrong number of arguments. */
    String fullHelp() {
        return usage() + "\n\n" + help + "\n";
    }
}
