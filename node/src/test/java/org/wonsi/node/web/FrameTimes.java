package org.wonsi.node.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.wonsi.node.http.route.Json;

/**
 * What a page's main thread did in each frame, read from a trace of Chromium: script, style and layout, without painting. Of
 * each the thread's own processor time, which other programs of a busy machine don't lengthen, and the time by the clock.
 */
final class FrameTimes {
    /** What to trace. */
    static final List<String> CATEGORIES = List.of(
            "devtools.timeline",
            "disabled-by-default-devtools.timeline",
            "devtools.timeline.frame",
            "disabled-by-default-devtools.timeline.frame",
            "v8");

    private static final Set<String> SCRIPT = Set.of(
            "FunctionCall",
            "EvaluateScript",
            "FireAnimationFrame",
            "TimerFire",
            "EventDispatch",
            "RunMicrotasks",
            "XHRReadyStateChange",
            "v8.run",
            "MinorGC",
            "MajorGC");
    private static final Set<String> STYLE = Set.of("UpdateLayoutTree", "ScheduleStyleRecalculation");
    private static final Set<String> LAYOUT = Set.of("Layout");
    private static final String FRAME = "BeginMainThreadFrame";

    private final List<Double> cpuMillis = new ArrayList<>();
    private final List<Double> wallMillis = new ArrayList<>();
    private final Map<String, Double> kinds = new TreeMap<>();

    private record Span(double start, double length, double cpu, String name) {}

    private FrameTimes() {}

    /** Reads a trace; the page's thread is the one with the most frames. */
    static FrameTimes of(byte[] trace) {
        JsonNode events;
        try {
            events = Json.MAPPER
                    .readTree(new String(trace, StandardCharsets.UTF_8))
                    .get("traceEvents");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Integer> frames = new TreeMap<>();
        for (JsonNode event : events) {
            if (event.path("name").asText().equals(FRAME)) {
                frames.merge(thread(event), 1, Integer::sum);
            }
        }
        String page = frames.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow(() -> new IllegalStateException("the trace has no frame"))
                .getKey();
        FrameTimes times = new FrameTimes();
        times.read(events, page);
        return times;
    }

    private static String thread(JsonNode event) {
        return event.path("pid").asText() + "/" + event.path("tid").asText();
    }

    private void read(JsonNode events, String page) {
        List<Double> begins = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        for (JsonNode event : events) {
            if (!thread(event).equals(page)) {
                continue;
            }
            String name = event.path("name").asText();
            double start = event.path("ts").asDouble();
            if (name.equals(FRAME)) {
                begins.add(start);
            } else if (event.path("ph").asText().equals("X") && !kind(name).isEmpty()) {
                double length = event.path("dur").asDouble();
                spans.add(new Span(start, length, event.path("tdur").asDouble(length), name));
            }
        }
        begins.sort(Comparator.naturalOrder());
        spans.sort(Comparator.comparingDouble(Span::start).thenComparing(Span::length, Comparator.reverseOrder()));
        add(begins, spans);
    }

    /** The work between two beginnings is one frame's; what is within other work isn't counted twice. */
    private void add(List<Double> begins, List<Span> spans) {
        double[] cpu = new double[begins.size()];
        double[] wall = new double[begins.size()];
        double until = Double.NEGATIVE_INFINITY;
        int frame = -1;
        for (Span span : spans) {
            while (frame + 1 < begins.size() && begins.get(frame + 1) <= span.start) {
                frame++;
            }
            if (frame >= 0 && span.start >= until) {
                cpu[frame] += span.cpu / 1_000;
                wall[frame] += span.length / 1_000;
                kinds.merge(kind(span.name), span.cpu / 1_000, Double::sum);
                until = span.start + span.length;
            }
        }
        // The last one may go on.
        Arrays.stream(cpu, 0, Math.max(0, cpu.length - 1)).forEach(cpuMillis::add);
        Arrays.stream(wall, 0, Math.max(0, wall.length - 1)).forEach(wallMillis::add);
    }

    private static String kind(String name) {
        return SCRIPT.contains(name)
                ? "script"
                : STYLE.contains(name) ? "style" : LAYOUT.contains(name) ? "layout" : "";
    }

    int frames() {
        return cpuMillis.size();
    }

    /** Milliseconds that so many per cent of the frames stay under. */
    static double percentile(List<Double> values, int percent) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    /** All of it in a few lines. */
    String toText(String what) {
        StringBuilder text = new StringBuilder(what + ": " + frames() + " frames\n");
        text.append(line("processor", cpuMillis)).append(line("clock", wallMillis));
        kinds.forEach((kind, total) ->
                text.append(String.format(Locale.ROOT, "  %-9s %.2f ms a frame%n", kind, total / frames())));
        return text.toString();
    }

    private static String line(String name, List<Double> values) {
        return String.format(
                Locale.ROOT,
                "  %-9s 50 %% %.2f ms, 95 %% %.2f ms, 99 %% %.2f ms, most %.2f ms%n",
                name,
                percentile(values, 50),
                percentile(values, 95),
                percentile(values, 99),
                percentile(values, 100));
    }
}
