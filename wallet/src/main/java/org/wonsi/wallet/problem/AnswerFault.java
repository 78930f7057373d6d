package org.wonsi.wallet.problem;

import org.wonsi.core.bytes.Sentence;

/** A fault in a node's answer over HTTP. */
public sealed interface AnswerFault extends UserMessage {
    @Override
    default String family() {
        return "answer";
    }

    /** It isn't HTTP. */
    record NoHttp() implements AnswerFault {}

    /** It has more bytes than are read. */
    record TooLarge(int most) implements AnswerFault {}

    /** It is an error. */
    record Status(int status, String reason) implements AnswerFault {}

    /** It should be a height. */
    record NoHeight(String text) implements AnswerFault {}

    /** It should be a transaction. */
    record NoTransaction(Sentence why) implements AnswerFault {}

    /** It says that there is nothing, where there has to be something. */
    record NotFound() implements AnswerFault {}

    /** It lists more blocks than fit on a page. */
    record TooManyBlocks(int blocks) implements AnswerFault {}

    /** Its JSON isn't as it should be. */
    record Unreadable(Sentence why) implements AnswerFault {}
}
