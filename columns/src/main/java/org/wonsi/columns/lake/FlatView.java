package org.wonsi.columns.lake;

/**
 * Views with a row for each input, and for each output, under the names that they have in the public data set.
 *
 * <p>They spare a question the unnesting, which every engine spells in its own way.
 */
public enum FlatView {
    /** A row an input; a coinbase has none. */
    INPUTS(
            "inputs",
            "t.hash AS transaction_hash, t.block_hash, t.block_number, t.block_timestamp, i.\"index\","
                    + " i.spent_transaction_hash, i.spent_output_index, i.script_asm, i.script_hex, i.sequence,"
                    + " i.required_signatures, i.type, i.addresses, i.value",
            "t.inputs",
            "i"),
    /** A row an output. */
    OUTPUTS(
            "outputs",
            "t.hash AS transaction_hash, t.block_hash, t.block_number, t.block_timestamp, o.\"index\", o.script_asm,"
                    + " o.script_hex, o.required_signatures, o.type, o.addresses, o.value",
            "t.outputs",
            "o");

    private final String viewName;
    private final String columns;
    private final String list;
    private final String alias;

    FlatView(String viewName, String columns, String list, String alias) {
        this.viewName = viewName;
        this.columns = columns;
        this.list = list;
        this.alias = alias;
    }

    /** As queries write it. */
    public String viewName() {
        return viewName;
    }

    /** The statement for DuckDB. */
    String createView() {
        return "CREATE VIEW " + viewName + " AS SELECT " + columns + " FROM transactions t, UNNEST(" + list + ") AS u("
                + alias + ")";
    }

    /** The same for Spark. */
    public String createSparkView() {
        return "CREATE OR REPLACE TEMPORARY VIEW " + viewName + " AS SELECT "
                + columns.replace("\"", "`") + " FROM transactions t LATERAL VIEW explode(" + list + ") u AS "
                + alias;
    }
}
