package org.wonsi.core.consensus;

/**
 * Every reason for which a header, block or transaction is refused, with Bitcoin Core 28.1's own word for it: the index
 * of the rule book.
 *
 * <p>The order is that in which the rules are applied. Where a reason's code takes an argument in parentheses, as
 * Bitcoin Core's does, {@link #format} puts it there. Reasons of the last group are policy: a block may hold what they
 * refuse.
 */
public enum RejectReason {
    // A header, on its own and in its place.
    HIGH_HASH(
            "high-hash",
            Stage.HEADER,
            "HeaderRules.checkProofOfWork",
            "paper, section 4",
            "The hash is at most the target that the header states, and that is an allowed one."),
    PREV_BLOCK_NOT_FOUND(
            "prev-blk-not-found",
            Stage.HEADER,
            "ChainState.place",
            "paper, section 5",
            "The block before is known; else the block is an orphan."),
    BAD_PREV_BLOCK("bad-prevblk", Stage.HEADER, "ChainState.place", "paper, section 5", "The block before is valid."),
    DUPLICATE_INVALID(
            "duplicate-invalid",
            Stage.HEADER,
            "ChainState.known",
            "Bitcoin Core, AcceptBlockHeader",
            "A block that was found invalid isn't checked again."),
    BAD_DIFFICULTY_BITS(
            "bad-diffbits",
            Stage.HEADER,
            "HeaderRules.checkBits",
            "paper, section 4",
            "The target is exactly the one that the times of the blocks before demand."),
    TIME_TOO_OLD(
            "time-too-old",
            Stage.HEADER,
            "HeaderRules.checkNotTooOld",
            "paper, section 3",
            "The time is after the median of the eleven blocks before."),
    TIME_TOO_NEW(
            "time-too-new",
            Stage.HEADER,
            "HeaderRules.checkNotTooNew",
            "Bitcoin Core, ContextualCheckBlockHeader",
            "The time is at most two hours ahead of the clock (120 s on the seminar network)."),
    BAD_VERSION(
            "bad-version(%s)",
            Stage.HEADER,
            "HeaderRules.checkVersion",
            "BIP 34, BIP 66, BIP 65",
            "The version is that of the rule changes in force, or higher."),

    // A block, on its own.
    BAD_MERKLE_ROOT(
            "bad-txnmrklroot",
            Stage.BLOCK,
            "BlockRules.checkMerkleRoot",
            "paper, section 7",
            "The header's merkle root covers exactly these transactions."),
    DUPLICATE_TRANSACTION(
            "bad-txns-duplicate",
            Stage.BLOCK,
            "BlockRules.checkMerkleRoot",
            "CVE-2012-2459",
            "No transactions are repeated in a way that leaves the root the same."),
    BAD_BLOCK_LENGTH(
            "bad-blk-length",
            Stage.BLOCK,
            "BlockRules.checkSize",
            "Bitcoin Core, CheckBlock",
            "A block has a transaction, and at most 1,000,000 bytes."),
    COINBASE_MISSING(
            "bad-cb-missing",
            Stage.BLOCK,
            "BlockRules.checkFirstIsCoinbase",
            "paper, section 6",
            "The first transaction is a coinbase."),
    COINBASE_MULTIPLE(
            "bad-cb-multiple",
            Stage.BLOCK,
            "BlockRules.checkOtherIsNoCoinbase",
            "paper, section 6",
            "No other transaction is one."),

