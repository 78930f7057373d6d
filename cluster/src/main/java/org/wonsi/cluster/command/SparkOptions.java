package org.wonsi.cluster.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.wonsi.cluster.spark.ClusterException;
import org.wonsi.cluster.spark.SparkStart;
import picocli.CommandLine.Option;

/** The options of every command that runs something on Spark. */
final class SparkOptions {
    @Option(
            names = "--master",
            paramLabel = "URL",
            defaultValue = "",
            description = "where it runs: local[*] is this machine (the default), local[2] two of its cores,"
                    + " spark://HOST:PORT a standalone cluster")
    private String master = "";

    @Option(
            names = "--conf",
            paramLabel = "NAME=VALUE",
            description = "a setting of Spark's own, such as spark.executor.memory=4g; once for each")
    private Map<String, String> settings = new LinkedHashMap<>();

    SparkSession open() throws ClusterException {
        return SparkStart.open(master, settings);
    }
}
