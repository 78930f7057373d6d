package org.wonsi.cluster.spark;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.wonsi.columns.answer.AnswerWriter;
import scala.jdk.javaapi.CollectionConverters;

/** Answers of Spark, in the values that tables, CSV and JSON are written of; the same as DuckDB's are. */
public final class SparkAnswer {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private SparkAnswer() {}

    /**
     * Asks one question. A statement that has no answer gives a table without columns, which isn't written.
     *
     * @throws ClusterException if Spark refuses it or fails; says why
     * @throws IOException if the answer can't be written
     */
    public static void ask(SparkSession spark, String sql, AnswerWriter out) throws ClusterException, IOException {
        try {
            Dataset<Row> rows = spark.sql(sql);
            List<String> names = List.of(rows.columns());
            if (names.isEmpty()) {
                return;
            }
            out.begin(names);
            // Partition by partition, so that a large answer needs no large memory.
            Iterator<Row> each = rows.toLocalIterator();
            while (each.hasNext()) {
                out.row(values(each.next()));
            }
            out.end();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            // Scala declares nothing: what Spark refuses is a checked exception that javac doesn't know of.
            throw new ClusterException(said(e), e);
        }
    }

    /** Spark's message without the plan that follows it. */
    private static String said(Exception e) {
        String message = String.valueOf(e.getMessage());
        int plan = message.indexOf(";\n");
        String cut = plan < 0 ? message : message.substring(0, plan);
        int stack = cut.indexOf("\n\tat ");
        return (stack < 0 ? cut : cut.substring(0, stack)).strip();
    }

    private static List<@Nullable Object> values(Row row) {
        List<@Nullable Object> values = new ArrayList<>(row.size());
        for (int i = 0; i < row.size(); i++) {
            values.add(plain(row.get(i)));
        }
        return values;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof scala.collection.Seq<?> seq) {
            List<@Nullable Object> list = new ArrayList<>();
            CollectionConverters.asJava(seq).forEach(one -> list.add(plain(one)));
            return list;
        }
        if (value instanceof Row row) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                map.put(row.schema().fieldNames()[i], plain(row.get(i)));
            }
            return map;
        }
        if (value instanceof scala.collection.Map<?, ?> scala) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            CollectionConverters.asJava(scala).forEach((key, one) -> map.put(String.valueOf(key), plain(one)));
            return map;
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Instant moment) {
            return LocalDateTime.ofInstant(moment, ZoneOffset.UTC).format(MOMENT) + "+00";
        }
        return value instanceof LocalDateTime moment ? moment.format(MOMENT) : value.toString();
    }
}