    // A transaction, on its own.
    NO_INPUTS(
            "bad-txns-vin-empty",
            Stage.TRANSACTION,
            "TransactionRules.checkHasInputs",
            "paper, section 9",
            "A transaction spends something."),
    NO_OUTPUTS(
            "bad-txns-vout-empty",
            Stage.TRANSACTION,
            "TransactionRules.checkHasOutputs",
            "paper, section 9",
            "A transaction pays someone."),
    TRANSACTION_OVERSIZE(
            "bad-txns-oversize",
            Stage.TRANSACTION,
            "TransactionRules.checkSize",
            "Bitcoin Core, CheckTransaction",
            "A transaction has at most 1,000,000 bytes."),
    OUTPUT_NEGATIVE(
            "bad-txns-vout-negative",
            Stage.TRANSACTION,
            "TransactionRules.checkOutputValues",
            "CVE-2010-5139",
            "No output holds less than nothing."),
    OUTPUT_TOO_LARGE(
            "bad-txns-vout-toolarge",
            Stage.TRANSACTION,
            "TransactionRules.checkOutputValues",
            "CVE-2010-5139",
            "No output holds more than 21 million coins."),
    OUTPUT_TOTAL_TOO_LARGE(
            "bad-txns-txouttotal-toolarge",
            Stage.TRANSACTION,
            "TransactionRules.checkOutputValues",
            "CVE-2010-5139",
            "Nor do the outputs together."),
    DUPLICATE_INPUTS(
            "bad-txns-inputs-duplicate",
            Stage.TRANSACTION,
            "TransactionRules.checkNoDuplicateInputs",
            "CVE-2018-17144",
            "No coin is named twice in a transaction."),
    COINBASE_SCRIPT_LENGTH(
            "bad-cb-length",
            Stage.TRANSACTION,
            "TransactionRules.checkCoinbaseScriptLength",
            "Bitcoin Core, CheckTransaction",
            "A coinbase's free text has 2 to 100 bytes."),
    PREVOUT_NULL(
            "bad-txns-prevout-null",
            Stage.TRANSACTION,
            "TransactionRules.checkNoNullPrevout",
            "Bitcoin Core, CheckTransaction",
            "Only a coinbase spends nothing."),

    // A block, in its place.
    BLOCK_SIGOPS(
            "bad-blk-sigops",
            Stage.BLOCK,
            "SigopRules.checkBlockTotal",
            "Bitcoin Core, CheckBlock; BIP 16",
            "A block holds at most 20,000 signature operations."),
    NON_FINAL_TRANSACTION(
            "bad-txns-nonfinal",
            Stage.BLOCK,
            "BlockRules.checkLockTimes",
            "BIP 113, BIP 68",
            "Every transaction's lock time is over, absolute and relative."),
    BAD_COINBASE_HEIGHT(
            "bad-cb-height",
            Stage.BLOCK,
            "BlockRules.checkCoinbaseHeight",
            "BIP 34",
            "The coinbase starts with the block's height."),

    // A block, against the coins.
    OVERWRITES_COINS(
            "bad-txns-BIP30",
            Stage.COINS,
            "BlockConnector.checkOverwritesNoCoins",
            "BIP 30",
            "No transaction repeats an earlier one that has unspent outputs."),
    MISSING_OR_SPENT_INPUTS(
            "bad-txns-inputs-missingorspent",
            Stage.COINS,
            "InputRules.missingCoin",
            "paper, section 5",
            "Every coin spent exists and is unspent: no double spend."),
    PREMATURE_COINBASE_SPEND(
            "bad-txns-premature-spend-of-coinbase",
            Stage.COINS,
            "InputRules.checkMature",
            "Bitcoin Core, CheckTxInputs",
            "A coinbase is spent after 100 blocks at the earliest (10 on the seminar network)."),
    INPUT_VALUES_OUT_OF_RANGE(
            "bad-txns-inputvalues-outofrange",
            Stage.COINS,
            "InputRules.checkCoins",
            "CVE-2010-5139",
            "The coins spent hold 0 to 21 million, each and together."),
    INPUTS_BELOW_OUTPUTS(
            "bad-txns-in-belowout",
            Stage.COINS,
            "InputRules.checkNotBelowOutputs",
            "paper, section 6",
            "A transaction pays out at most what it spends."),
    FEE_OUT_OF_RANGE(
            "bad-txns-fee-outofrange",
            Stage.COINS,
            "InputRules.checkFee",
            "CVE-2010-5139",
            "A fee is 0 to 21 million coins."),
    ACCUMULATED_FEE_OUT_OF_RANGE(
            "bad-txns-accumulated-fee-outofrange",
            Stage.COINS,
            "BlockConnector.checkFees",
            "CVE-2010-5139",
            "So are a block's fees together."),
    BAD_COINBASE_AMOUNT(
            "bad-cb-amount",
            Stage.COINS,
            "BlockConnector.checkCoinbaseAmount",
            "paper, section 6",
            "The coinbase takes at most the subsidy and the block's fees."),
    SCRIPT_FAILED(
            "mandatory-script-verify-flag-failed (%s)",
            Stage.COINS,
            "ScriptCheck.check",
            "paper, section 2",
            "Every input satisfies the script of the coin it spends."),

