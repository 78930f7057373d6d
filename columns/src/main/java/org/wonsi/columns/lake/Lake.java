package org.wonsi.columns.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wonsi.columns.duck.DuckDb;
import org.wonsi.columns.schema.Table;
import org.wonsi.node.store.db.StorageException;

/**
 * The contents of a directory of Parquet files.
 *
 * <p>Some heights are complete when their file of {@code blocks} is there: it is put in place last. A file of
 * {@code transactions} without it was left by an interruption and doesn't count. So a reader sees both tables end at the same
 * block at any moment, and a writer knows from the names alone where to go on.
 */
public final class Lake {
    private static final Set<String> TABLES =
            Stream.of(Table.values()).map(Table::tableName).collect(Collectors.toUnmodifiableSet());

    private final Path directory;
    private final List<LakeFile> blocks;
    private final List<Path> leftovers;
    private final Map<Path, Map<String, String>> notes;

    private Lake(Path directory, List<LakeFile> blocks, List<Path> leftovers, Map<Path, Map<String, String>> notes) {
        this.directory = directory;
        this.blocks = blocks;
        this.leftovers = leftovers;
        this.notes = notes;
    }

    /**
     * Looks at a directory; one that isn't there is empty.
     *
     * @param duckDb reads the notes that each file carries, and with them whether it is whole
     * @throws LakeException if there are files in it that this program didn't write, a file is cut off, or blocks are missing
     *     between others
     */
    public static Lake read(Path directory, Connection duckDb) throws LakeException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new LakeException(directory + " is a file; name a directory");
        }
        try {
            List<Path> leftovers = new ArrayList<>();
            List<LakeFile> blocks = list(directory, Table.BLOCKS, leftovers);
            List<LakeFile> transactions = list(directory, Table.TRANSACTIONS, leftovers);
            list(directory, Table.STALE_BLOCKS, leftovers);
            checkNoGaps(directory, blocks);
            Set<LakeFile> expected = new HashSet<>();
            blocks.forEach(file -> expected.add(file.of(Table.TRANSACTIONS)));
            transactions.stream()
                    .filter(file -> !expected.contains(file))
                    .forEach(file -> leftovers.add(directory.resolve(file.relativePath())));
            Lake lake = new Lake(directory, blocks, leftovers, new HashMap<>());
            lake.readNotes(duckDb);
            return lake;
        } catch (LakeException e) {
            throw e;
        } catch (IOException e) {
            throw new LakeException(directory + " can't be read: " + StorageException.reason(e), e);
        }
    }

    /** The files of a table by height; what was only begun goes to {@code leftovers}. */
    private static List<LakeFile> list(Path directory, Table table, List<Path> leftovers) throws IOException {
        Path folder = directory.resolve(table.tableName());
        List<LakeFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder, 3)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = path.getFileName().toString();
                if (LakeFile.isTemporary(path.getFileName())) {
                    leftovers.add(path);
                } else if (!name.startsWith(".") && !name.startsWith("_")) {
                    Path relative = folder.relativize(path);
                    if (table == Table.STALE_BLOCKS) {
                        if (!path.equals(staleFile(directory))) {
                            throw foreign(path);
                        }
                    } else {
                        files.add(LakeFile.parse(table, relative).orElseThrow(() -> foreign(path)));
                    }
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        files.sort(Comparator.comparingInt(LakeFile::first));
        return files;
    }

    private static LakeException foreign(Path file) {
        return new LakeException(
                file + " wasn't written by ./wonsi export --parquet; move it away, or name another" + " directory");
    }

    private static void checkNoGaps(Path directory, List<LakeFile> blocks) throws LakeException {
        for (int i = 1; i < blocks.size(); i++) {
            LakeFile before = blocks.get(i - 1);
            LakeFile file = blocks.get(i);
            if (file.first() != before.last() + 1L) {
                throw new LakeException("in " + directory + ", " + before.relativePath() + " is followed by "
                        + file.relativePath() + ": "
                        + (file.first() <= before.last() ? "blocks are there twice" : "blocks between them are missing")
                        + "; export to a new directory");
            }
        }
    }

    private void readNotes(Connection duckDb) throws LakeException {
        List<Path> all = new ArrayList<>(files(Table.BLOCKS));
        all.addAll(files(Table.TRANSACTIONS));
        staleBlocks().ifPresent(all::add);
        for (Path file : all) {
            notes.put(file, Notes.read(file, duckDb));
        }
    }

    static Path staleFile(Path directory) {
        return directory.resolve(Table.STALE_BLOCKS.tableName()).resolve("stale_blocks.parquet");
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** Whether no block is here yet. */
    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** The lowest height that is here. */
    public int first() {
        return blocks.get(0).first();
    }

    /** The highest height that is here. */
    public int last() {
        return blocks.get(blocks.size() - 1).last();
    }

    /** What the newest file says of itself. */
    Notes newest() {
        LakeFile file = blocks.get(blocks.size() - 1);
        Path path = directory.resolve(file.relativePath());
        return Notes.of(path, notes.getOrDefault(path, Map.of()));
    }

    /** The name of the network whose chain this is. */
    public String network() {
        return newest().network();
    }

    /** The complete files of a table that lies in folders by month. */
    public List<Path> files(Table table) {
        return blocks.stream()
                .map(file -> directory.resolve(file.of(table).relativePath()))
                .toList();
    }

    /** The file of stale blocks. */
    public Optional<Path> staleBlocks() {
        return Optional.of(staleFile(directory)).filter(Files::isRegularFile);
    }

    /** Files that interruptions left; they aren't part of what is here. */
    List<Path> leftovers() {
        return leftovers;
    }

    /** The first thing in the directory itself that no export puts there. */
    Optional<Path> stranger() throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(path -> {
                        String name = path.getFileName().toString();
                        return !name.startsWith(".") && !name.startsWith("_") && !TABLES.contains(name);
                    })
                    .sorted()
                    .findFirst();
        }
    }

    /** Whether a directory looks like one of these. */
    public static boolean isLake(Path directory) {
        return Files.isDirectory(directory.resolve(Table.BLOCKS.tableName()));
    }

    /** Makes a view of each table, over the complete files; and {@code inputs} and {@code outputs}, as the public set has. */
    public void createViews(Connection duckDb) throws SQLException {
        for (Table table : List.of(Table.BLOCKS, Table.TRANSACTIONS)) {
            String month = table.partition().orElseThrow().name();
            createView(
                    duckDb,
                    table,
                    "read_parquet(" + list(files(table)) + ", hive_partitioning = true, hive_types = {'" + month
                            + "': DATE})");
        }
        Optional<Path> stale = staleBlocks();
        createView(
                duckDb,
                Table.STALE_BLOCKS,
                stale.isPresent()
                        ? "read_parquet(" + list(List.of(stale.get())) + ")"
                        : "(" + Table.STALE_BLOCKS.emptyRows() + ")");
        for (FlatView view : FlatView.values()) {
            DuckDb.execute(duckDb, view.createView());
        }
    }

    private static void createView(Connection duckDb, Table table, String source) throws SQLException {
        String columns = table.columns().stream().map(c -> c.quotedName()).collect(Collectors.joining(", "));
        DuckDb.execute(duckDb, "CREATE VIEW " + table.tableName() + " AS SELECT " + columns + " FROM " + source);
    }

    private static String list(List<Path> files) {
        return files.stream()
                .map(file -> DuckDb.quote(file.toAbsolutePath().toString()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Every file that the views read. */
    public List<Path> viewedFiles() {
        List<Path> all = new ArrayList<>(files(Table.BLOCKS));
        all.addAll(files(Table.TRANSACTIONS));
        staleBlocks().ifPresent(all::add);
        return all;
    }
}
