package org.wonsi.cluster.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.cluster.plot.Chart.Curve;
import org.wonsi.cluster.plot.Chart.Spot;
import org.wonsi.cluster.plot.Chart.Stroke;

@DisplayName("a chart as SVG")
class SvgChartTest {
    private static Chart chart(boolean logarithmic, Spot... spots) {
        return new Chart(
                "a <title> & \"more\"",
                "x",
                "y",
                logarithmic,
                List.of("<g>"),
                List.of(new Chart.Kind(Stroke.MARKS, "measured")),
                List.of(new Curve(0, Stroke.MARKS, List.of(spots)), new Curve(0, Stroke.LINE, List.of(spots))));
    }

    private static String drawn(Chart chart) throws Exception {
        String svg = SvgChart.draw(chart);
        // Any reader of XML takes it.
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
        return svg;
    }

    @Test
    @DisplayName("is well-formed whatever the texts, and has a mark for each point")
    void wellFormed() throws Exception {
        String svg = drawn(chart(false, new Spot(1, 2, 0.5), new Spot(2, 3, 0)));
        assertThat(svg).contains("a &lt;title&gt; &amp; ").contains("&lt;g&gt;");
        assertThat(svg.split("<circle", -1)).hasSize(1 + 2 + 2);
    }

    @Test
    @DisplayName("holds odd numbers: one point, equal ones, none, zeros on a scale of powers, what isn't finite")
    void odd() throws Exception {
        drawn(chart(false, new Spot(1, 2, 0)));
        drawn(chart(false, new Spot(1, 2, 0), new Spot(1, 2, 0)));
        drawn(chart(false, new Spot(0, 0, 0), new Spot(1, 0, 0)));
        drawn(chart(false));
        drawn(chart(true));
        String zeros = drawn(chart(true, new Spot(1, 0, 0), new Spot(2, 0.01, 0.02)));
        assertThat(zeros.split("<circle", -1)).as("zero has no power of ten").hasSize(1 + 1 + 2);
        drawn(chart(false, new Spot(1, Double.NaN, 0), new Spot(2, 1, 0)));
        drawn(chart(false, new Spot(1e-9, 1e12, 0), new Spot(2e-9, -1e12, 0)));
    }

    @Test
    @DisplayName("names even steps, powers of ten, and nothing twice")
    void ticks() {
        assertThat(Scale.linear(0.05, 0.45, 0, 100).ticks().stream().map(Scale::name))
                .containsExactly("0", "0.1", "0.2", "0.3", "0.4", "0.5");
        assertThat(Scale.logarithmic(0.00002, 0.8, 0, 100).ticks().stream().map(Scale::name))
                .containsExactly("1e-5", "0.0001", "0.001", "0.01", "0.1", "1");
        assertThat(Scale.linear(0, 1_000_000, 0, 100).ticks().stream().map(Scale::name))
                .containsExactly("0", "200000", "400000", "600000", "800000", "1000000");
    }

    @Test
    @DisplayName("with more curves than a legend has room for says how many are left out")
    void manyCurves() throws Exception {
        List<String> groups = Collections.nCopies(30, "g");
        List<Curve> curves = IntStream.range(0, 30)
                .mapToObj(i -> new Curve(i, Stroke.MARKS, List.of(new Spot(i, i, 0))))
                .toList();
        assertThat(drawn(new Chart("t", "x", "y", false, groups, List.of(), curves)))
                .contains("… 12")
                .contains("<rect")
                .contains("rotate(45");
    }
}
