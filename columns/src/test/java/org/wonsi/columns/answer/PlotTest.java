package org.wonsi.columns.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

@DisplayName("a drawing")
class PlotTest {
    private static PlotData data(double... values) {
        return new PlotData(
                "height",
                "fees <satoshis>",
                IntStream.range(0, values.length).mapToObj(Integer::toString).toList(),
                DoubleStream.of(values).boxed().toList());
    }

    @Test
    @DisplayName("of few numbers has bars to the right, the largest 50 wide, to an eighth of a letter")
    void bars() {
        assertThat(TextPlot.draw(new PlotData("lock", "outputs", List.of("P2PK", "기타"), List.of(100.0, 12.5))))
                .containsExactly(
                        "lock → outputs", "P2PK │" + "█".repeat(50) + " 100", "기타 │" + "█".repeat(6) + "▎ 12.50");
        assertThat(TextPlot.draw(data(0, 0))).containsExactly("height → fees <satoshis>", "0 │ 0", "1 │ 0");
    }

    @Test
    @DisplayName("of 30 numbers has bars, of 31 columns")
    void manyNumbers() {
        assertThat(TextPlot.draw(data(new double[30]))).hasSize(31);
        List<String> columns =
                TextPlot.draw(data(IntStream.range(0, 31).asDoubleStream().toArray()));
        assertThat(columns).hasSize(15);
        assertThat(columns.get(1)).isEqualTo("30 │" + " ".repeat(28) + "▂▅█");
        assertThat(columns.get(12)).startsWith(" 0 │ ▃▆█");
        assertThat(columns.get(13)).isEqualTo("   └" + "─".repeat(31));
        assertThat(columns.get(14)).isEqualTo("    0" + " ".repeat(28) + "30  height");
    }

    @Test
    @DisplayName("of a thousand numbers has 72 columns, each the mean of those it stands for")
    void means() {
        PlotData fewer =
                data(IntStream.range(0, 144).asDoubleStream().toArray()).atMost(72);
        assertThat(fewer.values()).hasSize(72).startsWith(0.5, 2.5).endsWith(142.5);
        assertThat(fewer.labels()).startsWith("0", "2").endsWith("142");
    }

    @Test
    @DisplayName("as SVG is well-formed, with a bar for each of 60 numbers and a line for 61, and names escaped")
    void svg() throws Exception {
        Document bars =
                parsed(SvgPlot.draw(data(IntStream.range(0, 60).asDoubleStream().toArray())));
        assertThat(bars.getElementsByTagName("rect").getLength()).isEqualTo(60);
        assertThat(bars.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("fees <satoshis> by height");
        Document line =
                parsed(SvgPlot.draw(data(IntStream.range(0, 61).asDoubleStream().toArray())));
        assertThat(line.getElementsByTagName("rect").getLength()).isZero();
        assertThat(line.getElementsByTagName("polyline").getLength()).isEqualTo(1);
        Document below = parsed(SvgPlot.draw(data(-5, 5)));
        assertThat(below.getElementsByTagName("rect")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("height")
                        .getNodeValue())
                .isEqualTo("145.0");
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
