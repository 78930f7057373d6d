package org.wonsi.node.http.vote;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Map;

/**
 * A QR code as an SVG picture: black dots on a white ground with the border that readers need, in any theme.
 *
 * <p>Colours are fixed, also on a dark page: many phones don't read a light code on a dark ground. It is SVG, so that
 * it stays sharp at the size of a projector.
 */
public final class QrPicture {
    private static final int BORDER = 4;

    private QrPicture() {}

    /** The picture of a text, such as a URL. */
    public static String svg(String content) {
        ByteMatrix dots;
        try {
            dots = Encoder.encode(content, ErrorCorrectionLevel.M, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"))
                    .getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("no QR code can hold this text: " + content, e);
        }
        int size = dots.getWidth() + 2 * BORDER;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size
                + "\" shape-rendering=\"crispEdges\"><rect width=\"" + size + "\" height=\"" + size
                + "\" fill=\"#fff\"/><path d=\"" + path(dots) + "\" fill=\"#101214\"/></svg>";
    }

    /** Each run of dark dots of a row is one rectangle. */
    private static String path(ByteMatrix dots) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < dots.getHeight(); y++) {
            int x = 0;
            while (x < dots.getWidth()) {
                int from = x;
                while (x < dots.getWidth() && dots.get(x, y) == 1) {
                    x++;
                }
                if (x > from) {
                    path.append('M').append(from + BORDER).append(' ').append(y + BORDER);
                    path.append('h')
                            .append(x - from)
                            .append("v1h-")
                            .append(x - from)
                            .append('z');
                }
                x++;
            }
        }
        return path.toString();
    }
}
