package org.wonsi.node.vectors;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.script.interpreter.ScriptFlag;

/**
 * The names in a case's list of verification flags, such as "P2SH,STRICTENC".
 *
 * @param names without "NONE"
 */
record VectorFlags(Set<String> names) {
    /** Flags of Bitcoin Core 28.1 that only a witness program can feel. */
    private static final Set<String> WITNESS_ONLY = Set.of(
            "WITNESS",
            "DISCOURAGE_UPGRADABLE_WITNESS_PROGRAM",
            "WITNESS_PUBKEYTYPE",
            "TAPROOT",
            "DISCOURAGE_UPGRADABLE_TAPROOT_VERSION",
            "DISCOURAGE_OP_SUCCESS",
            "DISCOURAGE_UPGRADABLE_PUBKEYTYPE");

    static VectorFlags parse(String text) {
        Set<String> names = new LinkedHashSet<>(List.of(text.split(",", -1)));
        names.remove("");
        names.remove("NONE");
        return new VectorFlags(names);
    }

    /** A name that is no flag of Bitcoin Core 28.1. */
    Optional<String> unknown() {
        return names.stream()
                .filter(name -> !WITNESS_ONLY.contains(name) && known(name).isEmpty())
                .findFirst();
    }

    /** Whether the case is about SegWit or Taproot. */
    boolean wantsWitness() {
        return names.contains("WITNESS") || names.contains("TAPROOT");
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** These flags, as far as this node knows them; CLEANSTACK brings P2SH with it, without which it means nothing. */
    Set<ScriptFlag> applied() {
        EnumSet<ScriptFlag> flags = EnumSet.noneOf(ScriptFlag.class);
        names.forEach(name -> known(name).ifPresent(flags::add));
        if (flags.contains(ScriptFlag.CLEANSTACK)) {
            flags.add(ScriptFlag.P2SH);
        }
        return flags;
    }

    /**
     * All flags but these. Without P2SH or WITNESS there is no CLEANSTACK either, since it means nothing while their
     * scripts are not run.
     */
    Set<ScriptFlag> leftOut() {
        EnumSet<ScriptFlag> flags = EnumSet.allOf(ScriptFlag.class);
        names.forEach(name -> known(name).ifPresent(flags::remove));
        if (has("P2SH") || has("WITNESS")) {
            flags.remove(ScriptFlag.CLEANSTACK);
        }
        return flags;
    }

    private static Optional<ScriptFlag> known(String name) {
        for (ScriptFlag flag : ScriptFlag.values()) {
            if (flag.name().equals(name)) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }
}
