package org.wonsi.node.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.wonsi.core.chain.ChainState;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.command.program.ImportLines;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;
import org.wonsi.node.store.Reindex;
import org.wonsi.node.store.SqliteChainStore;
import org.wonsi.node.store.blockfile.BlockImport;
import org.wonsi.node.store.blockfile.ImportStoppedException;
import org.wonsi.node.store.blockfile.ImportTarget;
import org.wonsi.node.store.db.ImportProgress;
import org.wonsi.node.store.db.StorageException;

/** The work on a node's database before the node starts: rebuild it, or bring in the blocks of a file. */
public final class StorePreparation {
    private StorePreparation() {}

    /**
     * Does what was asked, and finishes a rebuild that was interrupted.
     *
     * @throws CommandFailedException if a block is refused, or the files can't be used
     */
    public static void run(
            NodeConfig config, NodeGroup nodeGroup, boolean reindex, Optional<Path> importFile, PrintWriter out) {
        try {
            if (reindex) {
                Reindex.begin(config.dataDirectory());
            }
            boolean rebuild = Reindex.isPending(config.dataDirectory());
            if (rebuild || importFile.isPresent()) {
                load(config, nodeGroup, rebuild, importFile, out);
            }
        } catch (ImportStoppedException | StorageException | UncheckedIOException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailedException("the file can't be read: " + StorageException.reason(e), e);
        }
    }

    private static void load(
            NodeConfig config, NodeGroup nodeGroup, boolean rebuild, Optional<Path> importFile, PrintWriter out)
            throws IOException, ImportStoppedException {
        AtomicBoolean cancelled = new AtomicBoolean();
        AtomicBoolean finished = new AtomicBoolean();
        Thread main = Thread.currentThread();
        // Ctrl-C ends it between two blocks, with everything so far kept.
        Thread hook = new Thread(
                () -> {
                    cancelled.set(true);
                    awaitEnd(main, finished);
                },
                "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try (SqliteChainStore store = SqliteChainStore.open(config.dataDirectory(), config.params(), config.store())) {
            ChainState chain = new ChainState(config.params(), store, nodeGroup.scriptChecks());
            ImportTarget target = ImportTarget.of(chain, nodeGroup.clock());
            store.setBulk(true);
            try {
                if (rebuild) {
                    out.println("rebuilding the database from its blocks ...");
                    Consumer<ImportProgress> listener = new ImportLines(out, nodeGroup.clock())::show;
                    RebuildText.print(
                            out, Reindex.run(config.dataDirectory(), store, chain, listener, cancelled::get), chain);
                }
                if (importFile.isPresent() && !cancelled.get()) {
                    out.println("importing " + importFile.get() + " ...");
                    print(
                            out,
                            BlockImport.run(
                                    importFile.get(),
                                    config.params().magic(),
                                    target,
                                    new ImportLines(out, nodeGroup.clock())::show,
                                    cancelled::get),
                            chain);
                }
            } finally {
                store.endFilling();
            }
        } finally {
            synchronized (finished) {
                finished.set(true);
                finished.notifyAll();
            }
            if (!cancelled.get()) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
        if (cancelled.get()) {
            throw new CommandFailedException("stopped; what was done so far is kept");
        }
    }

    private static void awaitEnd(Thread main, AtomicBoolean finished) {
        synchronized (finished) {
            while (!finished.get() && main.isAlive()) {
                try {
                    finished.wait(100);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    private static void print(PrintWriter out, ImportProgress done, ChainState chain) {
        out.println("  " + done.blocks() + " new blocks with " + done.transactions() + " transactions, "
                + done.duplicates() + " known before; the chain stands at height "
                + chain.tip().height() + ", "
                + chain.tip().hash());
        out.flush();
    }
}
