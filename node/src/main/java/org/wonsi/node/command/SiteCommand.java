package org.wonsi.node.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.site.SiteWriter;
import org.wonsi.node.store.db.StorageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wonsi site}: the page with nodes in the reader's tab, as a folder for any web server. */
@Command(
        name = "site",
        mixinStandardHelpOptions = true,
        description =
                "Writes a site that needs no server of its own: board, explorer, byte view, rules and lessons, with complete"
                        + " nodes in the reader's tab. Any host of files can serve the folder, under any path.")
final class SiteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "a new or empty folder, or one that holds such a site")
    private Path folder = Path.of("");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            SiteWriter.Done done = SiteWriter.write(folder);
            spec.commandLine()
                    .getOut()
                    .println(done.files() + " files, " + done.bytes() / 1024 + " kB, are in " + folder
                            + "; put the folder on any host of files, or try it with: python3 -m http.server -d "
                            + folder);
            return 0;
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailedException(
                    folder.toAbsolutePath() + " can't be written (" + StorageException.reason(e)
                            + "); name a folder elsewhere",
                    e);
        }
    }
}
