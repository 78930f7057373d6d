package org.wonsi.core.consensus;

/**
 * The list of every reason for which a header, block or transaction is refused, with Bitcoin Core 28.1's own word for
 * it: the index of the rule book. One, which experiments show, is of 2013 and Bitcoin Core has it no more.
 *
 * <p>The order is that in which the rules are applied. Where a reason's code takes an argument in parentheses, as
 * Bitcoin Core's does, {@link #format} puts it there. Reasons of the last group are policy: a block may hold what they
 * refuse.
 */
public enum RejectReason {
    // A header, on its own and in its place.
    DUPLICATE_INVALID(
            "duplicate-invalid",
            Stage.HEADER,
            "ChainState.known",
            "Bitcoin Core, AcceptBlockHeader",
            "The block wasn't found invalid before. It isn't checked a second time."),
    HIGH_HASH(
            "high-hash",
            Stage.HEADER,
            "HeaderRules.checkProofOfWork",
            "paper, section 4",
            "The block hash, read as a number, is at most the target in bits, and that target is one the network allows."),
    PREV_BLOCK_NOT_FOUND(
            "prev-blk-not-found",
            Stage.HEADER,
            "ChainState.place",
            "paper, section 5",
            "The previous block is known. If it isn't, the block is an orphan."),
    BAD_PREV_BLOCK(
            "bad-prevblk",
            Stage.HEADER,
            "ChainState.place, ActivationLog.ofAncestor",
            "paper, section 5",
            "The previous block is valid, and so are all before it."),
    BAD_DIFFICULTY_BITS(
            "bad-diffbits",
            Stage.HEADER,
            "HeaderRules.checkBits",
            "paper, section 4",
            "The target in bits is exactly the one that the retarget rule gives for this height."),
    TIME_TOO_OLD(
            "time-too-old",
            Stage.HEADER,
            "HeaderRules.checkNotTooOld",
            "Bitcoin Core, ContextualCheckBlockHeader; BIP 113",
            "The time is later than the median time of the eleven blocks before."),
    TIME_TOO_NEW(
            "time-too-new",
            Stage.HEADER,
            "HeaderRules.checkNotTooNew",
            "Bitcoin Core, ContextualCheckBlockHeader",
            "The time is at most two hours ahead of this node's clock (120 s on the seminar network)."),
    BAD_VERSION(
            "bad-version(%s)",
            Stage.HEADER,
            "HeaderRules.checkVersion",
            "BIP 34, BIP 66, BIP 65",
            "The version is at least 2, 3 or 4 once BIP 34, 66 or 65 is active."),

