package org.wonsi.wallet.problem;

/** A reason why a node can't be reached. */
public sealed interface ConnectionFault extends UserMessage {
    @Override
    default String family() {
        return "unreachable";
    }

    /** It doesn't answer in time. */
    record Timeout(int seconds) implements ConnectionFault {}

    /** Its name leads to no address. */
    record UnknownHost(String host) implements ConnectionFault {}

    /** No program accepts connections there. */
    record Refused() implements ConnectionFault {}

    /** The connection broke. */
    record Broken(String why) implements ConnectionFault {}
}
