package org.wonsi.node.store.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An upper bound of how much a statement can grow while SQLite compiles it.
 *
 * <p>SQLite copies a WITH table wherever it is named, and puts a subquery's expression wherever its column is named. So
 * forty lines, each of which names the one before twice, become 2^40 tables before the first step runs, and nothing in SQLite
 * stops that: its limits on steps and its clock come later, and its limit on memory is one for the whole process. The bound: in each SELECT,
 * with what is within it, whatever is named most often; the product of these numbers, times the words.
 */
final class SqlGrowth {
    /** Measured: half as many, of a table that doubles twelve times, take SQLite half a second; each further doubling four times that. */
    private static final double MOST_WORDS = 1_000_000;

    /** Words that are never names, unless quoted. */
    private static final Set<String> RESERVED = Set.of(
            "ALL",
            "AND",
            "AS",
            "BETWEEN",
            "CASE",
            "COLLATE",
            "DISTINCT",
            "ELSE",
            "ESCAPE",
            "EXCEPT",
            "EXISTS",
            "FROM",
            "GROUP",
            "HAVING",
            "IN",
            "INTERSECT",
            "IS",
            "ISNULL",
            "JOIN",
            "LIMIT",
            "NOT",
            "NOTNULL",
            "NULL",
            "ON",
            "OR",
            "ORDER",
            "SELECT",
            "THEN",
            "UNION",
            "USING",
            "VALUES",
            "WHEN",
            "WHERE");

    private static final String SIGNS = "()+-*/,.;<>=!|&~%?:@#{}^]";

    /** One SELECT that is being read: how often each name occurs in it and in what is within it. */
    private static final class Scope {
        private final int depth;
        private final Map<String, Integer> names = new HashMap<>();

        Scope(int depth) {
            this.depth = depth;
        }
    }

    private final Deque<Scope> open = new ArrayDeque<>();
    private final List<Scope> all = new ArrayList<>();
    private int depth;

    private SqlGrowth() {}

    /** Whether a statement of these tokens, in capitals and without blanks and comments, stays small while it is compiled. */
    static boolean isSmall(List<String> tokens) {
        SqlGrowth growth = new SqlGrowth();
        for (int i = 0; i < tokens.size(); i++) {
            growth.read(tokens.get(i), i + 1 < tokens.size() ? tokens.get(i + 1) : "");
        }
        double words = tokens.size();
        for (Scope scope : growth.all) {
            words *= scope.names.values().stream()
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElse(1);
        }
        return words <= MOST_WORDS;
    }

    private void read(String token, String next) {
        if (token.equals("(")) {
            depth++;
        } else if (token.equals(")")) {
            depth--;
            leaveDeeperThan(depth);
        } else if (token.equals("SELECT")) {
            leaveDeeperThan(depth);
            // The members of a compound are copied together, so what each of them names counts in one scope.
            if (open.isEmpty() || open.peek().depth < depth) {
                Scope scope = new Scope(depth);
                open.push(scope);
                all.add(scope);
            }
        } else if (isName(token, next)) {
            String name = unquoted(token);
            open.forEach(scope -> scope.names.merge(name, 1, Integer::sum));
        }
    }

    private void leaveDeeperThan(int level) {
        while (!open.isEmpty() && open.peek().depth > level) {
            open.pop();
        }
    }

    /** Not what is before a dot, which only says where the name after it is from, and not a function. */
    private static boolean isName(String token, String next) {
        return !RESERVED.contains(token)
                && !(token.length() == 1 && SIGNS.contains(token))
                && !isDigit(token.charAt(0))
                && !next.equals(".")
                && !next.equals("(");
    }

    /** As SQLite sees it: any other script's digit is a letter, and may begin a name. */
    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The name that is meant: within its quotes, a quote is written twice. */
    private static String unquoted(String token) {
        char quote = token.charAt(0);
        if (token.length() < 2 || "'\"`[".indexOf(quote) < 0) {
            return token;
        }
        String name = token.substring(1, token.length() - 1);
        return quote == '[' ? name : name.replace(String.valueOf(new char[] {quote, quote}), String.valueOf(quote));
    }
}