    // A transaction on its way into the mempool: a node's policy.
    COINBASE(
            "coinbase",
            Stage.POLICY,
            "Admission.checkNoCoinbase",
            "Bitcoin Core, PreChecks",
            "A coinbase is valid only in its block."),
    NONSTANDARD_VERSION(
            "version",
            Stage.POLICY,
            "StandardRules.checkVersion",
            "Bitcoin Core, IsStandardTx",
            "The version is 1 or 2."),
    NONSTANDARD_SIZE(
            "tx-size", Stage.POLICY, "StandardRules.checkSize", "Bitcoin Core, IsStandardTx", "At most 100,000 bytes."),
    SCRIPT_SIG_SIZE(
            "scriptsig-size",
            Stage.POLICY,
            "StandardRules.checkInputScripts",
            "Bitcoin Core, IsStandardTx",
            "An input's script has at most 1,650 bytes."),
    SCRIPT_SIG_NOT_PUSH_ONLY(
            "scriptsig-not-pushonly",
            Stage.POLICY,
            "StandardRules.checkInputScripts",
            "BIP 62, rule 2",
            "An input's script only pushes."),
    NONSTANDARD_SCRIPT(
            "scriptpubkey",
            Stage.POLICY,
            "StandardRules.checkOutputs",
            "Bitcoin Core, IsStandard",
            "Every output has a usual form."),
    DUST(
            "dust",
            Stage.POLICY,
            "StandardRules.checkOutputs",
            "Bitcoin Core, IsDust",
            "No output costs more to spend than it holds."),
    MULTIPLE_DATA_OUTPUTS(
            "multi-op-return",
            Stage.POLICY,
            "StandardRules.checkOneDataOutput",
            "Bitcoin Core, IsStandardTx",
            "At most one output carries data."),
    TRANSACTION_TOO_SMALL(
            "tx-size-small", Stage.POLICY, "StandardRules.checkNotTiny", "CVE-2017-12842", "At least 65 bytes."),
    NON_FINAL(
            "non-final",
            Stage.POLICY,
            "Admission.checkFinal",
            "BIP 113",
            "The next block could hold it: the lock time is over."),
    ALREADY_IN_MEMPOOL(
            "txn-already-in-mempool",
            Stage.POLICY,
            "Admission.checkNotWaiting",
            "Bitcoin Core, PreChecks",
            "It doesn't wait already."),
    ALREADY_KNOWN(
            "txn-already-known",
            Stage.POLICY,
            "Admission.checkCoinsExist",
            "Bitcoin Core, PreChecks",
            "It isn't in the chain already."),
    NON_BIP68_FINAL(
            "non-BIP68-final",
            Stage.POLICY,
            "Admission.checkSequenceLocks",
            "BIP 68",
            "The next block could hold it: the relative lock times are over."),
    NONSTANDARD_INPUTS(
            "bad-txns-nonstandard-inputs",
            Stage.POLICY,
            "StandardRules.checkInputs",
            "Bitcoin Core, AreInputsStandard",
            "It spends usual forms."),
    TOO_MANY_SIGOPS(
            "bad-txns-too-many-sigops",
            Stage.POLICY,
            "StandardRules.checkSigops",
            "Bitcoin Core, PreChecks",
            "At most 4,000 signature operations."),
    MEMPOOL_MIN_FEE(
            "mempool min fee not met",
            Stage.POLICY,
            "Admission.checkFee",
            "Bitcoin Core, GetMinFee",
            "After the pool was full: the fee is above that of what was thrown out."),
    MIN_RELAY_FEE(
            "min relay fee not met",
            Stage.POLICY,
            "Admission.checkFee",
            "Bitcoin Core, CheckFeeRate",
            "The fee is at least 1 satoshi a byte."),
    TOO_LONG_MEMPOOL_CHAIN(
            "too-long-mempool-chain",
            Stage.POLICY,
            "PackageLimits.check",
            "Bitcoin Core, CalculateMemPoolAncestors",
            "At most 25 waiting transactions, of 101,000 bytes, hang together."),
    SPENDS_CONFLICTING(
            "bad-txns-spends-conflicting-tx",
            Stage.POLICY,
            "Admission.checkNoConflictNeeded",
            "Bitcoin Core, PreChecks",
            "It doesn't need what it replaces."),
    INSUFFICIENT_FEE(
            "insufficient fee",
            Stage.POLICY,
            "Replacement.check",
            "BIP 125, rules 3 and 4",
            "A replacement pays a better rate, more than all it replaces, and for its own bytes."),
    TOO_MANY_REPLACEMENTS(
            "too many potential replacements",
            Stage.POLICY,
            "Replacement.checkCount",
            "BIP 125, rule 5",
            "A replacement throws out at most 100 transactions."),
    REPLACEMENT_ADDS_UNCONFIRMED(
            "replacement-adds-unconfirmed",
            Stage.POLICY,
            "Replacement.checkNoNewUnconfirmed",
            "BIP 125, rule 2",
            "A replacement needs no waiting transaction that those it replaces didn't need."),
    POLICY_SCRIPT_FAILED(
            "non-mandatory-script-verify-flag (%s)",
            Stage.POLICY,
            "ScriptPolicy.check",
            "BIP 62, BIP 146",
            "The scripts pass the stricter rules of relay, too."),
    MEMPOOL_FULL(
            "mempool full",
            Stage.POLICY,
            "Mempool.limitSize",
            "Bitcoin Core, LimitMempoolSize",
            "It pays more than the cheapest of a full pool.");

