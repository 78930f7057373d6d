package org.wonsi.node.command.program;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Map;

/** A QR code as text: two rows of dots in each line, light on dark and dark on light alike. */
public final class QrText {
    /** Light border that readers need. */
    private static final int BORDER = 2;

    private QrText() {}

    /** The lines of a QR code that holds this text. */
    public static String of(String content) {
        ByteMatrix dots;
        try {
            dots = Encoder.encode(content, ErrorCorrectionLevel.L, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"))
                    .getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("no QR code can hold this text: " + content, e);
        }
        StringBuilder text = new StringBuilder();
        int size = dots.getHeight();
        for (int y = -BORDER; y < size + BORDER; y += 2) {
            // Colours are named, because a terminal may be dark or light: black dots on white ground.
            text.append("\u001b[30;47m");
            for (int x = -BORDER; x < size + BORDER; x++) {
                boolean upper = isDark(dots, x, y);
                boolean lower = isDark(dots, x, y + 1);
                text.append(upper ? (lower ? '\u2588' : '\u2580') : (lower ? '\u2584' : ' '));
            }
            text.append("\u001b[0m\n");
        }
        return text.toString();
    }

    private static boolean isDark(ByteMatrix dots, int x, int y) {
        return x >= 0 && y >= 0 && x < dots.getWidth() && y < dots.getHeight() && dots.get(x, y) == 1;
    }
}
