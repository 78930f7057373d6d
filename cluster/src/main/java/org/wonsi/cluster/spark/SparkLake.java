package org.wonsi.cluster.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.wonsi.columns.lake.FlatView;
import org.wonsi.columns.lake.LakeException;
import org.wonsi.columns.lake.LakeFiles;
import org.wonsi.columns.schema.Table;

/**
 * A directory of {@code export --parquet} as Spark's views: {@code blocks}, {@code transactions}, {@code stale_blocks}, {@code inputs} and
 * {@code outputs}.
 *
 * <p>As everywhere, heights count whose file of {@code blocks} is there: so an export may go on while it is asked, and what it had
 * begun isn't seen. The directory may be on any file system that Hadoop knows.
 */
public final class SparkLake {
    private SparkLake() {}

    /**
     * Makes the views over what is there now.
     *
     * @throws ClusterException if there is no block, or something that this program didn't write
     */
    public static void createViews(SparkSession spark, String place) throws ClusterException {
        Configuration conf = spark.sparkContext().hadoopConfiguration();
        try {
            Path directory = new Path(place);
            FileSystem system = directory.getFileSystem(conf);
            Path root = system.makeQualified(directory);
            LakeFiles files = LakeFiles.of(place, table -> list(system, new Path(root, table.tableName())));
            if (files.isEmpty()) {
                throw new ClusterException(
                        "no block is in " + place + "; ./wonsi export --parquet " + place + " puts some there");
            }
            for (Table table : List.of(Table.BLOCKS, Table.TRANSACTIONS)) {
                List<String> paths = files.relativePaths(table).stream()
                        .map(path -> literal(new Path(root, path)))
                        .toList();
                view(
                        table,
                        spark.read()
                                .option("basePath", new Path(root, table.tableName()).toString())
                                .parquet(paths.toArray(String[]::new)));
            }
            Path stale = new Path(root, "stale_blocks/stale_blocks.parquet");
            view(
                    Table.STALE_BLOCKS,
                    system.exists(stale)
                            ? spark.read().parquet(literal(stale))
                            : spark.sql(Table.STALE_BLOCKS.emptyRowsForSpark()));
            for (FlatView view : FlatView.values()) {
                spark.sql(view.createSparkView());
            }
        } catch (ClusterException e) {
            throw e;
        } catch (LakeException e) {
            throw new ClusterException(String.valueOf(e.getMessage()), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new ClusterException(place + " can't be read: " + SparkStart.firstLine(e), e);
        } catch (Exception e) {
            // Scala declares nothing: a file that is no Parquet ends here.
            throw new ClusterException(place + " can't be read by Spark: " + SparkStart.firstLine(e), e);
        }
    }

    /** As Spark reads a path, where brackets and stars stand for other characters otherwise. */
    private static String literal(Path path) {
        return path.toString().replaceAll("[\\[\\]{}*?\\\\]", "\\\\$0");
    }

    private static void view(Table table, Dataset<Row> rows) {
        Column[] columns = table.columns().stream()
                .map(column -> functions.col("`" + column.name() + "`"))
                .toArray(Column[]::new);
        rows.select(columns).createOrReplaceTempView(table.tableName());
    }

    /** The files two levels below a table's folder, relative to it; none if there is no folder. */
    private static List<String> list(FileSystem system, Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try {
            for (FileStatus month : system.listStatus(folder)) {
                String name = month.getPath().getName();
                if (!month.isDirectory()) {
                    found.add(name);
                    continue;
                }
                for (FileStatus file : system.listStatus(month.getPath())) {
                    found.add(name + "/" + file.getPath().getName());
                }
            }
            return found;
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }
}
