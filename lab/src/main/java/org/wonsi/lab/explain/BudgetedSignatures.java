package org.wonsi.lab.explain;

import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.interpreter.SignatureChecker;

/**
 * A signature checker within a {@link WorkBudget}: once that is spent no signature holds, and the verdict on the script means
 * nothing.
 */
final class BudgetedSignatures implements SignatureChecker {
    private final SignatureChecker checker;
    private final int transactionBytes;
    private final WorkBudget budget;

    BudgetedSignatures(SignatureChecker checker, int transactionBytes, WorkBudget budget) {
        this.checker = checker;
        this.transactionBytes = transactionBytes;
        this.budget = budget;
    }

    @Override
    public boolean checkSignature(ByteString signatureWithHashType, ByteString publicKey, Script scriptCode) {
        return budget.takeSignature(transactionBytes)
                && checker.checkSignature(signatureWithHashType, publicKey, scriptCode);
    }

    @Override
    public boolean checkLockTime(long lockTime) {
        return checker.checkLockTime(lockTime);
    }

    @Override
    public boolean checkSequence(long sequence) {
        return checker.checkSequence(sequence);
    }
}
