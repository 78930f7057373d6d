package org.wonsi.node.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.command.program.ImportLines;
import org.wonsi.node.store.SqliteChainStore;
import org.wonsi.node.store.blockfile.BlockExport;
import org.wonsi.node.store.db.ImportProgress;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.query.ChainQueries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Option(
            names = "--network",
            defaultValue = NodeCommand.DEFAULT_NETWORK,
            description = "seminar, regtest or mainnet (${DEFAULT-VALUE})")
    private String network = NodeCommand.DEFAULT_NETWORK;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "the node's data; by default $WONSI_HOME/<network>/<name>")
    private @Nullable Path dataDirectory;

    @Option(names = "--name", description = "the node's name, if no directory is given")
    private @Nullable String name;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ChainParams params;
        try {
            params = ChainParams.of(Network.parse(network));
        } catch (MalformedException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        Path directory = Optional.ofNullable(dataDirectory)
                .orElseGet(() -> NodeCommand.defaultDirectory(
                        System.getenv(),
                        params.toString(),
                        Optional.ofNullable(name).orElseGet(NodeCommand::defaultName)));
        if (!Files.isDirectory(directory)) {
            throw new CommandFailedException("there is no data directory " + directory + "; name it with --data-dir");
        }
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
