package handclasp.tls.internal.jca;

import handclasp.tls.NamedGroup;
import handclasp.tls.crypto.FiniteFieldGroup;
import handclasp.tls.crypto.KeyExchange;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Provider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the groups that the providers at hand implement. */
final class KeyExchanges {
    private KeyExchanges() {}

    /** Best first; what no provider implements is left out. */
    static Map<NamedGroup, KeyExchange> available(JcaProviders providers) {
        Map<NamedGroup, KeyExchange> found = new LinkedHashMap<>();
        find(found, NamedGroup.X25519, "X25519", XdhGroup::x25519, providers);
        find(
                found,
                NamedGroup.SECP256R1,
                "EC",
                provider -> new EcdhGroup(NamedGroup.SECP256R1, provider),
                providers);
        find(
                found,
                NamedGroup.SECP384R1,
                "EC",
                provider -> new EcdhGroup(NamedGroup.SECP384R1, provider),
                providers);
        find(
                found,
                NamedGroup.SECP521R1,
                "EC",
                provider -> new EcdhGroup(NamedGroup.SECP521R1, provider),
                providers);
        find(found, NamedGroup.X448, "X448", XdhGroup::x448, providers);
        for (NamedGroup group :
                List.of(NamedGroup.FFDHE2048, NamedGroup.FFDHE3072, NamedGroup.FFDHE4096)) {
            FiniteFieldGroup field = FiniteFieldGroup.of(group).orElseThrow();
            find(
                    found,
                    group,
                    "DH",
                    provider -> new FiniteFieldExchange(field, provider),
                    providers);
        }
        return found;
    }

    /** Of a group with or without a name; empty if no provider takes its size. */
    static Optional<KeyExchange> of(FiniteFieldGroup group, JcaProviders providers) {
        return providers.keyPairGenerators("DH").stream()
                .map(provider -> make(any -> new FiniteFieldExchange(group, any), provider))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static void find(
            Map<NamedGroup, KeyExchange> found,
            NamedGroup group,
            String generatorName,
            Maker maker,
            JcaProviders providers) {
        for (Provider provider : providers.keyPairGenerators(generatorName)) {
            Optional<KeyExchange> exchange = make(maker, provider);
            if (exchange.isPresent()) {
                found.put(group, exchange.get());
                return;
            }
        }
    }

    private static Optional<KeyExchange> make(Maker maker, Provider provider) {
        try {
            return Optional.of(maker.make(provider));
        } catch (GeneralSecurityException | InvalidParameterException | SecurityException e) {
            // The last: Oracle's JDK refuses KeyAgreement of a provider whose jar is not signed.
            return Optional.empty();
        }
    }

    private interface Maker {
        KeyExchange make(Provider provider) throws GeneralSecurityException;
    }
}
