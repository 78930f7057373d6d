package org.wonsi.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.SeededHash;

/** That no hash table of core has keys whose places a stranger can choose. */
class SeededKeysTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .importUrl(ByteString.class.getProtectionDomain().getCodeSource().getLocation());

    /** Maps and sets but those that sort or that only enums fill. */
    private static final Pattern KEY = Pattern.compile(
            "(?<![A-Za-z])(?:(?:Linked)?Hash|Concurrent(?:Hash)?)?(?:Map|Set)<\\s*(?:Map\\.Entry<)?([A-Za-z0-9.]+)");

    /** A table's entries under one such key become a sorted tree when they are many, so collisions cost little. */
    private static final Set<String> OF_JAVA = Set.of("String", "Integer", "Long");

    /** What this node itself numbers. */
    private static final Set<String> OWN = Set.of("PeerId");

    /** The element type of a generic class of our own. */
    private static final Set<String> TYPE_VARIABLES = Set.of("T", "K", "V");

    private static Set<String> keysInSources() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher matcher = KEY.matcher(Files.readString(file));
                while (matcher.find()) {
                    keys.add(matcher.group(1));
                }
            }
        }
        return keys;
    }

    @Test
    @DisplayName("every type that is a key of a hash map or set hashes under the program's random key, or is our own")
    void keysAreSeeded() throws IOException {
        Set<String> keys = keysInSources();
        assertThat(keys).contains("OutPoint", "Txid", "BlockHash", "NetworkAddress", "ByteString", "Hash256");
        assertThat(keys.stream().filter(key -> !isSafe(key)))
                .as("give these a hashCode by SeededHash, or say in this test why nobody can choose them")
                .isEmpty();
    }

    private static boolean isSafe(String key) {
        if (OF_JAVA.contains(key) || OWN.contains(key) || TYPE_VARIABLES.contains(key)) {
            return true;
        }
        List<JavaClass> types = CORE.stream()
                .filter(type -> ("." + type.getName().replace('$', '.')).endsWith("." + key))
                .toList();
        return !types.isEmpty() && types.stream().allMatch(SeededKeysTest::isSafe);
    }

    private static boolean isSafe(JavaClass type) {
        if (type.isEnum() || type.isInterface()) {
            return type.isEnum() || type.getAllSubclasses().stream().allMatch(SeededKeysTest::isSafe);
        }
        if (isSeeded(type)) {
            return true;
        }
        boolean comparesByIdentity =
                !type.isRecord() && type.tryGetMethod("hashCode").isEmpty();
        return comparesByIdentity;
    }

    /** It calls SeededHash for its hash code, or is a record of such parts and our own, or asks such a one. */
    private static boolean isSeeded(JavaClass type) {
        if (type.isRecord() && !calls(type, SeededHash.class, "of")) {
            List<JavaClass> parts = type.getFields().stream()
                    .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                    .map(field -> field.getRawType())
                    .toList();
            return !parts.isEmpty()
                    && parts.stream().allMatch(part -> OWN.contains(part.getSimpleName()) || isSeeded(part));
        }
        return calls(type, SeededHash.class, "of")
                || type.tryGetMethod("hashCode").stream()
                        .flatMap(method -> method.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getName().equals("hashCode"))
                        .anyMatch(call -> isSeeded(call.getTargetOwner()));
    }

    private static boolean calls(JavaClass type, Class<?> owner, String name) {
        return type.tryGetMethod("hashCode").stream()
                .flatMap(method -> method.getMethodCallsFromSelf().stream())
                .anyMatch((JavaMethodCall call) -> call.getTargetOwner().isEquivalentTo(owner)
                        && call.getName().equals(name));
    }

    @Test
    @DisplayName("the check tells a seeded type from one that isn't")
    void checkWorks() {
        assertThat(isSafe("OutPoint")).isTrue();
        assertThat(isSafe("Transaction")).isTrue();
        // A part that a stranger chooses is plain: the record's hash code is not seeded as a whole.
        assertThat(isSafe("InventoryItem")).isFalse();
        assertThat(isSafe("TxOut")).isFalse();
        assertThat(isSafe("NoSuchType")).isFalse();
    }

    @Test
    @DisplayName("no stream of core collects into a hash table out of this test's sight")
    void noHiddenTables() throws IOException {
        Pattern hidden = Pattern.compile("\\.distinct\\(\\)|toSet\\(|toMap\\(|groupingBy|partitioningBy");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                assertThat(hidden.matcher(Files.readString(file)).find())
                        .as("%s", file)
                        .isFalse();
            }
        }
    }

    @Test
    @DisplayName("equal values have equal hash codes, however they were made")
    void equalValues() {
        assertThat(Hash256.ofDisplay("ab".repeat(32)).hashCode())
                .isEqualTo(Hash256.of(ByteString.ofHex("ab".repeat(32)).toByteArray())
                        .hashCode());
        assertThat(ByteString.ofHex("00010203").slice(1, 3).hashCode())
                .isEqualTo(ByteString.ofHex("0102").hashCode());
    }
}
