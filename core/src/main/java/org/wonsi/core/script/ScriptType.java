package org.wonsi.core.script;

/**
 * The forms of output that have a name.
 *
 * <p>A form is a habit of wallets, not a rule: any script is allowed in a block. But nearly all outputs have one of
 * these, and relay policy takes no others.
 *
 * <pre>
 *    2009   pubkey        the key itself in the output
 *    2009   pubkeyhash    its hash: shorter, and the key is shown only when it is used
 *    2012   scripthash    the hash of any script (BIP 16): who pays needn't know the conditions
 *    2017   witness v0    signatures outside of what the id covers (BIP 141)
 *    2021   witness v1    Taproot (BIP 341)
 * </pre>
 */
public enum ScriptType {
    /** A public key and CHECKSIG; what the first coinbases and the paper's picture have. */
    PUBKEY("pubkey", "p2pk"),
    /** The hash of a public key: the address of 2009 to today. */
    PUBKEYHASH("pubkeyhash", "p2pkh"),
    /** The hash of a script (BIP 16). */
    SCRIPTHASH("scripthash", "p2sh"),
    /** M of N public keys, bare. Esplora has no name for it. */
    MULTISIG("multisig", "unknown"),
    /** OP_RETURN and data; can't be spent. */
    NULL_DATA("nulldata", "op_return"),
    /** A key hash for SegWit (BIP 141); to this node, anyone's. */
    WITNESS_V0_KEYHASH("witness_v0_keyhash", "v0_p2wpkh"),
    /** A script hash for SegWit (BIP 141); to this node, anyone's. */
    WITNESS_V0_SCRIPTHASH("witness_v0_scripthash", "v0_p2wsh"),
    /** A Taproot output key (BIP 341); to this node, anyone's. */
    WITNESS_V1_TAPROOT("witness_v1_taproot", "v1_p2tr"),
    /**
     * {@code OP_1 4e73}, an output anyone may spend to add a fee.
     *
     * <p>Two parties who share a transaction can't know today which fee it will need; either can add a child to
     * this output that pays it.
     */
    ANCHOR("anchor", "unknown"),
    /** A witness program of a version without meaning yet. */
    WITNESS_UNKNOWN("witness_unknown", "unknown"),
    /** Everything else. */
    NONSTANDARD("nonstandard", "unknown");

    private final String coreName;
    private final String esploraName;

    ScriptType(String coreName, String esploraName) {
        this.coreName = coreName;
        this.esploraName = esploraName;
    }

    /** What Bitcoin Core's RPC calls it. */
    public String coreName() {
        return coreName;
    }

    /** What Esplora calls it; but see {@link StandardScript#esploraType}. */
    public String esploraName() {
        return esploraName;
    }

    /** Whether SegWit gives it a meaning that this node doesn't know. */
    public boolean isWitnessProgram() {
        return switch (this) {
            case WITNESS_V0_KEYHASH, WITNESS_V0_SCRIPTHASH, WITNESS_V1_TAPROOT, WITNESS_UNKNOWN, ANCHOR -> true;
            case PUBKEY, PUBKEYHASH, SCRIPTHASH, MULTISIG, NULL_DATA, NONSTANDARD -> false;
        };
    }
}
