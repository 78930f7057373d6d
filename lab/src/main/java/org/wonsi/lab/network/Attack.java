package org.wonsi.lab.network;

/** The attacks of a {@link HostilePeer}, of which it chooses the next at random. */
enum Attack {
    GARBAGE("bytes that are no message"),
    CUT_STREAM("a stream nobody can follow"),
    WORTHLESS_HEADER("a header without work"),
    WEAK_HEADERS("a flood of headers with little work, from far below the tip"),
    WITHHELD_BLOCKS("valid headers, whose blocks never come"),
    GREEDY_BLOCK("a block that pays its finder too much"),
    ORPHAN_BLOCKS("a flood of blocks on unknown parents"),
    ORPHAN_TRANSACTIONS("a flood of transactions that spend unknown coins"),
    INVENTORY_FLOOD("a flood of announcements"),
    OVERSIZED_INVENTORY("more announcements than a message may hold"),
    ADDRESS_FLOOD("a flood of addresses"),
    REQUEST_FLOOD("a flood of questions for what nobody has"),
    HEADER_QUESTIONS("the same question for headers again and again"),
    PHANTOM_TIP("an announced block that nobody can get");

    private final String meaning;

    Attack(String meaning) {
        this.meaning = meaning;
    }

    /** In a few words. */
    String meaning() {
        return meaning;
    }
}
