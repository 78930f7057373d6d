package org.wonsi.columns.schema;

import static org.wonsi.columns.schema.Column.records;

import java.util.List;
import org.wonsi.columns.schema.Column.Origin;

/** The columns of {@code transactions}, with those of the inputs and outputs in it. */
final class TransactionColumns {
    private static final List<Column> INPUTS = List.of(
            Column.of("index", ColumnType.INT64, Origin.PUBLIC, "Place among the inputs, from 0.", "입력의 순번이며 0부터 셉니다."),
            Column.of(
                    "spent_transaction_hash",
                    ColumnType.STRING,
                    Origin.PUBLIC,
                    "Id of the transaction whose output is spent.",
                    "쓰이는 출력이 들어 있는 거래의 ID입니다."),
            Column.of(
                    "spent_output_index",
                    ColumnType.INT64,
                    Origin.PUBLIC,
                    "Place of that output in its transaction, from 0.",
                    "그 거래에서 쓰이는 출력의 순번이며 0부터 셉니다."),
            Column.of(
                    "script_asm",
                    ColumnType.STRING,
                    Origin.PUBLIC,
                    "The unlocking script as Bitcoin Core writes it; a signature's hash type stands in brackets.",
                    "잠금을 푸는 스크립트를 Bitcoin Core 방식으로 쓴 것입니다. 서명의 해시 종류는 대괄호에 적습니다."),
            Column.of("script_hex", ColumnType.STRING, Origin.PUBLIC, "The same script in hex.", "같은 스크립트의 16진수입니다."),
            Column.of(
                    "sequence",
                    ColumnType.INT64,
                    Origin.PUBLIC,
                    "The input's sequence number, 0 to 4294967295.",
                    "입력의 시퀀스 번호이며 0에서 4294967295까지입니다."),
            Column.of(
                    "required_signatures",
                    ColumnType.INT64,
                    Origin.PUBLIC,
                    "As in outputs, of the output that is spent.",
                    "쓰이는 출력의 required_signatures입니다."),
            Column.of(
                    "type",
                    ColumnType.STRING,
                    Origin.PUBLIC,
                    "As in outputs, of the output that is spent.",
                    "쓰이는 출력의 type입니다."),
            Column.list(
                    "addresses",
                    ColumnType.STRING,
                    Origin.PUBLIC,
                    "As in outputs, of the output that is spent.",
                    "쓰이는 출력의 addresses입니다."),
            Column.of(
                    "value",
                    ColumnType.NUMERIC,
                    Origin.PUBLIC,
                    "Satoshis of the output that is spent.",
                    "쓰이는 출력의 금액(사토시)입니다."));

    private static final List<Column> OUTPUTS = List.of(
            Column.of(
                    "index", ColumnType.INT64, Origin.PUBLIC, "Place among the outputs, from 0.", "출력의 순번이며 0부터 셉니다."),
            Column.of(
                    "script_asm",
                    ColumnType.STRING,
                    Origin.PUBLIC,
                    "The locking script as Bitcoin Core writes it.",
                    "잠금 스크립트를 Bitcoin Core 방식으로 쓴 것입니다."),
            Column.of("script_hex", ColumnType.STRING, Origin.PUBLIC, "The same script in hex.", "같은 스크립트의 16진수입니다."),
            Column.of(
                    "required_signatures",
                    ColumnType.INT64,
                    Origin.PUBLIC,
                    "Signatures needed to spend it; NULL where it has no address.",
                    "출력을 쓰는 데 필요한 서명 수입니다. 주소가 없는 출력에서는 NULL입니다."),
            Column.of(
                    "type",
                    ColumnType.STRING,
                    Origin.PUBLIC,
                    "pubkeyhash, scripthash or multisig; nonstandard for all that has no address, so also for a bare key"
                            + " and for OP_RETURN.",
                    "pubkeyhash, scripthash, multisig 중 하나입니다. 주소가 없는 출력은 모두 nonstandard이며, 공개 키를 그대로 쓴 출력과"
                            + " OP_RETURN도 여기에 듭니다."),
            Column.list(
                    "addresses",
                    ColumnType.STRING,
                    Origin.PUBLIC,
                    "The address; of multisig one for each key. Without any: 'nonstandard' and 40 hex digits of the script's"
                            + " SHA-256.",
                    "주소입니다. multisig에서는 키마다 하나씩입니다. 주소가 없으면 'nonstandard' 뒤에 스크립트 SHA-256의 앞 40자리를 붙입니다."),
            Column.of("value", ColumnType.NUMERIC, Origin.PUBLIC, "Satoshis.", "금액(사토시)입니다."));

