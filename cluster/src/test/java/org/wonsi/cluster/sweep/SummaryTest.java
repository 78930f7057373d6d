package org.wonsi.cluster.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.cluster.plot.Chart;
import org.wonsi.cluster.plot.SvgChart;
import org.wonsi.columns.answer.CsvWriter;
import org.wonsi.lab.attack.SelfishMining;

@DisplayName("what a sweep found")
class SummaryTest {
    private static Plan plan(Sweep sweep, String... numbers) throws PlanException {
        return Plan.of(sweep, Numbers.parse(List.of(numbers)), Optional.empty());
    }

    private static List<TrialRow> rows(Plan plan, int seeds) {
        List<TrialRow> rows = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            for (int point = 0; point < plan.size(); point++) {
                rows.add(new Cell(plan.trial(), plan.numbers(point), seed, point).run());
            }
        }
        return rows;
    }

    @Test
    @DisplayName("is mean, interval and formula of each point, in words that any program reads")
    void csv() throws Exception {
        Plan plan = plan(Sweep.SELFISH, "gamma=0.5", "alpha=0.1,0.25");
        List<TrialRow> rows = List.of(
                new TrialRow(1, 0, List.of(0.25)),
                new TrialRow(2, 0, List.of(0.75)),
                new TrialRow(1, 1, List.of(0.5)),
                new TrialRow(2, 1, List.of(0.5)));
        StringWriter text = new StringWriter();
        Summary.of(plan, rows).write(new CsvWriter(new PrintWriter(text)), true, true);
        // Half the interval: 1.96 standard deviations of the mean, which is 0.25 here.
        assertThat(text.toString().lines())
                .containsExactly(
                        "alpha,seeds,revenue,revenue_ci95,formula,honest",
                        "0.1,2,0.5,0.49,0.0724177,0.1",
                        "0.25,2,0.5,0,0.25,0.25");
    }

    @Test
    @DisplayName("has no interval with one seed")
    void oneSeed() throws Exception {
        Plan plan = plan(Sweep.SELFISH, "gamma=0.5", "alpha=0.1,0.25");
        StringWriter text = new StringWriter();
        Summary summary =
                Summary.of(plan, List.of(new TrialRow(1, 0, List.of(0.25)), new TrialRow(1, 1, List.of(0.5))));
        summary.write(new CsvWriter(new PrintWriter(text)), true, false);
        assertThat(text.toString().lines().skip(1).findFirst().orElseThrow()).startsWith("0.1,1,0.25,,0.07");
        assertThat(SvgChart.draw(SweepChart.of(summary, "en", List.of("revenue"))))
                .doesNotContain("NaN");
    }

    @Test
    @DisplayName("doesn't depend on the order in which rows came, to the last bit")
    void anyOrder() throws Exception {
        Plan plan = plan(Sweep.SELFISH, "gamma=0,1", "alpha=0.1,0.3", "blocks=1000");
        List<TrialRow> rows = rows(plan, 20);
        Summary summary = Summary.of(plan, rows);
        List<TrialRow> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(5));
        assertThat(Summary.of(plan, shuffled).lines()).isEqualTo(summary.lines());
    }

    private static double deviation(Summary.Line line, String measure) {
        return Objects.requireNonNull(line.halves().get(measure)) / 1.96;
    }

    @Test
    @DisplayName("of a selfish pool and of double spending lies within four of its standard deviations of theory")
    void theory() throws Exception {
        Plan selfish = plan(Sweep.SELFISH, "gamma=0,0.5", "alpha=0.2,0.4", "blocks=20000");
        for (Summary.Line line : Summary.of(selfish, rows(selfish, 12)).lines()) {
            double gamma = line.values().get(0);
            double alpha = line.values().get(1);
            assertThat(line.theories().get("formula")).isEqualTo(SelfishMining.revenue(alpha, gamma));
            assertThat(line.means().get("revenue"))
                    .as("%s, seeds 1 to 12", line)
                    .isCloseTo(line.theories().get("formula"), within(deviation(line, "revenue") * 4));
        }
        Plan race = plan(Sweep.DOUBLE_SPEND, "q=0.3", "z=1,4", "races=20000");
        for (Summary.Line line : Summary.of(race, rows(race, 12)).lines()) {
            assertThat(line.means().get("success"))
                    .as("%s, seeds 1 to 12", line)
                    .isCloseTo(line.theories().get("exact"), within(deviation(line, "success") * 4));
        }
    }

    @Test
    @DisplayName("of one seed at two points isn't drawn from the same numbers")
    void independent() throws Exception {
        Plan plan = plan(Sweep.DOUBLE_SPEND, "q=0.3", "z=4,5", "races=100");
        Plan same = plan(Sweep.DOUBLE_SPEND, "q=0.3", "z=4,6", "races=100");
        List<TrialRow> rows = rows(plan, 30);
        assertThat(rows(same, 30).stream().filter(row -> row.point() == 0).toList())
                .as("what else is in the grid doesn't matter")
                .isEqualTo(rows.stream().filter(row -> row.point() == 0).toList());
        // With the same numbers, more confirmations could never do worse in any of the seeds.
        long worse = 0;
        for (int i = 0; i < rows.size(); i += 2) {
            worse += rows.get(i + 1).measures().get(0) > rows.get(i).measures().get(0) ? 1 : 0;
        }
        assertThat(worse).isPositive();
    }

    @Test
    @DisplayName("is drawn with a colour for each curve, theory as lines, in either language")
    void chart() throws Exception {
        Plan plan = plan(Sweep.SELFISH, "gamma=0,1", "alpha=0.1,0.3,0.4", "blocks=1000");
        Summary summary = Summary.of(plan, rows(plan, 3));
        Chart chart = SweepChart.of(summary, "ko", List.of("revenue"));
        assertThat(chart.groups()).containsExactly("gamma = 0", "gamma = 1");
        assertThat(chart.kinds())
                .extracting(Chart.Kind::name)
                .containsExactly("시뮬레이션 (95 % 구간)", "Eyal–Sirer 공식", "정직한 채굴");
        assertThat(chart.curves()).hasSize(6);
        String svg = SvgChart.draw(chart);
        assertThat(svg).startsWith("<svg ").endsWith("</svg>\n").contains("<title>이기적 채굴 풀");
        assertThat(svg.split("<circle", -1))
                .as("marks, and those of the legend")
                .hasSize(1 + 6 + 2 + 1);
        assertThat(svg.split("<polyline", -1)).hasSize(1 + 4);
    }

    @Test
    @DisplayName("draws the measures that are asked for, and then no theory of others")
    void otherMeasure() throws Exception {
        Plan plan = plan(Sweep.PROPAGATION, "linksPerNode=1,2", "nodes=4", "hours=0.1");
        Summary summary = Summary.of(plan, rows(plan, 2));
        assertThat(SweepChart.of(summary, "en", List.of("delay_50", "delay_90", "delay_99"))
                        .groups())
                .containsExactly("delay_50", "delay_90", "delay_99");
        Chart other = SweepChart.of(summary, "en", List.of("blocks"));
        assertThat(other.groups()).containsExactly("blocks");
        assertThat(other.kinds()).hasSize(1);
    }
}
