package org.wonsi.node.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.command.program.ImportLines;
import org.wonsi.node.command.program.NodePlace;
import org.wonsi.node.store.SqliteChainStore;
import org.wonsi.node.store.blockfile.BlockExport;
import org.wonsi.node.store.db.ImportProgress;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.query.ChainQueries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code wonsi export}: a node's blocks as a file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Writes a node's active chain to a file in Bitcoin Core's format, which 'node --import' and bitcoind"
                        + " -loadblock read. The node may run meanwhile.",
        footer = {"", "As Parquet files, for SQL on the whole chain: ./wonsi export --parquet DIR; docs/columns.md"})
final class ExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the new file; an existing one is never overwritten")
    private Path file = Path.of("");

    @Mixin
    private NodePlace node;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ChainParams params = node.params();
        Path directory = node.directory(System.getenv());
        PrintWriter out = spec.commandLine().getOut();
        try (ChainQueries queries = SqliteChainStore.openForReading(directory, params)) {
            ImportLines lines = new ImportLines(out, InstantSource.system());
            ImportProgress done = BlockExport.run(queries, file, params.magic(), lines::show);
            out.println(done.blocks() + " blocks with " + done.transactions() + " transactions are in " + file);
            return 0;
        } catch (StorageException | FileAlreadyExistsException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailedException(
                    file.toAbsolutePath() + " can't be written (" + StorageException.reason(e)
                            + "); name a file in another directory",
                    e);
        }
    }
}
