package org.wonsi.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * This machine with a small disk in memory on one directory, which only programs started there see: a mount namespace of
 * Linux. It ends with this process.
 */
final class SmallDisk implements Host, AutoCloseable {
    private final Process holder;
    private final Path directory;

    private SmallDisk(Process holder, Path directory) {
        this.holder = holder;
        this.directory = directory;
    }

    /** Why there can be no such disk here, if so. */
    static Optional<String> missing() {
        for (String program : List.of("unshare", "nsenter", "mount")) {
            if (!Shell.has(program)) {
                return Optional.of("there is no program '" + program + "'");
            }
        }
        Shell.Result tried = Shell.run(List.of("unshare", "-m", "mount", "-t", "tmpfs", "none", "/tmp"), "");
        return tried.exitCode() == 0
                ? Optional.empty()
                : Optional.of(
                        "mount namespaces need privileges: " + tried.output().strip());
    }

    /** A disk of so many megabytes on an existing directory. */
    static SmallDisk on(Path directory, int megabytes) {
        // The shell reads on until this process closes its input or is gone, and with it goes the disk.
        String mount = "mount -t tmpfs -o size=" + megabytes + "m none \"$0\" && echo mounted && exec cat";
        try {
            Process holder = new ProcessBuilder("unshare", "-m", "sh", "-c", mount, directory.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = holder.inputReader().readLine();
            if (!"mounted".equals(said)) {
                holder.destroyForcibly();
                throw new AssertionError("no disk on " + directory + ": " + said);
            }
            return new SmallDisk(holder, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes it larger; what is on it stays. */
    void enlarge(int megabytes) {
        Shell.check(command(List.of("mount", "-o", "remount,size=" + megabytes + "m", directory.toString()))
                .toArray(String[]::new));
    }

    @Override
    public List<String> command(List<String> command) {
        List<String> there = new ArrayList<>(List.of("nsenter", "-m", "-t", Long.toString(holder.pid())));
        there.addAll(command);
        return there;
    }

    @Override
    public Answer request(String method, String url, Map<String, String> headers, String body) {
        return HERE.request(method, url, headers, body);
    }

    @Override
    public String read(Path file) throws IOException {
        return Files.readString(Path.of("/proc/" + holder.pid() + "/root")
                .resolve(file.toString().substring(1)));
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}
