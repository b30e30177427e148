package handclasp.tls.internal.tls12;

import handclasp.tls.NamedGroup;
import handclasp.tls.ServerConfiguration;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.FiniteFieldGroup;
import handclasp.tls.crypto.KeyExchange;
import java.util.Optional;

/**
 * A group that a server uses.
 *
 * @param name its code point, if it has one
 * @param field if it is a finite field
 */
record ServerGroup(Optional<NamedGroup> name, Optional<FiniteFieldGroup> field) {
    static ServerGroup curve(NamedGroup group) {
        return new ServerGroup(Optional.of(group), Optional.empty());
    }

    static ServerGroup field(FiniteFieldGroup group) {
        return new ServerGroup(group.name(), Optional.of(group));
    }

    /** A fresh key pair, for this connection only: so nothing is won by what one secret's length tells (Raccoon). */
    ClientShare generate(ServerConfiguration configuration) {
        CryptoProvider crypto = configuration.crypto();
        KeyExchange exchange =
                field.map(crypto::keyExchange)
                        .orElseGet(() -> crypto.keyExchange(name.orElseThrow()));
        return ClientShare.agreed(this, exchange.generate(configuration.random()));
    }
}
