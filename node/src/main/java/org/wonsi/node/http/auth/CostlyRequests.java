package org.wonsi.node.http.auth;

/**
 * The concurrency limits of requests that keep a processor busy for a while; one object for all nodes of a process, which share
 * its processors.
 */
public final class CostlyRequests {
    private final ConcurrencyLimit sql = new ConcurrencyLimit("answering SQL questions", 3, 2, 1);
    private final ConcurrencyLimit scripts =
            new ConcurrencyLimit("explaining bytes, judging blocks or running scripts", 3, 2, 1);
    private final ConcurrencyLimit simulations =
            new ConcurrencyLimit("writing what happened in simulated networks", 4, 2, 2);

    /** The limit of questions in SQL, which take up to two seconds each. */
    public ConcurrencyLimit sql() {
        return sql;
    }

    /**
     * The limit of blocks to be judged, scripts to be run step by step, and large things to be explained: about a
     * second each.
     */
    public ConcurrencyLimit scripts() {
        return scripts;
    }

    /** The limit of answers about a simulated network: some megabytes, which go at their reader's speed. */
    public ConcurrencyLimit simulations() {
        return simulations;
    }
}
