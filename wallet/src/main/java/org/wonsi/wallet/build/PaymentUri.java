package org.wonsi.wallet.build;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.tx.Amount;
import org.wonsi.wallet.problem.InputError;

/**
 * A request for payment as a link: {@code wonsi:ADDRESS?amount=1.5&label=Kim}; {@code bitcoin:} on regtest and mainnet.
 *
 * <p>Source: BIP 21. Parameters it doesn't know are passed over, unless they begin with {@code req-}.
 *
 * @param label who is to be paid
 */
public record PaymentUri(Address address, Optional<Amount> amount, Optional<String> label) {

    /** The scheme of a network's links. */
    public static String scheme(Network network) {
        return network == Network.SEMINAR ? "wonsi" : "bitcoin";
    }

    /**
     * Parses a link, or a bare address.
     *
     * @throws MalformedException if it is neither
     */
    public static PaymentUri parse(String text, ChainParams params) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new PaymentUri(Address.parse(text, params), Optional.empty(), Optional.empty());
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals(scheme(params.network()))) {
            throw new MalformedException(
                    InputError.LINK_SCHEME, params.network().id(), scheme(params.network()), scheme);
        }
        String rest = text.substring(colon + 1);
        int question = rest.indexOf('?');
        Address address = Address.parse(question < 0 ? rest : rest.substring(0, question), params);
        Optional<Amount> amount = Optional.empty();
        Optional<String> label = Optional.empty();
        for (String parameter :
                question < 0 ? new String[0] : rest.substring(question + 1).split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : decode(parameter.substring(equals + 1));
            if (name.equals("amount")) {
                amount = Optional.of(Amount.parseCoins(value));
            } else if (name.equals("label")) {
                label = Optional.of(value);
            } else if (name.startsWith("req-")) {
                throw new MalformedException(InputError.LINK_REQUIRED, name);
            }
        }
        return new PaymentUri(address, amount, label);
    }

    private static String decode(String value) {
        try {
            // A plus is a plus in these links, not a space.
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(InputError.LINK_ESCAPE);
        }
    }

    /** The link. */
    public String format(Network network) {
        StringBuilder text = new StringBuilder(scheme(network)).append(':').append(address);
        char separator = '?';
        if (amount.isPresent()) {
            text.append(separator).append("amount=").append(amount.get());
            separator = '&';
        }
        if (label.isPresent()) {
            String value =
                    URLEncoder.encode(label.get(), StandardCharsets.UTF_8).replace("+", "%20");
            text.append(separator).append("label=").append(value);
        }
        return text.toString();
    }
}
