package org.wonsi.node.http.auth;

/** Turns for requests that keep a processor busy for a while; one for all nodes of a process, which share its processors. */
public final class Costly {
    private final Turns sql = new Turns("answering SQL questions", 3, 2, 1);
    private final Turns scripts = new Turns("explaining bytes, judging blocks or running scripts", 3, 2, 1);

    private final Turns simulations = new Turns("writing what happened in simulated networks", 4, 2, 2);

    /** For questions in SQL, two seconds each. */
    public Turns sql() {
        return sql;
    }

    /** For blocks to be judged, scripts to be run step by step, and large things to be explained: about a second each. */
    public Turns scripts() {
        return scripts;
    }

    /** For what happened in a simulated network: some megabytes, which go at their reader's speed. */
    public Turns simulations() {
        return simulations;
    }
}
