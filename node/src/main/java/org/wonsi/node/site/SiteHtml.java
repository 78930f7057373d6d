package org.wonsi.node.site;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.wonsi.node.http.route.Json;

/**
 * What a site's page has and a node's page hasn't: what it may load, what a link to it shows, and what it says if it doesn't start.
 *
 * <p>There is a page for each language, since whoever draws a link's preview runs no script and asks for no language.
 */
final class SiteHtml {
    /** Only from where it lies. The styles of the drawings are set by script, which this allows. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";

    /** Open Graph's names of the languages. */
    private static final Map<String, String> LOCALES = Map.of("en", "en_US", "ko", "ko_KR");

    private final String page;

    /** Begins with a node's page. */
    SiteHtml(String page) {
        this.page = page;
    }

    /** The page that a folder's address opens: its head is English, and it speaks the reader's language. */
    String forAll() throws IOException {
        return withHeadOf("en", "ko");
    }

    /** The page whose head is Korean, and which opens in Korean whatever the browser's language. */
    String korean() throws IOException {
        return replaced(withHeadOf("ko", "en"), "<html lang=\"en\"", "<html lang=\"ko\" data-lang=\"ko\"");
    }

    private String withHeadOf(String language, String other) throws IOException {
        JsonNode words = words(language);
        String title = escaped(words.get("site.title").asText());
        String description = escaped(words.get("site.description").asText());
        // No og:url and no og:image: both must be whole addresses, and a folder doesn't know where it will lie.
        String head = "<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n<title>" + title
                + "</title>\n" + meta("name", "description", description) + meta("property", "og:title", title)
                + meta("property", "og:description", description) + meta("property", "og:type", "website")
                + meta("property", "og:locale", locale(language))
                + meta("property", "og:locale:alternate", locale(other))
                + "<link rel=\"alternate\" hreflang=\"en\" href=\"./\">\n"
                + "<link rel=\"alternate\" hreflang=\"ko\" href=\"ko.html\">\n";
        return replaced(replaced(page, "<title>Wonsi</title>\n", head), noscript(page), unstarted());
    }

    /** What a node's page says without JavaScript. */
    private static String noscript(String page) {
        int begin = page.indexOf("<noscript>");
        int end = page.indexOf("</noscript>\n");
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("the page has no line for browsers without JavaScript");
        }
        return page.substring(begin, end) + "</noscript>\n";
    }

    /** In both languages, since no script has chosen one then; {@code early.js} hides it and {@code main.js} takes it away. */
    private static String unstarted() throws IOException {
        StringBuilder html = new StringBuilder("<div id=\"unstarted\" class=\"unstarted\">\n");
        for (String language : List.of("en", "ko")) {
            html.append("<p lang=\"").append(language).append("\">");
            html.append(escaped(words(language).get("site.unstarted").asText())).append("</p>\n");
        }
        return html.append("</div>\n").toString();
    }

    private static JsonNode words(String language) throws IOException {
        try (InputStream in = SiteHtml.class.getResourceAsStream("/web/i18n/" + language + ".json")) {
            return Json.MAPPER.readTree(Objects.requireNonNull(in));
        }
    }

    private static String locale(String language) {
        return Objects.requireNonNull(LOCALES.get(language));
    }

    private static String meta(String kind, String name, String content) {
        return "<meta " + kind + "=\"" + name + "\" content=\"" + content + "\">\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String replaced(String page, String what, String by) {
        if (!page.contains(what)) {
            throw new IllegalStateException("the page has no " + what);
        }
        return page.replace(what, by);
    }
}