    static final List<Column> ALL = List.of(
            Column.of(
                    "hash",
                    ColumnType.STRING,
                    Origin.PUBLIC,
                    "The transaction's id in hex, in the order in which people write it.",
                    "거래의 ID입니다. 사람이 쓰는 순서의 16진수입니다."),
            Column.of("size", ColumnType.INT64, Origin.PUBLIC, "Bytes.", "크기(바이트)입니다."),
            Column.of(
                    "virtual_size",
                    ColumnType.INT64,
                    Origin.PUBLIC,
                    "Virtual bytes (BIP 141); without witnesses the same as size.",
                    "가상 바이트(BIP 141)입니다. 증인 데이터가 없으면 size와 같습니다."),
            Column.of(
                    "version",
                    ColumnType.INT64,
                    Origin.PUBLIC,
                    "The transaction's version, as a signed number.",
                    "거래의 버전이며, 부호 있는 수입니다."),
            Column.of(
                    "lock_time",
                    ColumnType.INT64,
                    Origin.PUBLIC,
                    "From when on it may be in a block: below 500000000 a height, else seconds since 1970; 0 for at once.",
                    "언제부터 블록에 들어갈 수 있는지를 정합니다. 500000000보다 작으면 높이, 그 이상이면 1970년부터의 초이며, 0이면 바로 가능합니다."),
            Column.of("block_hash", ColumnType.STRING, Origin.PUBLIC, "Hash of its block.", "들어 있는 블록의 해시입니다."),
            Column.of("block_number", ColumnType.INT64, Origin.PUBLIC, "Height of its block.", "들어 있는 블록의 높이입니다."),
            Column.of(
                    "block_timestamp",
                    ColumnType.TIMESTAMP,
                    Origin.PUBLIC,
                    "The time in its block's header.",
                    "들어 있는 블록의 헤더에 적힌 시각입니다."),
            Column.of(
                    "block_timestamp_month",
                    ColumnType.DATE,
                    Origin.PUBLIC,
                    "The first day of that month. A condition on it spares reading the other months' files.",
                    "그 시각이 속한 달의 첫날입니다. 이 열에 조건을 걸면 다른 달의 파일을 읽지 않습니다."),
            Column.of(
                    "input_count",
                    ColumnType.INT64,
                    Origin.PUBLIC,
                    "Number of inputs; 0 for a coinbase, whose input spends nothing.",
                    "입력 수입니다. 코인베이스의 입력은 아무것도 쓰지 않으므로 0입니다."),
            Column.of("output_count", ColumnType.INT64, Origin.PUBLIC, "Number of outputs.", "출력 수입니다."),
            Column.of(
                    "input_value",
                    ColumnType.NUMERIC,
                    Origin.PUBLIC,
                    "Satoshis of all inputs; NULL for a coinbase.",
                    "모든 입력의 합(사토시)입니다. 코인베이스에서는 NULL입니다."),
            Column.of(
                    "output_value", ColumnType.NUMERIC, Origin.PUBLIC, "Satoshis of all outputs.", "모든 출력의 합(사토시)입니다."),
            Column.of(
                    "is_coinbase", ColumnType.BOOLEAN, Origin.PUBLIC, "Whether it is the coinbase.", "코인베이스인지를 나타냅니다."),
            Column.of(
                    "fee",
                    ColumnType.NUMERIC,
                    Origin.PUBLIC,
                    "Satoshis of inputs less outputs; 0 for a coinbase.",
                    "입력의 합에서 출력의 합을 뺀 수수료(사토시)입니다. 코인베이스에서는 0입니다."),
            records("inputs", "The inputs, in order; none for a coinbase.", "순서대로 놓인 입력입니다. 코인베이스에는 없습니다.", INPUTS),
            records("outputs", "The outputs, in order.", "순서대로 놓인 출력입니다.", OUTPUTS),
            Column.of(
                    "index",
                    ColumnType.INT64,
                    Origin.ETL,
                    "Place in its block; the coinbase has 0.",
                    "블록 안의 순번입니다. 코인베이스가 0입니다."));

    private TransactionColumns() {}
}
