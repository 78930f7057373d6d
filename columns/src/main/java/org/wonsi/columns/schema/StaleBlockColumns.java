package org.wonsi.columns.schema;

import java.util.List;
import java.util.stream.Stream;
import org.wonsi.columns.schema.Column.Origin;

/** The columns of {@code stale_blocks}: those of {@code blocks} that a header alone has, and two of our own. */
final class StaleBlockColumns {
    private static final List<String> OF_HEADER =
            List.of("hash", "number", "version", "merkle_root", "timestamp", "nonce", "bits", "previous_block_hash");

    static final List<Column> ALL = Stream.concat(
                    BlockColumns.ALL.stream()
                            .filter(column -> OF_HEADER.contains(column.name()))
                            .map(column -> Column.of(
                                    column.name(), column.type(), Origin.WONSI, column.english(), column.korean())),
                    Stream.of(
                            Column.of(
                                    "status",
                                    ColumnType.STRING,
                                    Origin.WONSI,
                                    "What the node knows: valid (was connected once), stored, header (no bytes), invalid,"
                                            + " invalid_ancestor.",
                                    "노드가 아는 상태입니다. valid(한 번 연결됨), stored, header(본문 없음), invalid, invalid_ancestor 중 하나입니다."),
                            Column.of(
                                    "arrival",
                                    ColumnType.INT64,
                                    Origin.WONSI,
                                    "1 for the first stale block of its height that reached this node, 2 for the next.",
                                    "같은 높이의 버려진 블록 가운데 이 노드에 도착한 순서입니다. 1부터 셉니다.")))
            .toList();

    private StaleBlockColumns() {}
}
