package org.wonsi.columns.schema;

import java.util.List;
import org.wonsi.columns.schema.Column.Origin;

/** The columns of {@code blocks}. */
final class BlockColumns {
    static final Column PREVIOUS = Column.of(
            "previous_block_hash",
            ColumnType.STRING,
            Origin.WONSI,
            "Hash of the block before, as the header names it. This is the link of the chain.",
            "헤더에 적힌 바로 앞 블록의 해시입니다. 체인을 잇는 고리입니다.");

    static final List<Column> ALL = List.of(
            Column.of(
                    "hash",
                    ColumnType.STRING,
                    Origin.PUBLIC,
                    "The block's hash in hex, in the order in which people write it.",
                    "블록의 해시입니다. 사람이 쓰는 순서의 16진수입니다."),
            Column.of(
                    "size",
                    ColumnType.INT64,
                    Origin.PUBLIC,
                    "Bytes of the block as it travels.",
                    "네트워크로 보낼 때의 블록 크기(바이트)입니다."),
            Column.of(
                    "stripped_size",
                    ColumnType.INT64,
                    Origin.PUBLIC,
                    "Bytes without witnesses. There are none here, so it equals size.",
                    "증인 데이터를 뺀 크기입니다. 여기에는 증인 데이터가 없으므로 size와 같습니다."),
            Column.of(
                    "weight",
                    ColumnType.INT64,
                    Origin.PUBLIC,
                    "Weight units (BIP 141): three times stripped_size plus size, so here four times size.",
                    "웨이트 유닛(BIP 141)입니다. stripped_size의 세 배에 size를 더한 값이고, 여기서는 size의 네 배입니다."),
            Column.of(
                    "number", ColumnType.INT64, Origin.PUBLIC, "The height; genesis has 0.", "블록의 높이입니다. 제네시스는 0입니다."),
            Column.of(
                    "version",
                    ColumnType.INT64,
                    Origin.PUBLIC,
                    "The header's version, as a signed number.",
                    "헤더의 버전이며, 부호 있는 수입니다."),
            Column.of(
                    "merkle_root",
                    ColumnType.STRING,
                    Origin.PUBLIC,
                    "The root of the tree whose leaves are the transactions' ids, in hex.",
                    "거래 ID를 잎으로 하는 머클 트리의 루트입니다. 16진수입니다."),
            Column.of(
                    "timestamp",
                    ColumnType.TIMESTAMP,
                    Origin.PUBLIC,
                    "The time in the header, whole seconds, UTC. It may be before its parent's.",
                    "헤더에 적힌 시각입니다. UTC 기준 초 단위이고, 앞 블록의 시각보다 이를 수 있습니다."),
            Column.of(
                    "timestamp_month",
                    ColumnType.DATE,
                    Origin.PUBLIC,
                    "The first day of that month. A condition on it spares reading the other months' files.",
                    "그 시각이 속한 달의 첫날입니다. 이 열에 조건을 걸면 다른 달의 파일을 읽지 않습니다."),
            Column.of(
                    "nonce",
                    ColumnType.STRING,
                    Origin.PUBLIC,
                    "The number that the finder varied, in hex without leading zeros.",
                    "채굴자가 바꿔 가며 시도한 수입니다. 앞의 0을 뺀 16진수입니다."),
            Column.of(
                    "bits",
                    ColumnType.STRING,
                    Origin.PUBLIC,
                    "The target in compact form, eight hex digits.",
                    "압축 형식의 목푯값입니다. 16진수 여덟 자리입니다."),
            Column.of(
                    "coinbase_param",
                    ColumnType.STRING,
                    Origin.PUBLIC,
                    "The script of the coinbase's input in hex: free text of the finder.",
                    "코인베이스 입력의 스크립트(16진수)입니다. 채굴자가 자유롭게 적는 자리입니다."),
            Column.of(
                    "transaction_count",
                    ColumnType.INT64,
                    Origin.PUBLIC,
                    "Transactions in the block, the coinbase included.",
                    "코인베이스를 포함한 거래 수입니다."),
            PREVIOUS);

    private BlockColumns() {}
}
