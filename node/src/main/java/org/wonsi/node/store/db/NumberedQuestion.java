package org.wonsi.node.store.db;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement whose parameters are named {@code ?1}, {@code ?2}, ... as a driver takes it that knows only {@code ?}.
 *
 * @param sql with {@code ?} alone
 * @param order for each {@code ?} the number of its parameter, from 0
 */
record NumberedQuestion(String sql, List<Integer> order) {
    private static final Pattern PARAMETER = Pattern.compile("\\?([1-9])");

    NumberedQuestion {
        order = List.copyOf(order);
    }

    static NumberedQuestion parse(String sql) {
        List<Integer> order = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(sql);
        while (parameter.find()) {
            order.add(Integer.parseInt(parameter.group(1)) - 1);
        }
        return new NumberedQuestion(parameter.replaceAll("?"), order);
    }
}
