/**
 * Script checks on all cores.
 *
 * <p>Signatures are most of the work of checking a block, and none depends on another. Read {@link
 * org.wonsi.node.checks.PooledScriptCheckRunner} first: it runs them on a pool that all nodes of this process share, and gives the
 * verdict that one thread would have given. The rules themselves are core's.
 */
@NullMarked
package org.wonsi.node.checks;

import org.jspecify.annotations.NullMarked;
