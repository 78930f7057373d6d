/**
 * The bodies of HTTP answers and requests as plain records, shared by the node that writes them and the wallet that
 * reads them.
 *
 * <p>A component's name in snake case is the JSON field: {@code scriptpubkeyAsm} is {@code scriptpubkey_asm}. Hashes and
 * scripts are text as people write them, money is a number of satoshis, times are seconds since 1970 UTC (the fields
 * whose name ends in {@code Ms} are milliseconds). A component marked {@code @Nullable} is a field that JSON leaves out; this is the one package
 * where that is the shape of the thing and not a shortcut.
 *
 * <p>They are Blockstream's Esplora, field for field. What only the node uses is the node's ({@code node.http}).
 *
 * <p>No logic, no JSON library and no rules here; who fills the records is the node's business. Read {@link
 * org.wonsi.core.api.TxDetails} first.
 */
@NullMarked
package org.wonsi.core.api;

import org.jspecify.annotations.NullMarked;
