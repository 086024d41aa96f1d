package io.hearsay.lab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTML file: headings, texts, tables and charts, one below the other. Light and dark as the reader's system has it;
 * wide screens show charts side by side, phones one above the other. Every chart has its data as a table and the
 * command that makes them. Drawn by Chart.js, which is in the file.
 */
public final class Page {
    private static final String CHART_JS = "META-INF/resources/webjars/chart.js/4.4.4/dist/chart.umd.js";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String title;
    private final StringBuilder body = new StringBuilder();
    private final List<Map<String, Object>> charts = new ArrayList<>();

    /** An empty page. */
    public Page(String title) {
        this.title = title;
    }

    /** A section's heading. */
    public Page heading(String text) {
        body.append("<h2>").append(escaped(text)).append("</h2>\n");
        return this;
    }

    /** A paragraph. */
    public Page text(String text) {
        body.append("<p>").append(escaped(text)).append("</p>\n");
        return this;
    }

    /** A command to paste. */
    public Page command(String command) {
        body.append("<pre>").append(escaped(command)).append("</pre>\n");
        return this;
    }

    /** A table; a row whose first cell is {@code agrees}, {@code differs} or {@code not shown} is coloured so. */
    public Page table(List<String> header, List<List<String>> rows) {
        body.append("<div class=\"scroll\">");
        append(header, rows);
        body.append("</div>\n");
        return this;
    }

    private void append(List<String> header, List<List<String>> rows) {
        body.append("<table><thead><tr>");
        for (String cell : header) body.append("<th>").append(escaped(cell)).append("</th>");
        body.append("</tr></thead><tbody>");
        for (List<String> row : rows) {
            body.append("<tr class=\"")
                    .append(row.get(0).replace(' ', '-').replaceAll("[^a-z-]", ""))
                    .append("\">");
            for (String cell : row) body.append("<td>").append(escaped(cell)).append("</td>");
            body.append("</tr>");
        }
        body.append("</tbody></table>");
    }

    /** Charts side by side where there is room. */
    public Page charts(List<Chart> some) {
        body.append("<div class=\"charts\">\n");
        for (Chart chart : some) append(chart);
        body.append("</div>\n");
        return this;
    }

    private void append(Chart chart) {
        body.append("<figure><figcaption>").append(escaped(chart.title())).append("</figcaption>");
        body.append("<div class=\"canvas\"><canvas id=\"chart")
                .append(charts.size())
                .append("\"></canvas></div>");
        body.append("<details><summary>data and command</summary><pre>")
                .append(escaped(chart.command()))
                .append("</pre><div class=\"scroll\">");
        append(header(chart), rows(chart));
        body.append("</div></details></figure>\n");
        charts.add(data(chart));
    }

    private static List<String> header(Chart chart) {
        List<String> header = new ArrayList<>(List.of(chart.xTitle()));
        for (Chart.Series series : chart.series()) header.add(series.name());
        return header;
    }

    private static List<List<String>> rows(Chart chart) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < chart.labels().size(); i++) {
            List<String> row = new ArrayList<>(List.of(chart.labels().get(i)));
            for (Chart.Series series : chart.series())
                row.add(number(series.values().get(i)));
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, Object> data(Chart chart) {
        List<Map<String, Object>> series = new ArrayList<>();
        for (Chart.Series each : chart.series()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", each.name());
            one.put("expected", each.expected());
            one.put("values", each.values().stream().map(Page::finite).toList());
            series.add(one);
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", chart.kind().name());
        data.put("x", chart.xTitle());
        data.put("y", chart.yTitle());
        data.put("log", chart.logarithmic());
        data.put("labels", chart.labels());
        data.put("series", series);
        return data;
    }

    private static @Nullable Object finite(double value) {
        return Double.isFinite(value) ? (Object) value : "NaN";
    }

    /** Four digits, or as many as a whole number has; nothing for what is no number. */
    public static String number(double value) {
        if (!Double.isFinite(value)) return "";
        if (value == Math.rint(value) && Math.abs(value) < 1e7) return Long.toString((long) value);
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size < 1e-3 || size >= 1e7 ? "%.3g" : size < 1 ? "%.4f" : "%.2f", value);
    }

    /** The whole file. */
    public String html() {
        return resource("/report/page.html")
                .replace("{{title}}", escaped(title))
                .replace("{{style}}", resource("/report/page.css"))
                .replace("{{body}}", body)
                .replace("{{charts}}", json(charts))
                .replace("{{script}}", resource("/report/page.js"))
                .replace("{{library}}", library().replace("</script", "<\\/script"));
    }

    /** Writes it; a file that is there is replaced only once the new one is complete. */
    public void write(Path file) {
        try {
            Path absolute = file.toAbsolutePath();
            Path draft = Files.createTempFile(absolute.getParent(), ".report", ".html");
            Files.writeString(draft, html());
            Files.move(draft, absolute, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String resource(String path) {
        return text(Page.class.getResourceAsStream(path), path);
    }

    private static String library() {
        return text(Page.class.getClassLoader().getResourceAsStream(CHART_JS), CHART_JS);
    }

    private static String text(@Nullable InputStream resource, String path) {
        if (resource == null) throw new AssertionError("no resource " + path);
        try (resource) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
