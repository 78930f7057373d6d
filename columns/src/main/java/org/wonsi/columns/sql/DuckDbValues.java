package org.wonsi.columns.sql;

import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** The values that the driver returns, as texts, numbers, booleans, lists and maps. */
final class DuckDbValues {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private DuckDbValues() {}

    static @Nullable Object plain(@Nullable Object value) throws SQLException {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Array array) {
            return list((Object[]) array.getArray());
        }
        if (value instanceof Object[] array) {
            return list(array);
        }
        if (value instanceof DuckDBStruct struct) {
            return map(struct.getMap());
        }
        if (value instanceof Struct struct) {
            return list(struct.getAttributes());
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof Blob blob) {
            return HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.withOffsetSameInstant(ZoneOffset.UTC).format(MOMENT) + "+00";
        }
        if (value instanceof Timestamp moment) {
            return moment.toLocalDateTime().format(MOMENT);
        }
        return value instanceof LocalDateTime moment ? moment.format(MOMENT) : value.toString();
    }

    private static List<@Nullable Object> list(Object[] values) throws SQLException {
        List<@Nullable Object> list = new ArrayList<>();
        for (Object value : values) {
            list.add(plain(value));
        }
        return list;
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> values) throws SQLException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            map.put(String.valueOf(entry.getKey()), plain(entry.getValue()));
        }
        return map;
    }
}
