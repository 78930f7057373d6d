package org.wonsi.browser;

import java.util.Set;
import org.teavm.extension.spi.substitution.SimpleSubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/**
 * The list of classes that TeaVM replaces when it compiles, each by the class of the same name under {@code
 * org.wonsi.browser.jdk}: those that its class library lacks, and three of core's that don't fit a tab.
 *
 * <p>Without it core wouldn't compile for a browser, or would have to do without these classes everywhere. All else of
 * core and lab is compiled as it is on a server.
 */
public final class BrowserSubstitutions extends SimpleSubstitutionPolicy {
    private static final String STAND_INS = "org.wonsi.browser.jdk.";

    private static final Set<String> REPLACED = Set.of(
            "java.util.HexFormat",
            "java.util.StringJoiner",
            "java.util.SplittableRandom",
            "com.google.zxing.common.CharacterSetECI",
            "org.bouncycastle.crypto.ec.CustomNamedCurves",
            "java.text.Normalizer",
            "java.text.Normalizer$Form",
            "java.security.MessageDigest",
            "java.security.Security",
            "javax.security.auth.Destroyable",
            "org.wonsi.core.bytes.ByteArrays",
            "org.wonsi.core.crypto.BestSecp256k1",
            "org.wonsi.core.crypto.HmacSha512");

    @Override
    public void contribute(SubstitutionSink sink) {
        sink.selectClasses(REPLACED::contains).packagePrefix(STAND_INS.substring(0, STAND_INS.length() - 1));
    }
}
