package org.wonsi.cluster.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * The start of a session, on this machine or on a cluster.
 *
 * <p>What {@code spark-submit} was told comes as system properties, and holds unless an option says otherwise. So on YARN or
 * Kubernetes this program is an application as any other.
 */
public final class SparkStart {
    private static final Pattern STANDALONE = Pattern.compile("spark://([^:/,]+):([0-9]{1,5})");
    private static final int CONNECT_MILLIS = 5_000;

    private SparkStart() {}

    /**
     * Opens a session.
     *
     * @param master where jobs run: local[*], spark://HOST:PORT and so on; empty for what spark-submit says, or else local[*]
     * @param settings Spark's own, by name
     * @throws ClusterException if the master can't be reached, or there is no such kind of master here
     */
    public static SparkSession open(String master, Map<String, String> settings) throws ClusterException {
        // Times are written and read in UTC, whatever this machine's zone is; without the first line a cast to a date
        // isn't.
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        SparkConf conf = new SparkConf();
        conf.setIfMissing("spark.master", "local[*]");
        if (!master.isEmpty()) {
            conf.setMaster(master);
        }
        conf.setIfMissing("spark.app.name", "wonsi");
        conf.setIfMissing("spark.ui.enabled", "false");
        settings.forEach(conf::set);
        conf.set("spark.sql.session.timeZone", "UTC");
        conf.set("spark.sql.datetime.java8API.enabled", "true");
        String where = conf.get("spark.master");
        boolean here = where.startsWith("local") || where.startsWith("spark://127.0.0.1:");
        if (here) {
            // Else Spark looks for this machine's name in the network, and fails where it has none.
            conf.setIfMissing("spark.driver.host", "127.0.0.1");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        }
        if (where.startsWith("local")) {
            // 200 otherwise, as if this were a cluster.
            conf.setIfMissing("spark.sql.shuffle.partitions", "8");
        } else {
            checkReachable(where);
            giveOwnJar(conf, where);
        }
        try {
            return SparkSession.builder().config(conf).getOrCreate();
        } catch (Exception e) {
            // Scala declares nothing: checked exceptions come, too.
            throw new ClusterException(
                    "Spark can't be started with the master " + where + " (" + firstLine(e)
                            + "); here are local[N] and spark://HOST:PORT. For YARN and Kubernetes, start"
                            + " wonsi-cluster.jar with the spark-submit of a Spark that has them",
                    e);
        }
    }

    private static void giveOwnJar(SparkConf conf, String master) throws ClusterException {
        if (!conf.get("spark.jars", "").isEmpty()) {
            return;
        }
        Path jar = ownPlace();
        if (!Files.isDirectory(jar)) {
            conf.set("spark.jars", jar.toString());
        } else if (master.startsWith("spark://")) {
            throw new ClusterException("a cluster needs this program as a jar; start it from wonsi-cluster.jar");
        }
    }

    private static Path ownPlace() {
        try {
            return Path.of(SparkStart.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Spark itself tries for a minute, and then says little. One of several masters must answer. */
    private static void checkReachable(String master) throws ClusterException {
        Matcher one = STANDALONE.matcher(master.contains(",") ? "" : master);
        if (!one.matches()) {
            return;
        }
        InetSocketAddress address =
                new InetSocketAddress(one.group(1), Math.min(65_535, Integer.parseInt(one.group(2))));
        try (Socket socket = new Socket()) {
            if (address.isUnresolved()) {
                throw new IOException("the name is unknown");
            }
            socket.connect(address, CONNECT_MILLIS);
        } catch (IOException e) {
            throw new ClusterException(
                    "nothing answers at " + master + " (" + e.getMessage()
                            + "); is the master running? ./wonsi cluster start starts one here",
                    e);
        }
    }

    static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
