package org.wonsi.wallet.problem;

import org.wonsi.core.bytes.Sentence;

/** What is wrong with a node's answer over HTTP. */
public sealed interface BadAnswer extends Statement {
    @Override
    default String family() {
        return "answer";
    }

    /** It isn't HTTP. */
    record NoHttp() implements BadAnswer {}

    /** It has more bytes than are read. */
    record TooLarge(int most) implements BadAnswer {}

    /** It is an error. */
    record Status(int status, String reason) implements BadAnswer {}

    /** It should be a height. */
    record NoHeight(String text) implements BadAnswer {}

    /** It should be a transaction. */
    record NoTransaction(Sentence why) implements BadAnswer {}

    /** It says that there is nothing, where there has to be something. */
    record NotFound() implements BadAnswer {}

    /** It lists more blocks than fit on a page. */
    record TooManyBlocks(int blocks) implements BadAnswer {}

    /** Its JSON isn't as it should be. */
    record Unreadable(Sentence why) implements BadAnswer {}
}
