package org.wonsi.node.command;

import java.math.BigInteger;
import java.time.Duration;
import org.wonsi.core.pow.Work;
import org.wonsi.node.runtime.sync.InitialDownload;
import picocli.CommandLine.Option;

/** The options that say when the initial block download is over, with Bitcoin Core's meaning. */
public final class InitialDownloadOptions {
    private static final long LONGEST_TIP_AGE = 10_000_000_000L;

    @Option(
            names = "--max-tip-age",
            paramLabel = "SECONDS",
            defaultValue = "86400",
            description = "seconds; a node whose tip is older counts as still downloading (${DEFAULT-VALUE})")
    private long maxTipAge = 86_400;

    @Option(
            names = "--minimum-chain-work",
            paramLabel = "HEX",
            defaultValue = "0",
            description = "neither fetch nor serve a chain with less work than this, 1 to 64 hex digits (none)")
    private String minimumChainWork = "0";

    /**
     * The limits they give.
     *
     * @throws IllegalArgumentException naming the option and what it takes
     */
    public InitialDownload.Limits limits() {
        if (maxTipAge < 0 || maxTipAge > LONGEST_TIP_AGE) {
            throw new IllegalArgumentException(
                    "--max-tip-age is 0 to " + LONGEST_TIP_AGE + " seconds, not " + maxTipAge);
        }
        String digits = minimumChainWork.startsWith("0x") ? minimumChainWork.substring(2) : minimumChainWork;
        if (!digits.matches("[0-9a-fA-F]{1,64}")) {
            throw new IllegalArgumentException(
                    "--minimum-chain-work is 1 to 64 hex digits, with 0x before them or not, not '" + minimumChainWork
                            + "'");
        }
        return new InitialDownload.Limits(Duration.ofSeconds(maxTipAge), new Work(new BigInteger(digits, 16)));
    }
}
