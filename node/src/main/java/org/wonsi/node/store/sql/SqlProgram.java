package org.wonsi.node.store.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.wonsi.node.store.sql.SqlRefusedException.Kind;

/**
 * A list of what a statement would do, read from SQLite's own program for it before it runs.
 *
 * <p>SQLite compiles a statement into steps of its machine, and {@code EXPLAIN} lists them. A table, under whatever name, view or
 * subquery it was asked for, is opened by the number of its first page; a function is called by its name. So the text, in which
 * much can be hidden, needs no understanding: the pages must be those of the chain's tables and their indexes, and each function must be
 * on a list. Peers' addresses and bans, which are in the same file, can't be reached, nor can functions of the driver that take
 * memory beyond SQLite's limits ({@code replicate('x', 1e9)}).
 *
 * <p>Both compilations must see one schema: call it within the transaction in which the statement then runs.
 */
final class SqlProgram {
    /** What may be read. The schema, SQLite's list of tables, is in everybody's copy of this program. */
    static final Set<String> TABLES = Set.of("header", "block", "chain", "tx", "output", "meta", "sqlite_schema");

    private static final int FIRST_PAGE = 1;

    private static final Set<String> FUNCTIONS = Set.of(
            // Numbers.
            "abs",
            "acos",
            "acosh",
            "asin",
            "asinh",
            "atan",
            "atan2",
            "atanh",
            "ceil",
            "ceiling",
            "cos",
            "cosh",
            "degrees",
            "exp",
            "floor",
            "ln",
            "log",
            "log10",
            "log2",
            "mod",
            "pi",
            "pow",
            "power",
            "radians",
            "random",
            "round",
            "sign",
            "sin",
            "sinh",
            "sqrt",
            "tan",
            "tanh",
            "trunc",
            // Text and bytes; but none that takes the product of its arguments' lengths.
            "char",
            "concat",
            "concat_ws",
            "format",
            "glob",
            "hex",
            "length",
            "like",
            "lower",
            "octet_length",
            "printf",
            "quote",
            "randomblob",
            "substr",
            "substring",
            "unicode",
            "upper",
            "zeroblob",
            // Any value.
            "coalesce",
            "if",
            "ifnull",
            "iif",
            "likelihood",
            "likely",
            "max",
            "min",
            "nullif",
            "typeof",
            "unlikely",
            // Time.
            "current_date",
            "current_time",
            "current_timestamp",
            "date",
            "datetime",
            "julianday",
            "strftime",
            "time",
            "timediff",
            "unixepoch",
            // Many rows.
            "avg",
            "count",
            "group_concat",
            "string_agg",
            "sum",
            "total",
            // Windows.
            "cume_dist",
            "dense_rank",
            "first_value",
            "lag",
            "last_value",
            "lead",
            "nth_value",
            "ntile",
            "percent_rank",
            "rank",
            "row_number",
            "sqlite_version");

    /** Steps that change a file or the connection. None is in a program that reads. */
    private static final Set<String> CHANGING = Set.of(
            "OpenWrite",
            "CreateBtree",
            "Destroy",
            "DropTable",
            "DropIndex",
            "DropTrigger",
            "ParseSchema",
            "SetCookie",
            "LoadAnalysis",
            "SqlExec",
            "Vacuum",
            "IncrVacuum",
            "JournalMode",
            "Checkpoint",
            "AutoCommit",
            "Savepoint",
            "Pagecount",
            "MaxPgcnt",
            "Program");

    private SqlProgram() {}

    /**
     * Looks through the program of a statement.
     *
     * @param statement without EXPLAIN before it
     * @throws SqlRefusedException if it opens another table, calls another function, or changes anything
     * @throws SQLException if SQLite can't compile it
     */
    static void check(Connection connection, String statement) throws SQLException, SqlRefusedException {
        Map<Integer, String> tables = tablesByPage(connection);
        try (Statement explaining = connection.createStatement();
                ResultSet steps = explaining.executeQuery("EXPLAIN " + statement)) {
            while (steps.next()) {
                checkStep(steps, tables);
            }
        }
    }

    private static Map<Integer, String> tablesByPage(Connection connection) throws SQLException {
        Map<Integer, String> tables = new HashMap<>(Map.of(FIRST_PAGE, "sqlite_schema"));
        try (Statement schema = connection.createStatement();
                ResultSet rows =
                        schema.executeQuery("SELECT rootpage, tbl_name FROM sqlite_schema WHERE rootpage > 0")) {
            while (rows.next()) {
                tables.put(rows.getInt(1), rows.getString(2));
            }
        }
        return tables;
    }

    private static void checkStep(ResultSet step, Map<Integer, String> tables)
            throws SQLException, SqlRefusedException {
        String opcode = step.getString("opcode");
        switch (opcode) {
            case "OpenRead", "ReopenIdx" -> checkTable(step.getInt("p3"), step.getInt("p2"), tables);
            case "Function", "PureFunc", "AggStep", "AggStep1", "AggInverse", "AggValue", "AggFinal" ->
                checkFunction(step.getString("p4"));
            case "Transaction" -> checkReads(step.getInt("p2") == 0, opcode);
            default -> {
                checkReads(!CHANGING.contains(opcode), opcode);
                if (opcode.length() > 1 && opcode.charAt(0) == 'V' && Character.isUpperCase(opcode.charAt(1))) {
                    throw new SqlRefusedException(
                            Kind.TABLE,
                            "tables that SQLite makes up (pragma_..., dbstat, json_each) can't be read here; only the chain's: "
                                    + names());
                }
            }
        }
    }

    private static void checkTable(int database, int page, Map<Integer, String> tables) throws SqlRefusedException {
        String table = tables.get(page);
        if (database != 0 || table == null || !TABLES.contains(table)) {
            throw new SqlRefusedException(
                    Kind.TABLE,
                    "the table " + (database != 0 || table == null ? "asked for" : table)
                            + " can't be read here, only the chain's: " + names());
        }
    }

    private static String names() {
        return String.join(", ", TABLES.stream().sorted().toList()) + ", and the views made of them";
    }

    /** Of a name such as {@code hex(1)}: with the number of its arguments. */
    private static void checkFunction(String called) throws SqlRefusedException {
        int open = called.indexOf('(');
        String name = open < 0 ? called : called.substring(0, open);
        if (!FUNCTIONS.contains(name)) {
            throw new SqlRefusedException(
                    Kind.FUNCTION,
                    "the function " + name
                            + "() can't be used here; SQLite's own for numbers, text, time and windows can");
        }
    }

    private static void checkReads(boolean reads, String opcode) throws SqlRefusedException {
        if (!reads) {
            throw new SqlRefusedException(Kind.CHANGES, "only reading is possible here (" + opcode + ")");
        }
    }
}
