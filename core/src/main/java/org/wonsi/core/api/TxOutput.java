package org.wonsi.core.api;

import org.jspecify.annotations.Nullable;

/**
 * An output; Esplora's {@code vout}.
 *
 * @param scriptpubkey hex
 * @param scriptpubkeyAsm one word an instruction
 * @param scriptpubkeyType {@code p2pkh}, {@code p2sh}, {@code p2pk}, {@code op_return}, {@code unknown}, ...
 * @param scriptpubkeyAddress absent where the script has no address
 * @param value satoshis
 */
public record TxOutput(
        String scriptpubkey,
        String scriptpubkeyAsm,
        String scriptpubkeyType,
        @Nullable String scriptpubkeyAddress,
        long value) {}