    // A block, on its own.
    BAD_MERKLE_ROOT(
            "bad-txnmrklroot",
            Stage.BLOCK,
            "BlockRules.checkMerkleRoot",
            "paper, section 7",
            "The merkle root in the header is the one computed from the block's transactions."),
    DUPLICATE_TRANSACTION(
            "bad-txns-duplicate",
            Stage.BLOCK,
            "BlockRules.checkMerkleRoot",
            "CVE-2012-2459",
            "No transactions at the end are repeated so that the merkle root stays the same."),
    BAD_BLOCK_LENGTH(
            "bad-blk-length",
            Stage.BLOCK,
            "BlockRules.checkSize",
            "Bitcoin Core, CheckBlock",
            "A block has at least one transaction and at most 1,000,000 bytes."),
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
            "No transaction after the first is a coinbase."),

    // A transaction, on its own.
    NO_INPUTS(
            "bad-txns-vin-empty",
            Stage.TRANSACTION,
            "TransactionRules.checkHasInputs",
            "paper, section 9",
            "A transaction has at least one input."),
    NO_OUTPUTS(
            "bad-txns-vout-empty",
            Stage.TRANSACTION,
            "TransactionRules.checkHasOutputs",
            "paper, section 9",
            "A transaction has at least one output."),
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
            "The value of each output is 0 or more."),
    OUTPUT_TOO_LARGE(
            "bad-txns-vout-toolarge",
            Stage.TRANSACTION,
            "TransactionRules.checkOutputValues",
            "CVE-2010-5139",
            "The value of each output is at most 21 million coins."),
    OUTPUT_TOTAL_TOO_LARGE(
            "bad-txns-txouttotal-toolarge",
            Stage.TRANSACTION,
            "TransactionRules.checkOutputValues",
            "CVE-2010-5139",
            "The values of all outputs add up to at most 21 million coins, checked after each one."),
    DUPLICATE_INPUTS(
            "bad-txns-inputs-duplicate",
            Stage.TRANSACTION,
            "TransactionRules.checkNoDuplicateInputs",
            "CVE-2018-17144",
            "No two inputs of a transaction spend the same output."),
    COINBASE_SCRIPT_LENGTH(
            "bad-cb-length",
            Stage.TRANSACTION,
            "TransactionRules.checkCoinbaseScriptLength",
            "Bitcoin Core, CheckTransaction",
            "The scriptSig of a coinbase has 2 to 100 bytes."),
    PREVOUT_NULL(
            "bad-txns-prevout-null",
            Stage.TRANSACTION,
            "TransactionRules.checkNoNullPrevout",
            "Bitcoin Core, CheckTransaction",
            "Only a coinbase has an input that names no output."),

    // A block, in its place.
    BLOCK_SIGOPS(
            "bad-blk-sigops",
            Stage.BLOCK,
            "SigopRules.checkBlockTotal",
            "Bitcoin Core, CheckBlock; BIP 16",
            "The scripts of a block hold at most 20,000 signature operations; those in P2SH redeem scripts count too."),
    NON_FINAL_TRANSACTION(
            "bad-txns-nonfinal",
            Stage.BLOCK,
            "BlockRules.checkLockTimes, BlockConnector.checkSequenceLocks",
            "BIP 113, BIP 68",
            "The lock time of every transaction has passed, and so have the relative lock times of its inputs."),
    BAD_COINBASE_HEIGHT(
            "bad-cb-height",
            Stage.BLOCK,
            "BlockRules.checkCoinbaseHeight",
            "BIP 34",
            "The scriptSig of the coinbase starts with the block's height."),

    // A block, against the coins.
    TOO_MANY_LOCKS(
            "maxlocks",
            Stage.COINS,
            "BlockConnector.checkTouched",
            "Bitcoin 0.8.1, CheckBlock; BIP 50",
            "The block touches at most as many transactions as the node's limit says, its own and those it spends from."
                    + " Bitcoin dropped this in May 2013; only an experiment's node has a limit."),
    OVERWRITES_COINS(
            "bad-txns-BIP30",
            Stage.COINS,
            "BlockConnector.checkOverwritesNoCoins",
            "BIP 30",
            "No transaction has the id of an earlier one that still has unspent outputs."),
    MISSING_OR_SPENT_INPUTS(
            "bad-txns-inputs-missingorspent",
            Stage.COINS,
            "InputRules.missingCoin",
            "paper, section 5",
            "Every output that is spent exists and wasn't spent before: no double spend."),
    PREMATURE_COINBASE_SPEND(
            "bad-txns-premature-spend-of-coinbase",
            Stage.COINS,
            "InputRules.checkMature",
            "Bitcoin Core, CheckTxInputs",
            "The output of a coinbase is spent 100 blocks later at the earliest (10 on the seminar network)."),
    INPUT_VALUES_OUT_OF_RANGE(
            "bad-txns-inputvalues-outofrange",
            Stage.COINS,
            "InputRules.checkCoins",
            "CVE-2010-5139",
            "The outputs that are spent hold 0 to 21 million coins, each of them and all together."),
    INPUTS_BELOW_OUTPUTS(
            "bad-txns-in-belowout",
            Stage.COINS,
            "InputRules.checkNotBelowOutputs",
            "paper, section 6",
            "The outputs of a transaction hold at most as much as its inputs bring."),
    FEE_OUT_OF_RANGE(
            "bad-txns-fee-outofrange",
            Stage.COINS,
            "InputRules.checkFee",
            "CVE-2010-5139",
            "The fee of a transaction is 0 to 21 million coins."),
    ACCUMULATED_FEE_OUT_OF_RANGE(
            "bad-txns-accumulated-fee-outofrange",
            Stage.COINS,
            "BlockConnector.checkFees",
            "CVE-2010-5139",
            "The fees of a block add up to 0 to 21 million coins."),
    BAD_COINBASE_AMOUNT(
            "bad-cb-amount",
            Stage.COINS,
            "BlockConnector.checkCoinbaseAmount",
            "paper, section 6",
            "The outputs of the coinbase hold at most the subsidy and the fees of the block."),
    SCRIPT_FAILED(
            "mandatory-script-verify-flag-failed (%s)",
            Stage.COINS,
            "ScriptCheck.check, ScriptPolicy.check",
            "paper, section 2",
            "Every input satisfies the script of the output that it spends."),

    // A transaction on its way into the mempool: a node's policy.
    COINBASE(
            "coinbase",
            Stage.POLICY,
            "MempoolAcceptance.checkNoCoinbase",
            "Bitcoin Core, PreChecks",
            "A coinbase is valid in a block only, never on its own."),
    NONSTANDARD_VERSION(
            "version",
            Stage.POLICY,
            "StandardRules.checkVersion",
            "Bitcoin Core, IsStandardTx",
            "The version is 1 or 2."),
    NONSTANDARD_SIZE(
            "tx-size",
            Stage.POLICY,
            "StandardRules.checkSize",
            "Bitcoin Core, IsStandardTx",
            "A transaction has at most 100,000 bytes."),
    SCRIPT_SIG_SIZE(
            "scriptsig-size",
            Stage.POLICY,
            "StandardRules.checkInputScripts",
            "Bitcoin Core, IsStandardTx",
            "The scriptSig of each input has at most 1,650 bytes."),
    SCRIPT_SIG_NOT_PUSH_ONLY(
            "scriptsig-not-pushonly",
            Stage.POLICY,
            "StandardRules.checkInputScripts",
            "BIP 62, rule 2",
            "The scriptSig of each input only pushes data."),
    NONSTANDARD_SCRIPT(
            "scriptpubkey",
            Stage.POLICY,
            "StandardRules.checkOutputs",
            "Bitcoin Core, IsStandard",
            "Each output has a standard form: P2PK, P2PKH, P2SH, bare multisig of up to three keys, OP_RETURN, or a witness program."),
    DUST(
            "dust",
            Stage.POLICY,
            "StandardRules.checkOutputs",
            "Bitcoin Core, IsDust",
            "Each output holds at least what 3 satoshis for every byte of creating and spending it come to."),
    MULTIPLE_DATA_OUTPUTS(
            "multi-op-return",
            Stage.POLICY,
            "StandardRules.checkOneDataOutput",
            "Bitcoin Core, IsStandardTx",
            "At most one output is an OP_RETURN."),
    TRANSACTION_TOO_SMALL(
            "tx-size-small",
            Stage.POLICY,
            "StandardRules.checkNotTiny",
            "CVE-2017-12842",
            "A transaction has at least 65 bytes; 64 could be taken for an inner node of the merkle tree."),
    NON_FINAL(
            "non-final",
            Stage.POLICY,
            "MempoolAcceptance.checkFinal",
            "BIP 113",
            "The lock time allows the transaction in the next block."),
    ALREADY_IN_MEMPOOL(
            "txn-already-in-mempool",
            Stage.POLICY,
            "MempoolAcceptance.checkNotWaiting",
            "Bitcoin Core, PreChecks",
            "The transaction isn't in the mempool already."),
    ALREADY_KNOWN(
            "txn-already-known",
            Stage.POLICY,
            "MempoolAcceptance.checkCoinsExist",
            "Bitcoin Core, PreChecks",
            "The transaction isn't in the chain already, with outputs that are unspent."),
    NON_BIP68_FINAL(
            "non-BIP68-final",
            Stage.POLICY,
            "MempoolAcceptance.checkSequenceLocks",
            "BIP 68",
            "The relative lock times allow the transaction in the next block."),
    NONSTANDARD_INPUTS(
            "bad-txns-nonstandard-inputs",
            Stage.POLICY,
            "StandardRules.checkInputs",
            "Bitcoin Core, AreInputsStandard",
            "The outputs that are spent have a standard form, and a P2SH redeem script has at most 15 signature operations."),
    TOO_MANY_SIGOPS(
            "bad-txns-too-many-sigops",
            Stage.POLICY,
            "StandardRules.checkSigops",
            "Bitcoin Core, PreChecks",
            "A transaction has at most 4,000 signature operations."),
    MEMPOOL_MIN_FEE(
            "mempool min fee not met",
            Stage.POLICY,
            "MempoolAcceptance.checkMempoolMinFee",
            "Bitcoin Core, GetMinFee",
            "The fee rate is at least the mempool's minimum, which rises when a full pool throws transactions out."),
    MIN_RELAY_FEE(
            "min relay fee not met",
            Stage.POLICY,
            "MempoolAcceptance.checkMinRelayFee",
            "Bitcoin Core, CheckFeeRate",
            "The fee rate is at least 1 satoshi a byte."),
    TOO_LONG_MEMPOOL_CHAIN(
            "too-long-mempool-chain",
            Stage.POLICY,
            "PackageLimits.check, PackageLimits.checkAncestors",
            "Bitcoin Core, CalculateMemPoolAncestors",
            "A transaction has at most 24 unconfirmed ancestors, and each of those at most 24 descendants, of 101,000 bytes together."),
    SPENDS_CONFLICTING(
            "bad-txns-spends-conflicting-tx",
            Stage.POLICY,
            "MempoolAcceptance.checkNoConflictNeeded",
            "Bitcoin Core, PreChecks",
            "A replacement doesn't spend an output of a transaction that it replaces."),
    INSUFFICIENT_FEE(
            "insufficient fee",
            Stage.POLICY,
            "ReplacementRules.checkRate, ReplacementRules.checkPaysForAll",
            "BIP 125, rules 3 and 4",
            "A replacement pays a higher fee rate than each transaction it conflicts with, more fee than all it replaces, and for its own bytes."),
    TOO_MANY_REPLACEMENTS(
            "too many potential replacements",
            Stage.POLICY,
            "ReplacementRules.checkCount",
            "BIP 125, rule 5",
            "A replacement throws out at most 100 transactions."),
    REPLACEMENT_ADDS_UNCONFIRMED(
            "replacement-adds-unconfirmed",
            Stage.POLICY,
            "ReplacementRules.checkNoNewUnconfirmed",
            "BIP 125, rule 2",
            "A replacement spends no unconfirmed output but those that what it conflicts with spent."),
    POLICY_SCRIPT_FAILED(
            "non-mandatory-script-verify-flag (%s)",
            Stage.POLICY,
            "ScriptPolicy.check",
            "BIP 62, BIP 146",
            "Every input satisfies the stricter script rules of relay too."),
    MEMPOOL_FULL(
            "mempool full",
            Stage.POLICY,
            "Mempool.limitSize",
            "Bitcoin Core, LimitMempoolSize",
            "A transaction isn't thrown out at once because the pool is full of others with a higher fee rate.");

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

    /** The functions that can give the reason, separated by commas: "HeaderRules.checkBits". */
    public String function() {
        return function;
    }

    /** Where the rule comes from: a section of the paper, a BIP, a CVE or a function of Bitcoin Core. */
    public String source() {
        return source;
    }

    /** The rule in a sentence. */
    public String rule() {
        return rule;
    }
}
