package org.wonsi.wallet.problem;

import java.util.Locale;

/**
 * A message for the person at the keyboard, as a record whose fields have names; it has no words.
 *
 * <p>The command line words it in one place: the text of {@code family.code} in {@code messages.properties} and
 * {@code messages_ko.properties} names the fields in braces, as in {@code {missing}}. A field may be a statement itself, and
 * none is ever a secret.
 */
public sealed interface UserMessage
        permits Failure,
                Notice,
                Lie,
                AnswerFault,
                ConnectionFault,
                KeyFileFault,
                DiskFault,
                ProofFault,
                HeaderFault,
                Refusal {
    /** The kind it is of, as the names of its texts begin: {@code error}, {@code notice}, ... */
    String family();

    /** Its name in lower case with dashes, stable and for programs: {@code not-enough} for {@link Failure.NotEnough}. */
    default String code() {
        return getClass().getSimpleName().replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
