package org.wonsi.node.runtime;

import org.slf4j.LoggerFactory;
import org.wonsi.core.crypto.Secp256k1;
import org.wonsi.node.store.db.Database;

/** The two native libraries that a node needs, for its database and for signatures; each is written to a file before it is loaded. */
public final class NativeLibraries {
    private NativeLibraries() {}

    /**
     * Loads them on a thread of its own, while the caller reads its command line and settings: together they take a tenth of a node's
     * start. Who needs one before it is there waits for it; one that can't be loaded is told of by who needs it.
     */
    public static void loadAhead() {
        // SQLite's loader logs, and who asks for logging while another thread makes it ready is given something else.
        LoggerFactory.getILoggerFactory();
        Thread thread = new Thread(NativeLibraries::load, "native libraries");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        Database.loadDriver();
        // Who names one means to see whether it can be had.
        if (System.getProperty(Secp256k1.PROPERTY) == null) {
            Secp256k1.best();
        }
    }
}
