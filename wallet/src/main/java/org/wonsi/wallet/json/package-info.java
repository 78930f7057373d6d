/**
 * JSON read into trees and written from trees and records.
 *
 * <p>Jackson's streaming core does the reading and writing of tokens. Its data binding isn't used: before its first value
 * it prepares for a hundred kinds of them, which takes longer than everything else a short command does.
 *
 * <p>Read {@link org.wonsi.wallet.json.JsonValue} first.
 */
@NullMarked
package org.wonsi.wallet.json;

import org.jspecify.annotations.NullMarked;
