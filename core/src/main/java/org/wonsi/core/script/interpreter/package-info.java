/**
 * Runs programs of Bitcoin's stack language: whether an input may spend an output.
 *
 * <p>Start with {@link org.wonsi.core.script.interpreter.Interpreter}: it runs the input's script, then the output's, on one
 * stack. What each operation does is in the {@code ...Operations} classes, one for each kind ({@code StackOperations}, {@code
 * ArithmeticOperations}, {@code HashOperations}, {@code FlowOperations}, {@code SignatureOperations}, {@code
 * LockTimeOperations}), which {@code Execution} calls; {@link org.wonsi.core.script.interpreter.ScriptError} lists every way
 * to fail.
 *
 * <p>What is signed is not known here: a script asks a {@link org.wonsi.core.script.interpreter.SignatureChecker}, and
 * package {@code tx} has the one that knows transactions. Which rules are in force is the caller's to say, as a set of {@link
 * org.wonsi.core.script.interpreter.ScriptFlag}.
 *
 * <p>Source: paper, section 2, in the general form that Bitcoin gave it; behaviour and names as Bitcoin Core 28.1's.
 */
@NullMarked
package org.wonsi.core.script.interpreter;

import org.jspecify.annotations.NullMarked;
