/**
 * Bitcoin's stack language: how an output says who may spend it, and how that is checked.
 *
 * <p>Start with {@link org.wonsi.core.script.Interpreter}: it runs the input's script, then the output's, on one stack.
 * What each operation does is in the {@code ...Operations} classes, one for each kind ({@code StackOperations}, {@code
 * ArithmeticOperations}, {@code HashOperations}, {@code FlowOperations}, {@code SignatureOperations}, {@code
 * LockTimeOperations}); {@link org.wonsi.core.script.Opcode} is the one list of them. {@link
 * org.wonsi.core.script.StandardScript} recognises and builds the few forms that people use.
 *
 * <p>What is signed is not known here: a script asks a {@link org.wonsi.core.script.SignatureChecker}, and package {@code
 * tx} has the one that knows transactions. There are no witness programs: this is the language of a node from before
 * SegWit (BIP 141), to which such an output is one that anyone can spend.
 *
 * <p>Source: paper, section 2, in the general form that Bitcoin gave it; behaviour and names as Bitcoin Core 28.1's.
 */
@NullMarked
package org.wonsi.core.script;

import org.jspecify.annotations.NullMarked;
