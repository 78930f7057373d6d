package org.wonsi.node.bench.against;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wonsi.node.bench.BenchReport;

/**
 * The results of a comparison with Bitcoin Core.
 *
 * @param rivalVersion Bitcoin Core's
 * @param seconds that all of it took
 */
public record Comparison(MachineDescription machine, String rivalVersion, List<Measured> rows, double seconds) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MANY = 100;

    /** A row with its figures. */
    record Measured(String name, String about, List<Pair> figures) {
        static Measured of(Row row, List<List<Measurement>> rivals, List<List<Measurement>> owns) {
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < rivals.get(0).size(); i++) {
                int place = i;
                pairs.add(new Pair(
                        rivals.stream().map(run -> run.get(place)).toList(),
                        owns.stream().map(run -> run.get(place)).toList()));
            }
            return new Measured(row.name(), row.about(), pairs);
        }

        /** A line for each figure: both medians, and how many times as good Wonsi is. */
        List<String> lines() {
            return figures.stream()
                    .map(pair -> String.format(
                            Locale.ROOT,
                            "  %-44s %12s %12s %7.2f",
                            pair.rival().get(0).name() + ", "
                                    + pair.rival().get(0).unit(),
                            number(pair.rivalMedian()),
                            number(pair.ownMedian()),
                            pair.ratio()))
                    .toList();
        }
    }

    /** One figure of both programs, in the order of the runs. */
    record Pair(List<Measurement> rival, List<Measurement> own) {
        private static double median(List<Measurement> figures) {
            return BenchReport.median(
                    figures.stream().mapToDouble(Measurement::value).toArray());
        }

        double rivalMedian() {
            return median(rival);
        }

        double ownMedian() {
            return median(own);
        }

        /** How many times as good Wonsi is: above 1 it is better. */
        double ratio() {
            return rival.get(0).better() == Measurement.Better.MORE
                    ? ownMedian() / rivalMedian()
                    : rivalMedian() / ownMedian();
        }
    }

    /** A table for people. */
    public void print(PrintWriter out) {
        out.printf(
                "%s, %d processors, load %.1f; %s; Java %s; bitcoind %s%n",
                machine.processor(),
                machine.processors(),
                machine.load(),
                machine.system(),
                machine.java(),
                rivalVersion);
        out.printf("medians of three; times: how many times as good Wonsi is (%.0f s in all)%n%n", seconds);
        out.printf("%-46s %12s %12s %7s%n", "", "bitcoind", "wonsi", "times");
        for (Measured row : rows) {
            out.println(row.name() + ": " + row.about());
            row.lines().forEach(out::println);
        }
        out.flush();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= MANY ? "%,.0f" : "%.2f", value);
    }

    /** The same for programs, with each single measurement. */
    public String toJson() throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.putObject("machine")
                .put("processor", machine.processor())
                .put("processors", machine.processors())
                .put("system", machine.system())
                .put("java", machine.java())
                .put("load", machine.load());
        json.put("bitcoind", rivalVersion).put("seconds", seconds);
        ArrayNode all = json.putArray("rows");
        for (Measured row : rows) {
            ArrayNode figures = all.addObject()
                    .put("name", row.name())
                    .put("about", row.about())
                    .putArray("figures");
            for (Pair pair : row.figures()) {
                Measurement figure = pair.rival().get(0);
                ObjectNode one = figures.addObject()
                        .put("name", figure.name())
                        .put("unit", figure.unit())
                        .put("better", figure.better() == Measurement.Better.MORE ? "more" : "less")
                        .put("ratio", pair.ratio());
                add(one.putObject("bitcoind").put("median", pair.rivalMedian()), pair.rival());
                add(one.putObject("wonsi").put("median", pair.ownMedian()), pair.own());
            }
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static void add(ObjectNode json, List<Measurement> figures) {
        ArrayNode values = json.putArray("values");
        figures.forEach(figure -> values.add(figure.value()));
    }
}
