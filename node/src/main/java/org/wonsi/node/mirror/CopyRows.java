package org.wonsi.node.mirror;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into one table by PostgreSQL's COPY, in its binary form: bytes go as they are, and no text is parsed.
 *
 * <p>Values are added column by column, in the order in which the columns were named; {@link #endRow} counts them.
 */
final class CopyRows {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int NULL = -1;

    private final String table;
    private final String[] columns;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    private final DataOutputStream out = new DataOutputStream(bytes);
    private long rows;
    private int inRow;

    CopyRows(String table, String... columns) {
        this.table = table;
        this.columns = columns.clone();
        try {
            out.write(SIGNATURE);
            out.writeInt(0);
            out.writeInt(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void field(int length) throws IOException {
        if (inRow == 0) {
            out.writeShort(columns.length);
        }
        inRow++;
        out.writeInt(length);
    }

    CopyRows bigint(@Nullable Long value) {
        try {
            field(value == null ? NULL : 8);
            if (value != null) {
                out.writeLong(value);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CopyRows integer(@Nullable Integer value) {
        try {
            field(value == null ? NULL : 4);
            if (value != null) {
                out.writeInt(value);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CopyRows smallint(int value) {
        try {
            field(2);
            out.writeShort(value);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CopyRows bytea(byte[] value) {
        try {
            field(value.length);
            out.write(value);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CopyRows text(String value) {
        return bytea(value.getBytes(StandardCharsets.UTF_8));
    }

    void endRow() {
        if (inRow != columns.length) {
            throw new IllegalStateException(inRow + " values for " + columns.length + " columns of " + table);
        }
        inRow = 0;
        rows++;
    }

    /** Bytes until now. */
    int size() {
        return bytes.size();
    }

    /** Writes all rows into the table. */
    void into(Connection connection) throws SQLException {
        if (rows == 0) {
            return;
        }
        try {
            out.writeShort(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] all = bytes.toByteArray();
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN (FORMAT binary)");
        try {
            copy.writeToCopy(all, 0, all.length);
            long written = copy.endCopy();
            if (written != rows) {
                throw new SQLException("PostgreSQL took " + written + " of " + rows + " rows of " + table);
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
