/**
 * Bitcoin's stack language as it is written: how an output says who may spend it.
 *
 * <p>Start with {@link org.wonsi.core.script.Script}: the bytes of a program, and the operations in them. {@link
 * org.wonsi.core.script.Opcode} is the one list of what an operation can be; {@code ScriptBuilder} writes programs, {@code
 * ScriptText} shows them, {@code ScriptParser} reads what it shows. {@link org.wonsi.core.script.StandardScript} recognises
 * and builds the few forms that people use, {@link org.wonsi.core.script.SigOps} counts what costs most.
 *
 * <p>Nothing here runs a program: that is package {@code script.interpreter}, which uses this one. There are no witness
 * programs: this is the language of a node from before SegWit (BIP 141), to which such an output is one that anyone can
 * spend.
 *
 * <p>Source: paper, section 2, in the general form that Bitcoin gave it; names as Bitcoin Core 28.1's.
 */
@NullMarked
package org.wonsi.core.script;

import org.jspecify.annotations.NullMarked;
