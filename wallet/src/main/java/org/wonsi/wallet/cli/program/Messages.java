package org.wonsi.wallet.cli.program;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.bytes.Sentence;
import org.wonsi.wallet.problem.UserMessage;
import org.wonsi.wallet.problem.WalletException;

/**
 * The sentences of the command line in the reader's language; English and Korean there are.
 *
 * <p>Values that may come from a node have their control characters and marks of writing direction replaced: printed as
 * they are, they could clear the screen, move the cursor over an amount, or write an address backwards.
 */
public final class Messages {
    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    /** A field of a statement in a text: {@code {missing}}. */
    private static final Pattern FIELD = Pattern.compile("\\{(\\w+)\\}");

    private final ResourceBundle bundle;

    /** The messages of a language; English if there are none. */
    public Messages(Locale locale) {
        this.bundle = ResourceBundle.getBundle(
                "org.wonsi.wallet.cli.messages", locale, Messages.class.getClassLoader(), NO_FALLBACK);
    }

    /**
     * The sentence of this key with the values put in for {@code %s}, in order.
     *
     * <p>A value that is a sentence itself, a {@link UserMessage} or what is wrong with an input, is put in in the same language.
     */
    public String text(String key, Object... values) {
        return fill(bundle.getString(key), List.of(values));
    }

    private String fill(String text, List<Object> values) {
        String[] pieces = text.split("%s", -1);
        if (pieces.length != values.size() + 1) {
            throw new IllegalStateException(
                    "message '" + text + "' names " + (pieces.length - 1) + " values and got " + values.size());
        }
        StringBuilder sentence = new StringBuilder(pieces[0]);
        for (int i = 0; i < values.size(); i++) {
            sentence.append(value(values.get(i))).append(pieces[i + 1]);
        }
        return sentence.toString();
    }

    private String value(Object value) {
        if (value instanceof UserMessage message) {
            return text(message);
        }
        return value instanceof Sentence sentence ? text(sentence) : harmless(String.valueOf(value));
    }

    /**
     * A value that may have come from outside, with U+FFFD for the characters that a terminal acts on: they could clear what
     * it shows or overwrite it. Ends of lines stay, because some values are several lines of the wallet's own.
     */
    private static String harmless(String value) {
        StringBuilder shown = new StringBuilder(value);
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            boolean endsLine = c == '\n' || (c == '\r' && shown.indexOf("\n", i) == i + 1);
            if ((Character.isISOControl(c) && !endsLine) || turns(c)) {
                shown.setCharAt(i, '\ufffd');
            }
        }
        return shown.toString();
    }

    /** The characters that change the direction of writing (Unicode's Bidi_Control). */
    private static boolean turns(char c) {
        return c == '\u061c'
                || c == '\u200e'
                || c == '\u200f'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    /** A statement in words: the text of its family and code, with its fields in place of their names in braces. */
    public String text(UserMessage message) {
        Map<String, Object> fields = fields(message);
        return FIELD.matcher(bundle.getString(message.family() + "." + message.code()))
                .replaceAll(name -> Matcher.quoteReplacement(value(field(fields, name.group(1)))));
    }

    private static Object field(Map<String, Object> fields, String name) {
        return Objects.requireNonNull(fields.get(name), () -> "a statement has no field " + name + ", but " + fields);
    }

    private static Map<String, Object> fields(UserMessage message) {
        Map<String, Object> fields = new HashMap<>();
        try {
            for (RecordComponent field : message.getClass().getRecordComponents()) {
                fields.put(field.getName(), field.getAccessor().invoke(message));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a statement's fields are public: " + message, e);
        }
        return fields;
    }

    /** The sentence for what went wrong. */
    public String text(WalletException problem) {
        return text(problem.failure());
    }

    /** The sentence for what is wrong with an input. */
    public String text(MalformedException problem) {
        return text(problem.sentence());
    }

    /** What is wrong with an input: in English as the code that found it says it, in Korean as the texts have it. */
    private String text(Sentence sentence) {
        String key = "malformed." + sentence.wording().code();
        String text = bundle.containsKey(key)
                ? bundle.getString(key)
                : sentence.wording().english();
        return fill(text, sentence.values());
    }

    /** The texts, for the help of commands. */
    public ResourceBundle bundle() {
        return bundle;
    }
}
