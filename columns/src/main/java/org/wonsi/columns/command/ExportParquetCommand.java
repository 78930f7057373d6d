package org.wonsi.columns.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.wonsi.columns.duck.DuckDb;
import org.wonsi.columns.lake.ChainExport;
import org.wonsi.columns.lake.ChainExport.Pass;
import org.wonsi.columns.lake.LakeException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.command.program.NodePlace;
import org.wonsi.node.platform.StopSignals;
import org.wonsi.node.store.SqliteChainStore;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.query.ChainQueries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wonsi export --parquet}: a node's chain as a directory of Parquet files. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a node's chain to a directory of Parquet files, with the tables, columns and units of the public data"
                    + " set crypto_bitcoin; docs/columns.md lists them. The node may run meanwhile.",
            "Run again, it goes on where the directory ends, however the last run ended."
        },
        footer = {"", "Without --parquet it writes one file in Bitcoin Core's format: ./wonsi export --help"})
final class ExportParquetCommand implements Callable<Integer> {
    /** DuckDB's own share; collecting 16 MB of blocks and packing them needs about half of it. */
    private static final int MEMORY_MEGABYTES = 512;

    private static final long POLL_MILLIS = 1_000;

    @Option(names = "--parquet", required = true, paramLabel = "DIR", description = "the directory; a new one is made")
    private Path directory = Path.of("");

    @Option(names = "--from", paramLabel = "HEIGHT", description = "begin with this block instead of genesis")
    private @Nullable Integer from;

    @Option(names = "--follow", description = "go on as blocks come, until Ctrl-C")
    private boolean follow;

    @Option(
            names = "--confirmations",
            paramLabel = "N",
            defaultValue = "6",
            description = "write only blocks on which N others are built, so that a reorganisation doesn't reach them"
                    + " (${DEFAULT-VALUE})")
    private int confirmations = 6;

    @Option(
            names = "--at-least",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "with --follow: wait until N blocks are ready, so that files don't become tiny (${DEFAULT-VALUE})")
    private int atLeast = 1;

    @Mixin
    private NodePlace node;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        OptionalInt first = from == null ? OptionalInt.empty() : OptionalInt.of(from);
        if (first.orElse(0) < 0 || confirmations < 0 || atLeast < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--from and --confirmations can't be negative, and --at-least is 1 or more");
        }
        if (directory.toString().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--parquet names no directory");
        }
        ChainParams params = node.params();
        Path data = node.directory(System.getenv());
        try (Workplace workplace = Workplace.make();
                DuckDBConnection duckDb = DuckDb.open(MEMORY_MEGABYTES, workplace.directory());
                ChainExport export = new ChainExport(directory, params, first, confirmations, duckDb)) {
            if (follow) {
                StopSignals.exitNormally();
            }
            run(export, data, params);
            return 0;
        } catch (LakeException | StorageException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } catch (IOException | SQLException e) {
            throw new CommandFailedException(directory + " can't be written: " + e.getMessage(), e);
        }
    }

    private void run(ChainExport export, Path data, ChainParams params) throws LakeException, StorageException {
        PrintWriter out = spec.commandLine().getOut();
        Pass pass = pass(export, data, params, 1, out);
        say(pass, out);
        while (follow) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            pass = pass(export, data, params, atLeast, out);
            if (pass.blocks() > 0) {
                say(pass, out);
            }
        }
    }

    /** Opened anew each time, so that a node that isn't running can be started in between. */
    private static Pass pass(ChainExport export, Path data, ChainParams params, int atLeast, PrintWriter out)
            throws LakeException, StorageException {
        try (ChainQueries queries = SqliteChainStore.openForReading(data, params)) {
            return export.pass(queries, atLeast, height -> {
                out.println("  height " + height);
                out.flush();
            });
        }
    }

    private void say(Pass pass, PrintWriter out) {
        if (pass.last() < 0) {
            out.println(
                    "nothing to write yet: the node's chain is at height " + pass.tip() + "; blocks are written from "
                            + (from == null ? 0 : from) + " on (--from), once " + confirmations
                            + " others are on them (--confirmations)");
        } else {
            String done = pass.blocks() == 0
                    ? "no new blocks"
                    : pass.blocks() + " blocks with " + pass.transactions() + " transactions written";
            out.println(done + "; the directory ends at height " + pass.last() + ", the node's chain at " + pass.tip()
                    + (confirmations > 0 ? " (--confirmations " + confirmations + ")" : ""));
        }
        out.flush();
    }
}
