package org.wonsi.columns.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
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
 * The contents of a directory of Parquet files on this machine.
 *
 * <p>Which files count, {@link LakeFiles} knows from their names. So a reader sees both tables end at the same block at any moment,
 * and a writer knows from the names alone where to go on.
 */
public final class Lake {
    private static final Set<String> TABLES =
            Stream.of(Table.values()).map(Table::tableName).collect(Collectors.toUnmodifiableSet());

    private final Path directory;
    private final LakeFiles files;
    private final Map<Path, Map<String, String>> notes;

    private Lake(Path directory, LakeFiles files, Map<Path, Map<String, String>> notes) {
        this.directory = directory;
        this.files = files;
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
            LakeFiles files = LakeFiles.of(directory.toString(), table -> list(directory.resolve(table.tableName())));
            Lake lake = new Lake(directory, files, new HashMap<>());
            lake.readNotes(duckDb);
            return lake;
        } catch (LakeException e) {
            throw e;
        } catch (IOException e) {
            throw new LakeException(directory + " can't be read: " + StorageException.reason(e), e);
        }
    }

    private static List<String> list(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder, 3)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString().replace('\\', '/'))
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
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
        return files.isEmpty();
    }

    /** The lowest height that is here. */
    public int first() {
        return files.blocks().get(0).first();
    }

    /** The highest height that is here. */
    public int last() {
        return newestFile().last();
    }

    private LakeFile newestFile() {
        return files.blocks().get(files.blocks().size() - 1);
    }

    /** What the newest file says of itself. */
    Notes newest() {
        Path path = directory.resolve(newestFile().relativePath());
        return Notes.of(path, notes.getOrDefault(path, Map.of()));
    }

    /** The name of the network whose chain this is. */
    public String network() {
        return newest().network();
    }

    /** The complete files of a table that lies in folders by month. */
    public List<Path> files(Table table) {
        return files.relativePaths(table).stream().map(directory::resolve).toList();
    }

    /** The file of stale blocks. */
    public Optional<Path> staleBlocks() {
        return Optional.of(staleFile(directory)).filter(Files::isRegularFile);
    }

    /** Files that interruptions left; they aren't part of what is here. */
    List<Path> leftovers() {
        return files.leftovers().stream().map(directory::resolve).toList();
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
