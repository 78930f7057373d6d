package org.wonsi.columns.lake;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.wonsi.columns.duck.DuckDb;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.MalformedException;

/**
 * The notes that each file carries besides its rows, as key and value in Parquet's footer: which chain it is of, and
 * which block it ends with.
 *
 * @param network its name
 * @param genesis hash of the first block of all
 * @param lastBlock hash of the highest block in the file
 */
record Notes(String network, BlockHash genesis, BlockHash lastBlock) {
    private static final String NETWORK = "wonsi_network";
    private static final String GENESIS = "wonsi_genesis";
    private static final String LAST_BLOCK = "wonsi_last_block";
    private static final String VERSION = "wonsi_version";

    /** The columns' version: another means that a file can't be added to. */
    private static final String THIS_VERSION = "1";

    /** For the statement that writes a file. */
    String toSql() {
        return Map.of(
                        NETWORK,
                        network,
                        GENESIS,
                        genesis.toDisplay(),
                        LAST_BLOCK,
                        lastBlock.toDisplay(),
                        VERSION,
                        THIS_VERSION)
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(note -> note.getKey() + ": " + DuckDb.quote(note.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /**
     * Reads what a file carries.
     *
     * @throws LakeException if it is missing, cut off, or no Parquet file
     */
    static Map<String, String> read(Path file, Connection duckDb) throws LakeException {
        if (!Files.isRegularFile(file)) {
            throw new LakeException(file + " is missing, though the same blocks are in the other table; export to a new"
                    + " directory");
        }
        Map<String, String> found = new HashMap<>();
        try (Statement statement = duckDb.createStatement();
                ResultSet rows = statement.executeQuery("SELECT key, value FROM parquet_kv_metadata("
                        + DuckDb.quote(file.toAbsolutePath().toString()) + ")")) {
            while (rows.next()) {
                found.put(text(rows.getBlob(1)), text(rows.getBlob(2)));
            }
        } catch (SQLException e) {
            throw new LakeException(
                    file + " is no whole Parquet file (" + firstLine(e)
                            + "); delete it with its partner of the other table"
                            + " and all files of higher blocks, and export again",
                    e);
        }
        if (!THIS_VERSION.equals(found.get(VERSION))) {
            throw new LakeException(
                    file + " wasn't written by this version of ./wonsi export --parquet; move it away, or"
                            + " name another directory");
        }
        return found;
    }

    static Notes of(Path file, Map<String, String> found) {
        try {
            return new Notes(
                    found.getOrDefault(NETWORK, ""),
                    BlockHash.ofDisplay(found.getOrDefault(GENESIS, "")),
                    BlockHash.ofDisplay(found.getOrDefault(LAST_BLOCK, "")));
        } catch (MalformedException e) {
            throw new IllegalStateException(file + " has this program's version but not its notes", e);
        }
    }

    private static String text(Blob blob) throws SQLException {
        return new String(blob.getBytes(1, (int) blob.length()), StandardCharsets.UTF_8);
    }

    static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
