package org.wonsi.node.store.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A table's row in a leaf page, as bytes. Whatever stands there: each reading is checked, since the page may be damaged.
 *
 * <pre>
 *   cell      payload length   row number   [payload, or its beginning]   [number of the first overflow page]
 *   payload   header length    a type for each column ...   a value for each column ...
 * </pre>
 */
final class PageRow {
    private static final int LEAF_OF_TABLE = 0x0d;
    private static final int MAX_PAYLOAD = 8_000_000;
    private static final int MAX_COLUMNS = 20;

    private final long[] types;
    private final int[] offsets;
    private final byte[] local;
    private final int length;
    private final long overflow;

    private PageRow(long[] types, int[] offsets, byte[] local, int length, long overflow) {
        this.types = types;
        this.offsets = offsets;
        this.local = local;
        this.length = length;
        this.overflow = overflow;
    }

    /** How many rows a page says it has; 0 if it is no leaf page of a table. */
    static int count(byte[] page, long number) {
        int start = start(number);
        if (page.length < start + 8 || page[start] != LEAF_OF_TABLE) {
            return 0;
        }
        return Math.min(((page[start + 3] & 0xff) << 8) | (page[start + 4] & 0xff), (page.length - start - 8) / 2);
    }

    private static int start(long pageNumber) {
        return pageNumber == 1 ? 100 : 0;
    }

    /**
     * A row of a page.
     *
     * @throws IndexOutOfBoundsException or IllegalArgumentException if there is no row where the page says
     */
    static PageRow read(byte[] page, long number, int index, int usable) {
        int pointer = start(number) + 8 + 2 * index;
        Cursor cell = new Cursor(page, ((page[pointer] & 0xff) << 8) | (page[pointer + 1] & 0xff));
        long payload = cell.varint();
        if (payload < 1 || payload > MAX_PAYLOAD) {
            throw new IllegalArgumentException("no payload of a row: " + payload);
        }
        cell.varint();
        int length = (int) payload;
        int local = localLength(length, usable);
        byte[] bytes = Arrays.copyOfRange(page, cell.at, cell.at + local);
        if (cell.at + local > page.length) {
            throw new IllegalArgumentException("the row leaves its page");
        }
        long overflow = local == length ? 0 : DatabasePages.number(page, cell.at + local);
        return decode(bytes, length, overflow);
    }

    private static int localLength(int payload, int usable) {
        int most = usable - 35;
        if (payload <= most) {
            return payload;
        }
        int least = (usable - 12) * 32 / 255 - 23;
        int fitting = least + (payload - least) % (usable - 4);
        return fitting <= most ? fitting : least;
    }

    private static PageRow decode(byte[] bytes, int length, long overflow) {
        Cursor header = new Cursor(bytes, 0);
        long headerLength = header.varint();
        long[] types = new long[MAX_COLUMNS];
        int[] offsets = new int[MAX_COLUMNS];
        int columns = 0;
        long value = headerLength;
        while (header.at < headerLength) {
            if (columns == MAX_COLUMNS) {
                throw new IllegalArgumentException("too many columns");
            }
            types[columns] = header.varint();
            offsets[columns] = (int) value;
            value += size(types[columns++]);
            if (value > length) {
                throw new IllegalArgumentException("a column leaves its row");
            }
        }
        if (header.at != headerLength || value != length) {
            throw new IllegalArgumentException("the columns don't fill the row");
        }
        return new PageRow(Arrays.copyOf(types, columns), offsets, bytes, length, overflow);
    }

    private static long size(long type) {
        if (type >= 12) {
            return (type - 12) / 2;
        }
        return switch ((int) type) {
            case 0, 8, 9 -> 0;
            case 1, 2, 3, 4 -> type;
            case 5 -> 6;
            case 6, 7 -> 8;
            default -> throw new IllegalArgumentException("no type of a column: " + type);
        };
    }

    int columns() {
        return types.length;
    }

    boolean isNull(int column) {
        return types[column] == 0;
    }

    /** A column that is an integer. */
    OptionalLong integer(int column) {
        long type = types[column];
        if (type == 8 || type == 9) {
            return OptionalLong.of(type - 8);
        }
        int size = (int) size(type);
        if (type < 1 || type > 6 || offsets[column] + size > local.length) {
            return OptionalLong.empty();
        }
        long value = local[offsets[column]];
        for (int i = 1; i < size; i++) {
            value = (value << 8) | (local[offsets[column] + i] & 0xff);
        }
        return OptionalLong.of(value);
    }

    /** The length of a column that is a blob; -1 if it is none. */
    int blobLength(int column) {
        return types[column] >= 12 && types[column] % 2 == 0 ? (int) size(types[column]) : -1;
    }

    /** The beginning of a blob; as much of it as stands in the row's own page, and no more than asked for. */
    byte[] blobStart(int column, int most) {
        int from = Math.min(offsets[column], local.length);
        int to = Math.min(local.length, from + Math.min(most, blobLength(column)));
        return Arrays.copyOfRange(local, from, to);
    }

    /**
     * A whole blob, with what stands on other pages.
     *
     * @throws IllegalArgumentException if the pages it goes on at aren't there
     */
    byte[] blob(int column, DatabasePages pages) throws IOException {
        ByteBuffer payload = ByteBuffer.allocate(length).put(local);
        long next = overflow;
        while (payload.hasRemaining()) {
            byte[] page = pages.page(next);
            int size = Math.min(payload.remaining(), pages.usable() - 4);
            if (page.length < 4 + size) {
                throw new IllegalArgumentException("page " + next + " of a row is missing");
            }
            payload.put(page, 4, size);
            next = DatabasePages.number(page, 0);
        }
        return Arrays.copyOfRange(payload.array(), offsets[column], offsets[column] + blobLength(column));
    }

    /** A reader of numbers of one to nine bytes. */
    private static final class Cursor {
        private final byte[] bytes;
        private int at;

        Cursor(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        long varint() {
            long value = 0;
            for (int i = 0; i < 8; i++) {
                byte next = bytes[at++];
                value = (value << 7) | (next & 0x7f);
                if (next >= 0) {
                    return value;
                }
            }
            return (value << 8) | (bytes[at++] & 0xff);
        }
    }
}
