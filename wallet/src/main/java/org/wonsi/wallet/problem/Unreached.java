package org.wonsi.wallet.problem;

/** Why a node can't be reached. */
public sealed interface Unreached extends Statement {
    @Override
    default String family() {
        return "unreachable";
    }

    /** It doesn't answer in time. */
    record Timeout(int seconds) implements Unreached {}

    /** Its name leads to no address. */
    record UnknownHost(String host) implements Unreached {}

    /** No program accepts connections there. */
    record Refused() implements Unreached {}

    /** The connection broke. */
    record Broken(String why) implements Unreached {}
}
