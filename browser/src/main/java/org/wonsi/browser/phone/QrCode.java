package org.wonsi.browser.phone;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.WriterException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * QR codes, drawn and read by the phone itself.
 *
 * <p>Over plain HTTP browsers give no camera and no reader of their own ({@code BarcodeDetector}), but let a person take a photo, which is
 * read here.
 */
final class QrCode {
    /** More dots than a photo needs that was made smaller before. */
    static final int MOST_DOTS = 2_000_000;

    private QrCode() {}

    /** The dots of a text's code: a line for each row, # for a dark one. */
    static String draw(String text) {
        ByteMatrix dots;
        try {
            dots = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("no QR code can hold this text", e);
        }
        StringBuilder rows = new StringBuilder();
        for (int y = 0; y < dots.getHeight(); y++) {
            for (int x = 0; x < dots.getWidth(); x++) {
                rows.append(dots.get(x, y) == 1 ? '#' : '.');
            }
            rows.append('\n');
        }
        return rows.toString();
    }

    /**
     * The text of the code in a picture.
     *
     * @param grey a character for each dot, 0 black to 255 white, row by row
     * @return empty if there is no code that can be read
     */
    static Optional<String> read(String grey, int width, int height) {
        if (width < 1 || height < 1 || (long) width * height > MOST_DOTS || grey.length() != width * height) {
            throw new IllegalArgumentException("no picture of " + width + " by " + height + " dots");
        }
        try {
            return Optional.of(new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(new Grey(grey, width, height))),
                            Map.of(DecodeHintType.TRY_HARDER, true))
                    .getText());
        } catch (ReaderException none) {
            return Optional.empty();
        }
    }

    private static final class Grey extends LuminanceSource {
        private final byte[] dots;

        Grey(String grey, int width, int height) {
            super(width, height);
            dots = new byte[grey.length()];
            for (int i = 0; i < dots.length; i++) {
                dots[i] = (byte) grey.charAt(i);
            }
        }

        @Override
        public byte[] getRow(int y, byte[] row) {
            return Arrays.copyOfRange(dots, y * getWidth(), (y + 1) * getWidth());
        }

        @Override
        public byte[] getMatrix() {
            return dots.clone();
        }
    }
}
