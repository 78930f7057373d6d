package org.wonsi.node.site;

/**
 * The lines that a site's page has in its head and a node's page hasn't: what a link to it shows, and what it may load.
 */
final class SiteHead {
    /** Only from where it lies. The styles of the drawings are set by script, which this allows. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";

    private static final String TITLE = "Wonsi 원시: Bitcoin as the white paper describes it · 백서 그대로의 비트코인";

    private static final String DESCRIPTION =
            "Complete nodes in this tab mine, gossip, fork and heal. No server, no account, play money."
                    + " 이 탭 안에서 완전한 노드들이 채굴하고 퍼뜨리고 갈라지고 다시 합쳐집니다. 서버도 계정도 필요 없습니다.";

    private SiteHead() {}

    static String into(String page) {
        String head = "<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n<title>" + TITLE
                + "</title>\n" + meta("name", "description", DESCRIPTION) + meta("property", "og:title", TITLE)
                + meta("property", "og:description", DESCRIPTION) + meta("property", "og:type", "website")
                + meta("property", "og:locale", "ko_KR") + meta("property", "og:locale:alternate", "en_US");
        String title = "<title>Wonsi</title>\n";
        if (!page.contains(title)) {
            throw new IllegalStateException("the page's head has no line " + title);
        }
        return page.replace(title, head);
    }

    private static String meta(String kind, String name, String content) {
        return "<meta " + kind + "=\"" + name + "\" content=\"" + content + "\">\n";
    }
}