    /** What is looked at when the rule is applied. */
    public enum Stage {
        /** Headers, alone or in their place in the chain. */
        HEADER("A header"),
        /** Blocks, without the coins. */
        BLOCK("A block"),
        /** Transactions, without the coins. */
        TRANSACTION("A transaction"),
        /** Transactions of a block against the coins they spend. */
        COINS("A block against the coins"),
        /** Transactions on their way into the mempool. */
        POLICY("The mempool's policy");

        private final String title;

        Stage(String title) {
            this.title = title;
        }

        /** A heading. */
        public String title() {
            return title;
        }
    }

    private final String code;
    private final Stage stage;
    private final String function;
    private final String source;
    private final String rule;

    RejectReason(String code, Stage stage, String function, String source, String rule) {
        this.code = code;
        this.stage = stage;
        this.function = function;
        this.source = source;
        this.rule = rule;
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

    /** What is looked at when the rule is applied. */
    public Stage stage() {
        return stage;
    }

    /** The function that is the rule: "HeaderRules.checkBits". */
    public String function() {
        return function;
    }

    /** Where the rule comes from: a section of the paper, a BIP, a CVE or a function of Bitcoin Core. */
    public String source() {
        return source;
    }

    /** The rule in a sentence: what holds for everything that isn't refused. */
    public String rule() {
        return rule;
    }
}
