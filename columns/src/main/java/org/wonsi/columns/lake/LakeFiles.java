package org.wonsi.columns.lake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wonsi.columns.schema.Table;

/**
 * The files of a directory, as their names tell; on whatever disk it is.
 *
 * <p>Some heights are complete when their file of {@code blocks} is there: it is put in place last. A file of
 * {@code transactions} without it was left by an interruption and doesn't count.
 */
public final class LakeFiles {
    private static final String STALE = "stale_blocks.parquet";

    private final List<LakeFile> blocks;
    private final List<String> leftovers;

    /** A lister of a table's files. */
    @FunctionalInterface
    public interface Lister {
        /** Their paths relative to the table's folder, with slashes; none if there is no such folder. */
        List<String> list(Table table) throws IOException;
    }

    private LakeFiles(List<LakeFile> blocks, List<String> leftovers) {
        this.blocks = List.copyOf(blocks);
        this.leftovers = List.copyOf(leftovers);
    }

    /**
     * Looks at the names.
     *
     * @param place the directory, for messages
     * @throws LakeException if there are files that this program didn't write, or blocks are missing between others
     * @throws IOException if the directory can't be read
     */
    public static LakeFiles of(String place, Lister lister) throws IOException {
        List<String> leftovers = new ArrayList<>();
        // The blocks first: what is written meanwhile then has both files, or counts as left over.
        List<LakeFile> blocks = list(place, Table.BLOCKS, lister, leftovers);
        List<LakeFile> transactions = list(place, Table.TRANSACTIONS, lister, leftovers);
        list(place, Table.STALE_BLOCKS, lister, leftovers);
        checkNoGaps(place, blocks);
        Set<LakeFile> expected = new HashSet<>();
        blocks.forEach(file -> expected.add(file.of(Table.TRANSACTIONS)));
        transactions.stream().filter(file -> !expected.contains(file)).forEach(file -> leftovers.add(relative(file)));
        return new LakeFiles(blocks, leftovers);
    }

    private static List<LakeFile> list(String place, Table table, Lister lister, List<String> leftovers)
            throws IOException {
        List<LakeFile> files = new ArrayList<>();
        for (String path : lister.list(table)) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (LakeFile.isTemporary(Path.of(name))) {
                leftovers.add(table.tableName() + "/" + path);
            } else if (!name.startsWith(".") && !name.startsWith("_")) {
                if (table != Table.STALE_BLOCKS) {
                    files.add(LakeFile.parse(table, Path.of(path)).orElseThrow(() -> foreign(place, table, path)));
                } else if (!path.equals(STALE)) {
                    throw foreign(place, table, path);
                }
            }
        }
        files.sort(Comparator.comparingInt(LakeFile::first));
        return files;
    }

    private static LakeException foreign(String place, Table table, String path) {
        // The path is empty where a file stands in place of the table's folder.
        return new LakeException(place + "/" + table.tableName() + (path.isEmpty() ? "" : "/" + path)
                + " wasn't written by ./wonsi export --parquet; move it away, or name another directory");
    }

    private static void checkNoGaps(String place, List<LakeFile> blocks) throws LakeException {
        for (int i = 1; i < blocks.size(); i++) {
            LakeFile before = blocks.get(i - 1);
            LakeFile file = blocks.get(i);
            if (file.first() != before.last() + 1L) {
                throw new LakeException("in " + place + ", " + before.relativePath() + " is followed by "
                        + file.relativePath() + ": "
                        + (file.first() <= before.last() ? "blocks are there twice" : "blocks between them are missing")
                        + "; export to a new directory");
            }
        }
    }

    private static String relative(LakeFile file) {
        return file.relativePath().toString().replace('\\', '/');
    }

    /** Whether no block is here yet. */
    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** The complete files of blocks, by height. */
    List<LakeFile> blocks() {
        return blocks;
    }

    /** The complete files of a table that lies in folders by month; from the directory, with slashes. */
    public List<String> relativePaths(Table table) {
        return blocks.stream().map(file -> relative(file.of(table))).toList();
    }

    /** Files that interruptions left, from the directory; they aren't part of what is here. */
    List<String> leftovers() {
        return leftovers;
    }
}
