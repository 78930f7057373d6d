package org.wonsi.node.command;

import java.io.PrintWriter;
import org.wonsi.core.chain.ChainState;
import org.wonsi.node.store.RebuildResult;

/** The lines on the console about a rebuild: what was found, what wasn't, and what happens next. */
final class RebuildText {
    private RebuildText() {}

    static void print(PrintWriter out, RebuildResult done, ChainState chain) {
        String before = done.duplicates() == 0 ? "" : ", " + done.duplicates() + " in an earlier part of this rebuild";
        out.println("  found " + done.blocks() + " blocks with " + done.transactions() + " transactions" + before
                + "; the chain stands at height " + chain.tip().height() + ", "
                + chain.tip().hash());
        if (!done.missing().isEmpty()) {
            out.println(
                    "  " + done.missing().size() + " blocks can't be read, those at height " + done.missingHeights());
        }
        if (done.apart() > 0) {
            out.println("  " + done.apart() + " blocks that can be read build on headers that can't");
        }
        if (done.refused() > 0) {
            out.println("  " + done.refused()
                    + " blocks were refused, because they break a rule or build on one that does");
        }
        if (!done.keptAs().isEmpty()) {
            out.println("  the old database was damaged and is kept as " + done.keptAs()
                    + "; delete it once the chain is complete");
            out.println(
                    "  what is missing comes from peers as soon as the node has some, or from a file with --import");
        }
        out.flush();
    }
}
