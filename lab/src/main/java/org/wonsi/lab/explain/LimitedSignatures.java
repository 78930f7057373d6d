package org.wonsi.lab.explain;

import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.interpreter.SignatureChecker;

/** Checks signatures until the effort is spent; after that none holds, and the verdict on the script means nothing. */
final class LimitedSignatures implements SignatureChecker {
    private final SignatureChecker checker;
    private final int transactionBytes;
    private final Effort effort;

    LimitedSignatures(SignatureChecker checker, int transactionBytes, Effort effort) {
        this.checker = checker;
        this.transactionBytes = transactionBytes;
        this.effort = effort;
    }

    @Override
    public boolean checkSignature(ByteString signatureWithHashType, ByteString publicKey, Script scriptCode) {
        return effort.takeSignature(transactionBytes)
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
