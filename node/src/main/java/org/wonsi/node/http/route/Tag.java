package org.wonsi.node.http.route;

/** The sections of the API's description, in their order. */
public enum Tag {
    BLOCKS("Esplora: blocks"),
    TXS("Esplora: transactions"),
    ADDRESSES("Esplora: addresses"),
    MEMPOOL("Esplora: mempool"),
    REST("Bitcoin Core's REST"),
    NODE("Node"),
    MINING("Mining and money"),
    LAB("Lessons and experiments"),
    OTHER("Other interfaces"),
    PAGES("Pages and files");

    private final String title;

    Tag(String title) {
        this.title = title;
    }

    /** The chapter's title. */
    public String title() {
        return title;
    }
}
