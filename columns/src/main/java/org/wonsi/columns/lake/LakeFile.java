package org.wonsi.columns.lake;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wonsi.columns.schema.Table;

/**
 * A file of a table: the rows of consecutive blocks, all of one month.
 *
 * <pre>
 *   blocks/timestamp_month=2026-11-01/blocks_00000000_00000137.parquet
 * </pre>
 *
 * @param month the first day of it, as the folder's name has it
 * @param first the lowest height in it
 * @param last the highest
 */
record LakeFile(Table table, String month, int first, int last) {
    private static final Pattern FOLDER = Pattern.compile("([a-z_]+)=(\\d{4}-\\d{2}-01)");
    private static final Pattern NAME = Pattern.compile("([a-z_]+)_(\\d{8,10})_(\\d{8,10})\\.parquet");
    private static final String TEMPORARY = ".part";

    LakeFile {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("no heights: " + first + " to " + last);
        }
    }

    /** What a path below a table's folder names; none if this program doesn't name files so. */
    static Optional<LakeFile> parse(Table table, Path relative) {
        if (relative.getNameCount() != 2) {
            return Optional.empty();
        }
        Matcher folder = FOLDER.matcher(relative.getName(0).toString());
        Matcher name = NAME.matcher(relative.getName(1).toString());
        String month = table.partition().orElseThrow().name();
        if (!folder.matches()
                || !folder.group(1).equals(month)
                || !name.matches()
                || !name.group(1).equals(table.tableName())) {
            return Optional.empty();
        }
        long first = Long.parseLong(name.group(2));
        long last = Long.parseLong(name.group(3));
        if (last > Integer.MAX_VALUE || first > last) {
            return Optional.empty();
        }
        LakeFile file = new LakeFile(table, folder.group(2), (int) first, (int) last);
        return file.relativePath().equals(Path.of(table.tableName()).resolve(relative))
                ? Optional.of(file)
                : Optional.empty();
    }

    /** Whether a name is one that {@link #temporary} gives: a file whose writing was interrupted. */
    static boolean isTemporary(Path name) {
        String text = name.toString();
        return text.startsWith(".") && text.endsWith(".parquet" + TEMPORARY);
    }

    /** The name under which a file is written until it is whole; readers pass over names that begin with a dot. */
    static Path temporary(Path file) {
        return file.resolveSibling("." + file.getFileName() + TEMPORARY);
    }

    /** The same heights of another table. */
    LakeFile of(Table other) {
        return new LakeFile(other, month, first, last);
    }

    /** From the directory that all tables are in. */
    Path relativePath() {
        return Path.of(
                table.tableName(),
                table.partition().orElseThrow().name() + "=" + month,
                String.format(Locale.ROOT, "%s_%08d_%08d.parquet", table.tableName(), first, last));
    }
}
