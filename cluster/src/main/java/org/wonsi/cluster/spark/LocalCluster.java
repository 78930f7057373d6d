package org.wonsi.cluster.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A standalone cluster on this machine: Spark's own master and workers, each a process of its own, on ports that are free.
 *
 * <p>It is what runs on many machines, only nearer: so a job can be tried as it will run there. All of it listens on 127.0.0.1 only,
 * because whoever reaches a master may run anything.
 */
public final class LocalCluster implements AutoCloseable {
    private static final Pattern MASTER = Pattern.compile(".*Starting Spark master at (spark://\\S+).*");
    private static final Pattern REGISTERED = Pattern.compile(".*(Successfully registered with master).*");
    private static final int START_SECONDS = 120;
    private static final int END_SECONDS = 10;

    private final List<Process> processes = new ArrayList<>();
    private final Path home;
    private final Path work;
    private final Thread atExit = new Thread(this::end, "end the cluster");
    private String master = "";
    private volatile boolean ending;

    private LocalCluster(Path home, Path work) {
        this.home = home;
        this.work = work;
    }

    /**
     * Starts one and waits until all workers are there.
     *
     * @param home a directory with Spark's jars below {@code jars}
     * @param cores that each worker offers
     * @param memoryMegabytes that each worker offers; executors take 512 unless told otherwise
     */
    public static LocalCluster start(Path home, int workers, int cores, int memoryMegabytes) throws ClusterException {
        if (!Files.isDirectory(home.resolve("jars"))) {
            throw new ClusterException(home.resolve("jars") + " isn't there; mvn -pl cluster -am package makes it");
        }
        Path work;
        try {
            work = Files.createTempDirectory("wonsi-cluster-");
        } catch (IOException e) {
            throw new ClusterException(
                    System.getProperty("java.io.tmpdir") + " can't be written: " + e.getMessage(), e);
        }
        LocalCluster cluster = new LocalCluster(home, work);
        Runtime.getRuntime().addShutdownHook(cluster.atExit);
        try {
            cluster.master = cluster.launch(
                    MASTER,
                    "org.apache.spark.deploy.master.Master",
                    List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
            for (int i = 0; i < workers; i++) {
                cluster.launch(
                        REGISTERED,
                        "org.apache.spark.deploy.worker.Worker",
                        List.of(
                                "--host",
                                "127.0.0.1",
                                "--port",
                                "0",
                                "--webui-port",
                                "0",
                                "--cores",
                                String.valueOf(cores),
                                "--memory",
                                memoryMegabytes + "m",
                                "--work-dir",
                                work.resolve("worker-" + i).toString(),
                                cluster.master));
            }
            return cluster;
        } catch (ClusterException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Spark's home, if this program's Spark lies in a folder {@code jars} of one, as the launcher has it. */
    public static Optional<Path> ownSparkHome() {
        try {
            Path jar = Path.of(SparkContext.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Optional.ofNullable(jar.getParent())
                    .filter(folder -> folder.endsWith("jars"))
                    .map(Path::getParent);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The URL for {@code --master}. */
    public String master() {
        return master;
    }

    private String launch(Pattern sign, String main, List<String> arguments) throws ClusterException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        // Jobs come by Spark's own protocol; the second way in, by HTTP, has a fixed port.
        command.add("-Dspark.master.rest.enabled=false");
        command.addAll(List.of("-cp", home.resolve("jars") + "/*", main));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Workers start executors from there. None of the user's own Spark settings apply.
        builder.environment().put("SPARK_HOME", home.toAbsolutePath().toString());
        builder.environment().put("SPARK_LOCAL_DIRS", work.toString());
        // Else they look for it in the folders of Spark's own build.
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        // Their pages would listen on all addresses otherwise.
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment()
                .keySet()
                .removeAll(List.of("SPARK_CONF_DIR", "SPARK_DIST_CLASSPATH", "SPARK_MASTER_HOST"));
        CompletableFuture<String> found = new CompletableFuture<>();
        try {
            Process process = builder.start();
            processes.add(process);
            Thread reader = new Thread(() -> read(process, sign, found), "output of " + main);
            reader.setDaemon(true);
            reader.start();
            return found.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new ClusterException("a process can't be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted", e);
        } catch (ExecutionException e) {
            throw new ClusterException(
                    main + " ended: "
                            + SparkStart.firstLine(
                                    Optional.ofNullable(e.getCause()).orElse(e)),
                    e);
        } catch (TimeoutException e) {
            throw new ClusterException(main + " isn't ready after " + START_SECONDS + " s", e);
        }
    }

    /** Reads to the end, so that the process never waits for its output to be taken. */
    private static void read(Process process, Pattern sign, CompletableFuture<String> found) {
        String last = "it said nothing";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = sign.matcher(line);
                if (matcher.matches()) {
                    found.complete(matcher.group(1));
                }
                last = line;
            }
            found.completeExceptionally(new IOException(last));
        } catch (IOException | UncheckedIOException e) {
            found.completeExceptionally(e);
        }
    }

    /**
     * Waits until the cluster ends.
     *
     * @return whether this program ended it, at Ctrl-C; else the master has ended by itself
     */
    public boolean await() throws InterruptedException {
        processes.get(0).waitFor();
        return ending;
    }

    private void end() {
        ending = true;
        // Executors are children of workers; a worker ends its own when it is asked to.
        List<ProcessHandle> all = new ArrayList<>();
        for (Process process : processes) {
            process.descendants().forEach(all::add);
            all.add(process.toHandle());
        }
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).destroy();
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        for (ProcessHandle handle : all) {
            try {
                handle.onExit().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                handle.destroyForcibly();
            }
        }
        delete();
    }

    private void delete() {
        try (Stream<Path> paths = Files.walk(work)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("wonsi: " + work + " can't be deleted (" + e.getMessage() + "); delete it by hand");
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // The program is ending, and the hook finds nothing more to end.
        }
    }
}
