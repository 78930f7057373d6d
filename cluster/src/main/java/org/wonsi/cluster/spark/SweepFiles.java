package org.wonsi.cluster.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.wonsi.cluster.sweep.Plan;
import org.wonsi.cluster.sweep.TrialRow;

/**
 * The directory of a sweep, on any file system that Hadoop knows.
 *
 * <pre>
 *   sweep.json                           the plan
 *   rows/seed-0000000007.parquet         what all points gave with seed 7
 *   summary.csv, plot.svg                made anew by each run
 * </pre>
 *
 * <p>A file is written under a hidden name and then renamed, so one that is there is whole, and the names alone tell what is left to
 * do, however the last run ended. What is in a file is determined by its name and the plan; so two runs at once do work
 * twice, but neither harms the other.
 */
public final class SweepFiles {
    /** A sweep whose rows mean something else is no longer added to. */
    private static final int VERSION = 1;

    /** What was begun so long ago nobody will finish; a younger file may be another run's. */
    private static final long ABANDONED_MILLIS = 3_600_000;

    private static final String ROWS = "rows";
    private static final String TEMPORARY = ".part";
    private static final Pattern NAME = Pattern.compile("seed-([0-9]{10,18})\\.parquet");
    private static final int LONGEST_PLAN = 1_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileSystem files;
    private final Configuration conf;
    private final Path directory;
    private final Plan plan;
    private final MessageType schema;

    private SweepFiles(FileSystem files, Configuration conf, Path directory, Plan plan) {
        this.files = files;
        this.conf = conf;
        this.directory = directory;
        this.plan = plan;
        this.schema = schema(plan);
    }

    /**
     * Opens a directory for a plan; one that isn't there is made.
     *
     * @throws ClusterException if it holds another sweep, or something else, or can't be written
     */
    public static SweepFiles open(Configuration conf, String place, Plan plan) throws ClusterException {
        try {
            Path directory = new Path(place);
            FileSystem files = directory.getFileSystem(conf);
            // On a local disk only; else each file would get a hidden companion.
            files.setWriteChecksum(false);
            SweepFiles sweep = new SweepFiles(files, conf, files.makeQualified(directory), plan);
            sweep.begin();
            return sweep;
        } catch (IOException | IllegalArgumentException e) {
            throw new ClusterException(place + " can't be used: " + SparkStart.firstLine(e), e);
        }
    }

    private static MessageType schema(Plan plan) {
        var message = Types.buildMessage();
        message.required(PrimitiveTypeName.INT64).named("seed");
        message.required(PrimitiveTypeName.INT32).named("point");
        plan.axisNames()
                .forEach(name -> message.required(PrimitiveTypeName.DOUBLE).named(name));
        plan.trial()
                .measures()
                .forEach(name -> message.required(PrimitiveTypeName.DOUBLE).named(name));
        return message.named("sweep");
    }

    // ------------------------------------------------------------------------------------------- the plan

