package org.wonsi.node.http.route;

import io.javalin.http.Context;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.store.db.ScriptHash;

/** A reader of the variable parts of a path; what is malformed is refused with Esplora's words. */
public final class Parameters {
    private Parameters() {}

    /** The block hash in the path's part {@code hash}. */
    public static BlockHash blockHash(Context ctx) {
        return hash(() -> BlockHash.ofDisplay(ctx.pathParam("hash")));
    }

    /** The transaction id in a part of the path. */
    public static Txid txid(Context ctx, String name) {
        return hash(() -> Txid.ofDisplay(ctx.pathParam(name)));
    }

    /** The hash of a scriptPubKey in the path's part {@code script}. */
    public static ScriptHash scriptHash(Context ctx) {
        return hash(() -> ScriptHash.parse(ctx.pathParam("script")));
    }

    private static <T> T hash(java.util.function.Supplier<T> parse) {
        try {
            return parse.get();
        } catch (MalformedException e) {
            throw HttpProblemException.badRequest("Invalid hex string");
        }
    }

    /** A number of 0 to 2^31-1. */
    public static int number(Context ctx, String name) {
        String text = ctx.pathParam(name);
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > Integer.MAX_VALUE) {
            throw HttpProblemException.badRequest("Invalid number");
        }
        return Integer.parseInt(text);
    }
}
