package org.wonsi.browser.answer;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.util.Locale;
import org.wonsi.lab.explain.ByteField;
import org.wonsi.lab.explain.Check;
import org.wonsi.lab.explain.Explanation;
import org.wonsi.lab.explain.Section;

/** Explained bytes as {@code GET /node/decode} answers them. */
public final class ExplanationJson {
    private ExplanationJson() {}

    /** All of it. */
    public static String of(Explanation explained) {
        JsonStringWriter out = JsonWriter.string()
                .object()
                .value("kind", explained.kind())
                .value("title", explained.title())
                .array("sections");
        for (Section section : explained.sections()) {
            out.object()
                    .value("title", section.title())
                    .value("start", section.start())
                    .value("end", section.end())
                    .end();
        }
        out.end().array("fields");
        for (ByteField field : explained.fields()) {
            out.object()
                    .value("id", field.id())
                    .value("start", field.start())
                    .value("end", field.end())
                    .value("name", field.name())
                    .value("hex", explained.hex(field))
                    .value("value", field.value())
                    .value("meaning", field.meaning())
                    .value("kind", field.kind().name().toLowerCase(Locale.ROOT))
                    .value("order", field.order())
                    .value("rule", field.rule())
                    .value("code", field.code())
                    .end();
        }
        out.end().array("checks");
        for (Check check : explained.checks()) {
            out.object().value("name", check.name());
            if (check.outcome() != Check.Outcome.NOT_CHECKED) {
                out.value("ok", check.outcome() == Check.Outcome.HOLDS);
            }
            out.value("detail", check.detail()).end();
        }
        return out.end().end().done();
    }
}
