package org.wonsi.node.vectors;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wonsi.core.bytes.MalformedException;

/**
 * A file of test vectors in Bitcoin Core's format: an array of cases, each an array, with comments between them.
 *
 * <p>A comment is an array of one string, except where all are: in {@code key_io_invalid.json} those are the cases.
 */
public final class VectorFile {
    private static final long MAX_BYTES = 64L << 20;
    private static final String INVALID_TRANSACTIONS = "transactions which are invalid";
    private static final String SIGHASH_COLUMNS = "raw_transaction";

    private final VectorKind kind;
    private final List<JsonNode> vectors;

    private VectorFile(VectorKind kind, List<JsonNode> vectors) {
        this.kind = kind;
        this.vectors = vectors;
    }

    /**
     * Reads a file.
     *
     * @param wanted the kind it is; found out if empty
     * @throws MalformedException if it is no such file, with what was found
     */
    public static VectorFile read(Path file, Optional<VectorKind> wanted) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new MalformedException(file + " is larger than " + MAX_BYTES + " bytes");
        }
        ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        JsonNode array = json.readTree(Files.readAllBytes(file));
        if (array == null || !array.isArray() || array.isEmpty()) {
            throw new MalformedException(file + " is no JSON array of test cases");
        }
        VectorKind kind = wanted.or(() -> recognise(array, file))
                .orElseThrow(() -> new MalformedException(
                        "no known kind of test vectors has the shape of " + file + "; name one with --as"));
        return new VectorFile(kind, cases(array, kind));
    }

    private static Optional<VectorKind> recognise(JsonNode array, Path file) {
        boolean onlySingleTexts = true;
        for (JsonNode entry : array) {
            onlySingleTexts &= entry.size() == 1 && entry.get(0).isTextual();
            Optional<VectorKind> kind = VectorKind.of(entry);
            if (kind.isPresent()) {
                return kind.map(k -> k == VectorKind.TX_VALID ? validOrInvalid(array, file) : k);
            }
        }
        return onlySingleTexts ? Optional.of(VectorKind.KEY_IO_INVALID) : Optional.empty();
    }

    /** The two have the same shape; the comment at the top tells them apart, or else the file's name. */
    private static VectorKind validOrInvalid(JsonNode array, Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean invalid = array.get(0).path(0).asText().contains(INVALID_TRANSACTIONS) || name.contains("invalid");
        return invalid ? VectorKind.TX_INVALID : VectorKind.TX_VALID;
    }

    private static List<JsonNode> cases(JsonNode array, VectorKind kind) {
        List<JsonNode> cases = new ArrayList<>();
        for (JsonNode entry : array) {
            boolean comment = entry.size() == 1 && kind != VectorKind.KEY_IO_INVALID;
            boolean columns = entry.path(0).asText().startsWith(SIGHASH_COLUMNS);
            if (!comment && !columns) {
                cases.add(entry);
            }
        }
        return List.copyOf(cases);
    }

    /** What kind of cases it holds. */
    public VectorKind kind() {
        return kind;
    }

    /** Checks every case, prints those that fail and the totals. */
    public VectorReport run(PrintWriter out) {
        VectorReport report = new VectorReport(out);
        out.println(kind + ": " + vectors.size() + " cases");
        for (int i = 0; i < vectors.size(); i++) {
            JsonNode vector = vectors.get(i);
            report.add(i + 1, vector.toString(), check(vector));
        }
        report.finish();
        return report;
    }

    private Verdict check(JsonNode vector) {
        try {
            return VectorKind.of(vector).filter(this::fits).isPresent() || kind == VectorKind.KEY_IO_INVALID
                    ? kind.check().check(vector)
                    : Verdict.failed("not a case of " + kind);
        } catch (MalformedException e) {
            return Verdict.failed(String.valueOf(e.getMessage()));
        }
    }

    private boolean fits(VectorKind shape) {
        return shape == kind || (shape == VectorKind.TX_VALID && kind == VectorKind.TX_INVALID);
    }
}
