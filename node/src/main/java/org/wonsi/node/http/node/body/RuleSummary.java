package org.wonsi.node.http.node.body;

/**
 * A rule of the rule book; an element of {@code GET /node/rules}.
 *
 * @param code Bitcoin Core's reject string
 * @param stage what is looked at when it is applied: {@code header}, {@code block}, ...
 * @param function the function that is the rule
 * @param source paper, BIP, CVE or Bitcoin Core
 * @param rule what holds, in a sentence
 */
public record RuleSummary(String code, String stage, String function, String source, String rule) {}
