package org.wonsi.node.http.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.lesson.Lesson;

/** Lessons as the page reads them: from a node, or from the files of a site. */
public final class LessonJson {
    private LessonJson() {}

    /** A lesson in the list of lessons, with what of its needs the room lacks. */
    public static ObjectNode listed(Lesson lesson, List<?> lacks) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("number", lesson.number())
                .put("section", lesson.section())
                .put("title", lesson.title())
                .put("minutes", lesson.minutes())
                .put("steps", lesson.length());
        json.set("plans", Json.MAPPER.valueToTree(lesson.plans()));
        json.set("needs", Json.MAPPER.valueToTree(lesson.needs()));
        json.set("lacks", Json.MAPPER.valueToTree(lacks));
        return json;
    }

    /** A lesson with its parts; without the right answer and the reason of the questions that are open. */
    public static ObjectNode whole(Lesson lesson, Predicate<Lesson.Ask> isOpen) {
        ObjectNode json = Json.MAPPER.valueToTree(lesson);
        ArrayNode parts = json.putArray("parts");
        for (Lesson.Part part : lesson.parts()) {
            ObjectNode each = Json.MAPPER.valueToTree(part);
            if (part instanceof Lesson.Ask ask && isOpen.test(ask)) {
                each.remove(List.of("right", "why"));
            }
            parts.add(each.put("kind", part.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
        }
        return json;
    }
}