    private void begin() throws IOException, ClusterException {
        Path file = new Path(directory, "sweep.json");
        JsonNode ours = describe();
        if (files.exists(directory) && !files.getFileStatus(directory).isDirectory()) {
            throw new ClusterException(directory + " is a file; name a directory");
        }
        if (!files.exists(file)) {
            if (files.exists(directory) && hasStrangers()) {
                throw new ClusterException(directory + " holds other files; name a new directory");
            }
            write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(ours) + "\n");
        }
        JsonNode theirs = read(file);
        if (!theirs.equals(ours)) {
            throw new ClusterException(directory + " holds another sweep (" + difference(theirs, ours)
                    + "); give the same numbers to go on with it, or name a new directory");
        }
        deleteLeftovers();
    }

    private boolean hasStrangers() throws IOException {
        for (FileStatus status : files.listStatus(directory)) {
            if (!status.getPath().getName().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private JsonNode describe() throws IOException {
        ObjectNode text = JSON.createObjectNode();
        text.put("version", VERSION);
        text.put("sweep", plan.sweep().commandName());
        ObjectNode axes = text.putObject("axes");
        plan.axes().forEach(axis -> {
            var values = axes.putArray(axis.name());
            axis.values().forEach(values::add);
        });
        ObjectNode fixed = text.putObject("fixed");
        plan.fixed().forEach(fixed::put);
        // As it will be read: whole numbers and fractions are of several classes otherwise.
        return JSON.readTree(JSON.writeValueAsString(text));
    }

    private JsonNode read(Path file) throws IOException, ClusterException {
        if (files.getFileStatus(file).getLen() > LONGEST_PLAN) {
            throw new ClusterException(file + " isn't the plan of a sweep; name a new directory");
        }
        try (InputStream in = files.open(file)) {
            return JSON.readTree(in.readAllBytes());
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new ClusterException(file + " isn't the plan of a sweep; name a new directory", e);
        }
    }

    private static String difference(JsonNode theirs, JsonNode ours) {
        List<String> different = new ArrayList<>();
        ours.fieldNames().forEachRemaining(name -> {
            JsonNode there = theirs.path(name);
            JsonNode here = ours.path(name);
            if (there.isObject() && here.isObject()) {
                NavigableSet<String> names = new TreeSet<>();
                there.fieldNames().forEachRemaining(names::add);
                here.fieldNames().forEachRemaining(names::add);
                names.stream()
                        .filter(each -> !there.path(each).equals(here.path(each)))
                        .forEach(each -> different.add(
                                each + ": there " + shown(there.path(each)) + ", here " + shown(here.path(each))));
            } else if (!there.equals(here)) {
                different.add(name + ": there " + shown(there) + ", here " + shown(here));
            }
        });
        return different.isEmpty() ? "its axes are in another order" : String.join("; ", different);
    }

    private static String shown(JsonNode node) {
        String text = node.isMissingNode() ? "none" : node.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    private void deleteLeftovers() throws IOException {
        for (Path folder : List.of(directory, new Path(directory, ROWS))) {
            if (!files.exists(folder)) {
                continue;
            }
            for (FileStatus status : files.listStatus(folder)) {
                String name = status.getPath().getName();
                boolean old = status.getModificationTime() < System.currentTimeMillis() - ABANDONED_MILLIS;
                if (status.isFile() && old && name.startsWith(".") && name.endsWith(TEMPORARY)) {
                    files.delete(status.getPath(), false);
                }
            }
        }
    }

    // ------------------------------------------------------------------------------------------- rows

    /** The seeds whose rows are here. */
    public NavigableSet<Long> seeds() throws ClusterException {
        Path folder = new Path(directory, ROWS);
        NavigableSet<Long> seeds = new TreeSet<>();
        try {
            if (files.exists(folder)) {
                for (FileStatus status : files.listStatus(folder)) {
                    Matcher name = NAME.matcher(status.getPath().getName());
                    if (name.matches()) {
                        seeds.add(Long.parseLong(name.group(1)));
                    }
                }
            }
            return seeds;
        } catch (IOException e) {
            throw new ClusterException(folder + " can't be read: " + SparkStart.firstLine(e), e);
        }
    }

    private Path file(long seed) {
        return new Path(new Path(directory, ROWS), String.format(Locale.ROOT, "seed-%010d.parquet", seed));
    }

    /** Writes all rows of a seed, one for each point, in their order. */
    void writeSeed(long seed, List<TrialRow> rows) throws ClusterException {
        Path file = file(seed);
        Path part = hidden(file);
        try {
            try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(HadoopOutputFile.fromPath(part, conf))
                    .withConf(conf)
                    .withType(schema)
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    .withExtraMetaData(Map.of("wonsi_sweep", plan.sweep().commandName()))
                    .build()) {
                for (TrialRow row : rows) {
                    writer.write(group(row));
                }
            }
            put(part, file);
        } catch (IOException | UncheckedIOException e) {
            throw new ClusterException(
                    file + " can't be written (" + SparkStart.firstLine(e)
                            + "); what is there stays good, and the same command goes on with it",
                    e);
        }
    }

    private Group group(TrialRow row) {
        Group group = new SimpleGroup(schema);
        group.append("seed", row.seed());
        group.append("point", row.point());
        List<Double> values = plan.at(row.point());
        for (int i = 0; i < values.size(); i++) {
            group.append(plan.axisNames().get(i), values.get(i));
        }
        List<String> measures = plan.trial().measures();
        for (int i = 0; i < measures.size(); i++) {
            group.append(measures.get(i), row.measures().get(i));
        }
        return group;
    }

    private static Path hidden(Path file) {
        return new Path(file.getParent(), "." + file.getName() + "." + UUID.randomUUID() + TEMPORARY);
    }

    /** Gives a file its name. Another run may have been faster; its file says the same. */
    private void put(Path part, Path file) throws IOException {
        if (!files.rename(part, file)) {
            boolean there = files.exists(file);
            files.delete(part, false);
            if (!there) {
                throw new IOException("it can't be renamed");
            }
        }
    }

    /**
     * Reads what was kept.
     *
     * @throws ClusterException naming a file that isn't whole, or isn't of this sweep
     */
    public List<TrialRow> read(NavigableSet<Long> seeds) throws ClusterException {
        List<TrialRow> rows = new ArrayList<>();
        for (long seed : seeds) {
            rows.addAll(readSeed(seed));
        }
        return rows;
    }

    private List<TrialRow> readSeed(long seed) throws ClusterException {
        Path file = file(seed);
        List<String> measures = plan.trial().measures();
        List<TrialRow> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), file)
                .withConf(conf)
                .build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                List<Double> values = new ArrayList<>();
                for (String measure : measures) {
                    values.add(group.getDouble(measure, 0));
                }
                TrialRow row = new TrialRow(group.getLong("seed", 0), group.getInteger("point", 0), values);
                if (row.seed() != seed || row.point() != rows.size() || rows.size() >= plan.size()) {
                    throw damaged(file, "its rows aren't those of seed " + seed, null);
                }
                rows.add(row);
            }
        } catch (IOException | ParquetRuntimeException | IllegalArgumentException e) {
            throw damaged(file, SparkStart.firstLine(e), e);
        } catch (RuntimeException e) {
            // Parquet's own check of a file's length throws this class itself.
            if (e.getClass() != RuntimeException.class) {
                throw e;
            }
            throw damaged(file, SparkStart.firstLine(e), e);
        }
        if (rows.size() != plan.size()) {
            throw damaged(file, rows.size() + " rows of " + plan.size(), null);
        }
        return rows;
    }

    private static ClusterException damaged(Path file, String why, @org.jspecify.annotations.Nullable Throwable cause) {
        String message = file + " isn't whole (" + why + "); delete it, and the same command makes it anew";
        return cause == null ? new ClusterException(message) : new ClusterException(message, cause);
    }

    // ------------------------------------------------------------------------------------------- what is made of them

    /** Writes a text beside the rows, in place of what is there under that name. Gives its place. */
    public String writeText(String name, String text) throws ClusterException {
        Path file = new Path(directory, name);
        try {
            if (files.exists(file)) {
                // A rename doesn't replace on every file system.
                files.delete(file, false);
            }
            write(file, text);
            return shown(file);
        } catch (IOException e) {
            throw new ClusterException(file + " can't be written (" + SparkStart.firstLine(e) + ")", e);
        }
    }

    private static String shown(Path file) {
        String text = file.toString();
        return text.startsWith("file:/") ? text.substring("file:".length()) : text;
    }

    private void write(Path file, String text) throws IOException {
        Path part = hidden(file);
        try (OutputStream out = files.create(part, false)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        put(part, file);
    }
}
