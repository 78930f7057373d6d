/**
 * The first page, the board, the explorer, the byte view, the rule book and the lessons as a folder for any web server,
 * with the nodes in the reader's tab.
 *
 * <p>Read {@link org.wonsi.node.site.SiteWriter} first.
 */
@NullMarked
package org.wonsi.node.site;

import org.jspecify.annotations.NullMarked;
