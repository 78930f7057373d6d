package org.wonsi.node.http.metrics;

import io.javalin.http.Context;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.service.NodeService;

/**
 * The route {@code /metrics}: figures for Prometheus, in its text format or, where the reader asks for it, OpenMetrics.
 *
 * <p>It is for {@link MetricsReaders} alone.
 */
public final class MetricsRoutes implements RouteFamily {
    private final MetricsReaders readers;
    private final List<Supplier<MetricSnapshots>> sources;
    private final ExpositionFormats formats = ExpositionFormats.init();

    private MetricsRoutes(MetricsReaders readers, List<Supplier<MetricSnapshots>> sources) {
        this.readers = readers;
        this.sources = sources;
    }

    /** The figures of a node and of the server that answers for it. */
    public static MetricsRoutes of(NodeService node, RequestMetrics requests, MetricsReaders readers) {
        NodeFigures figures = new NodeFigures(node);
        return of(List.of(figures::scrape, node.metrics()::scrape), requests, readers);
    }

    /** The figures of these sources, of the server, and of the process. */
    public static MetricsRoutes of(
            List<Supplier<MetricSnapshots>> sources, RequestMetrics requests, MetricsReaders readers) {
        List<Supplier<MetricSnapshots>> all = new ArrayList<>(sources);
        all.add(requests::scrape);
        all.add(ProcessFigures::scrape);
        return new MetricsRoutes(readers, all);
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(Tag.OTHER, "/metrics", "Figures for Prometheus; from this machine.", Content.TEXT)
                        .failing(403, "The request is from another machine."),
                this::answer);
    }

    private void answer(Context ctx) throws IOException {
        readers.check(ctx);
        ExpositionFormatWriter writer = writer(ctx);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        ctx.header("Cache-Control", "no-store");
        // Open to pages of other sites, the operator's own browser would carry the figures out.
        ctx.removeHeader("Access-Control-Allow-Origin");
        ctx.contentType(writer.getContentType()).result(text.toByteArray());
    }

    private ExpositionFormatWriter writer(Context ctx) {
        String accept = Optional.ofNullable(ctx.header("Accept")).orElse("").toLowerCase(Locale.ROOT);
        return accept.contains("application/openmetrics-text")
                ? formats.getOpenMetricsTextFormatWriter()
                : formats.getPrometheusTextFormatWriter();
    }

    private MetricSnapshots scrape() {
        List<MetricSnapshot> all = new ArrayList<>();
        sources.forEach(source -> source.get().forEach(all::add));
        return new MetricSnapshots(all);
    }
}
