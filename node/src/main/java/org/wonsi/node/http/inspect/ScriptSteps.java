package org.wonsi.node.http.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of an input's scripts as this node's interpreter ran them; {@code GET /node/txs/{txid}/inputs/{index}/steps}.
 *
 * @param prevout the output that the input spends, {@code TXID:N}
 * @param value its satoshis
 * @param scriptSig what the input offers, in hex
 * @param scriptPubKey what the output demands, in hex
 * @param flags the rules in force beside those of 2009
 * @param operations all of them, in order; step n ran operation n
 * @param steps those that ran
 * @param truncated whether more ran than are listed
 * @param result OK, or Bitcoin Core's words for why the coin may not be spent; absent if that took too long to find out
 */
public record ScriptSteps(
        String txid,
        int input,
        String prevout,
        long value,
        String scriptSig,
        String scriptPubKey,
        List<String> flags,
        List<Operation> operations,
        List<Step> steps,
        boolean truncated,
        @Nullable String result) {
    public ScriptSteps {
        flags = List.copyOf(flags);
        operations = List.copyOf(operations);
        steps = List.copyOf(steps);
    }

    /**
     * One operation.
     *
     * @param part scriptSig, scriptPubKey or redeemScript
     * @param name as Bitcoin writes it; empty for a push of bytes
     * @param data what is pushed, in hex
     */
    public record Operation(String part, int offset, String name, String data) {}

    /**
     * A step: what an operation left on the stacks.
     *
     * @param executed false in a branch that isn't taken
     * @param stack in hex, the top last
     * @param altStack the second stack, likewise
     * @param result OK, or why the script ended here
     */
    public record Step(boolean executed, List<String> stack, List<String> altStack, String result) {
        public Step {
            stack = List.copyOf(stack);
            altStack = List.copyOf(altStack);
        }
    }
}
