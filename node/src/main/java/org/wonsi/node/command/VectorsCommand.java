package org.wonsi.node.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.vectors.VectorFile;
import org.wonsi.node.vectors.VectorKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code wonsi vectors}: it runs Bitcoin Core's test vectors against this node's rules. */
@Command(
        name = "vectors",
        mixinStandardHelpOptions = true,
        description = "Runs a file of Bitcoin Core's test vectors (script_tests, tx_valid, tx_invalid, sighash,"
                + " base58_encode_decode, key_io_valid, key_io_invalid) against this node's rules. Exit code 1 if a"
                + " case fails.")
final class VectorsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE.json", description = "a file of src/test/data of Bitcoin Core's source")
    private Path file;

    @Option(names = "--as", description = "the kind of file: ${COMPLETION-CANDIDATES}; recognised by default")
    private Optional<VectorKind> kind = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (!Files.isRegularFile(file)) {
            throw new CommandFailedException("there is no file " + file + "; name a file of test vectors");
        }
        try {
            return VectorFile.read(file, kind).run(out).failed() == 0 ? 0 : 1;
        } catch (IOException e) {
            throw new CommandFailedException("can't read " + file + " as JSON: " + e.getMessage(), e);
        } catch (MalformedException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }
}
