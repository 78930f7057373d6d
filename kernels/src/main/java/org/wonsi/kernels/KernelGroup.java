package org.wonsi.kernels;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A group of measured loops, which {@code wonsi bench} asks for by its name. */
enum KernelGroup {
    /** Tries of nonces. */
    HASH(HashKernels.class),
    /** Signatures made and verified. */
    SIGNATURES(SignatureKernels.class),
    /** Scripts run. */
    SCRIPTS(ScriptKernels.class),
    /** Blocks read and their merkle roots computed. */
    BLOCKS(BlockKernels.class),
    /** The same work by bitcoinj and by Wonsi: blocks and inputs. */
    BITCOINJ(BitcoinjBlockKernels.class, BitcoinjScriptKernels.class);

    private final String pattern;

    KernelGroup(Class<?>... kernels) {
        this.pattern = Arrays.stream(kernels).map(Class::getName).collect(Collectors.joining("|", "(", ")\\..*"));
    }

    /** The name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The expression by which JMH finds its methods. */
    String pattern() {
        return pattern;
    }

    /** Those that measure Wonsi alone. */
    static List<KernelGroup> alone() {
        return Arrays.stream(values()).filter(group -> group != BITCOINJ).toList();
    }

    /** The one of that name. */
    static Optional<KernelGroup> of(String word) {
        return Arrays.stream(values())
                .filter(group -> group.word().equals(word))
                .findFirst();
    }
}
