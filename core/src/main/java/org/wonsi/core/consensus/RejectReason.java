package org.wonsi.core.consensus;

/**
 * Every reason for which a header, block or transaction is refused, with Bitcoin Core 28.1's own word for it.
 *
 * <p>The order is that in which the rules are applied. Where a reason's code takes an argument in parentheses, as
 * Bitcoin Core's does, {@link #format} puts it there.
 */
public enum RejectReason {
    // A header on its own and in its place.
    HIGH_HASH("high-hash"),
    PREV_BLOCK_NOT_FOUND("prev-blk-not-found"),
    BAD_PREV_BLOCK("bad-prevblk"),
    DUPLICATE_INVALID("duplicate-invalid"),
    BAD_DIFFICULTY_BITS("bad-diffbits"),
    TIME_TOO_OLD("time-too-old"),
    TIME_TOO_NEW("time-too-new"),
    BAD_VERSION("bad-version(%s)"),

    // A block on its own.
    BAD_MERKLE_ROOT("bad-txnmrklroot"),
    DUPLICATE_TRANSACTION("bad-txns-duplicate"),
    BAD_BLOCK_LENGTH("bad-blk-length"),
    COINBASE_MISSING("bad-cb-missing"),
    COINBASE_MULTIPLE("bad-cb-multiple"),

    // A transaction on its own.
    NO_INPUTS("bad-txns-vin-empty"),
    NO_OUTPUTS("bad-txns-vout-empty"),
    TRANSACTION_OVERSIZE("bad-txns-oversize"),
    OUTPUT_NEGATIVE("bad-txns-vout-negative"),
    OUTPUT_TOO_LARGE("bad-txns-vout-toolarge"),
    OUTPUT_TOTAL_TOO_LARGE("bad-txns-txouttotal-toolarge"),
    DUPLICATE_INPUTS("bad-txns-inputs-duplicate"),
    COINBASE_SCRIPT_LENGTH("bad-cb-length"),
    PREVOUT_NULL("bad-txns-prevout-null"),

    // A block in its place.
    BLOCK_SIGOPS("bad-blk-sigops"),
    NON_FINAL_TRANSACTION("bad-txns-nonfinal"),
    BAD_COINBASE_HEIGHT("bad-cb-height"),

    // A block against the coins.
    OVERWRITES_COINS("bad-txns-BIP30"),
    MISSING_OR_SPENT_INPUTS("bad-txns-inputs-missingorspent"),
    PREMATURE_COINBASE_SPEND("bad-txns-premature-spend-of-coinbase"),
    INPUT_VALUES_OUT_OF_RANGE("bad-txns-inputvalues-outofrange"),
    INPUTS_BELOW_OUTPUTS("bad-txns-in-belowout"),
    FEE_OUT_OF_RANGE("bad-txns-fee-outofrange"),
    ACCUMULATED_FEE_OUT_OF_RANGE("bad-txns-accumulated-fee-outofrange"),
    BAD_COINBASE_AMOUNT("bad-cb-amount"),
    SCRIPT_FAILED("mandatory-script-verify-flag-failed (%s)"),

    // A transaction on its way into the mempool: policy, not consensus.
    COINBASE("coinbase"),
    NONSTANDARD_VERSION("version"),
    NONSTANDARD_SIZE("tx-size"),
    SCRIPT_SIG_SIZE("scriptsig-size"),
    SCRIPT_SIG_NOT_PUSH_ONLY("scriptsig-not-pushonly"),
    NONSTANDARD_SCRIPT("scriptpubkey"),
    DUST("dust"),
    MULTIPLE_DATA_OUTPUTS("multi-op-return"),
    TRANSACTION_TOO_SMALL("tx-size-small"),
    NON_FINAL("non-final"),
    ALREADY_IN_MEMPOOL("txn-already-in-mempool"),
    ALREADY_KNOWN("txn-already-known"),
    NON_BIP68_FINAL("non-BIP68-final"),
    NONSTANDARD_INPUTS("bad-txns-nonstandard-inputs"),
    TOO_MANY_SIGOPS("bad-txns-too-many-sigops"),
    MEMPOOL_MIN_FEE("mempool min fee not met"),
    MIN_RELAY_FEE("min relay fee not met"),
    TOO_LONG_MEMPOOL_CHAIN("too-long-mempool-chain"),
    SPENDS_CONFLICTING("bad-txns-spends-conflicting-tx"),
    INSUFFICIENT_FEE("insufficient fee"),
    TOO_MANY_REPLACEMENTS("too many potential replacements"),
    REPLACEMENT_ADDS_UNCONFIRMED("replacement-adds-unconfirmed"),
    POLICY_SCRIPT_FAILED("non-mandatory-script-verify-flag (%s)"),
    MEMPOOL_FULL("mempool full");

    private final String code;

    RejectReason(String code) {
        this.code = code;
    }

    /** Bitcoin Core's reject string, without any argument: "bad-version", "high-hash". */
    public String code() {
        int argument = code.indexOf("(%s)");
        return argument < 0 ? code : code.substring(0, argument).strip();
    }

    /** The reject string with its argument, if it takes one. */
    String format(String argument) {
        return code.replace("%s", argument);
    }
}
