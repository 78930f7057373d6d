package org.wonsi.kernels;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A group of measured loops, which {@code wonsi bench} asks for by its name. */
enum KernelGroup {
    /** Tries of nonces. */
    HASH(HashKernels.class),
    /** Signatures made and verified. */
    SIGNATURES(SignatureKernels.class),
    /** Scripts run. */
    SCRIPTS(ScriptKernels.class),
    /** Blocks read and their merkle roots computed. */
    BLOCKS(BlockKernels.class);

    private final Class<?> kernels;

    KernelGroup(Class<?> kernels) {
        this.kernels = kernels;
    }

    /** The name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The expression by which JMH finds its methods. */
    String pattern() {
        return "\\Q" + kernels.getName() + ".\\E.*";
    }

    /** The one of that name. */
    static Optional<KernelGroup> of(String word) {
        return Arrays.stream(values())
                .filter(group -> group.word().equals(word))
                .findFirst();
    }
}
