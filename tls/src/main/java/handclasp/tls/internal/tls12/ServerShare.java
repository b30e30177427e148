package handclasp.tls.internal.tls12;

import handclasp.tls.Misbehaved;
import handclasp.tls.NamedGroup;
import handclasp.tls.TlsConfiguration;
import handclasp.tls.TlsException;
import handclasp.tls.crypto.CryptoProvider;
import handclasp.tls.crypto.FiniteFieldGroup;
import handclasp.tls.crypto.InvalidShareException;
import handclasp.tls.crypto.KeyExchange;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.message.ServerKeyExchange;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;

/** The server's share in a group that the client accepts. */
final class ServerShare {
    private final Optional<NamedGroup> name;
    private final Optional<FiniteFieldGroup> field;
    private final byte[] share;

    private ServerShare(Optional<NamedGroup> name, Optional<FiniteFieldGroup> field, byte[] share) {
        this.name = name;
        this.field = field;
        this.share = share;
    }

    /** What a ServerKeyExchange brought, if its group is one that this end takes. */
    static ServerShare of(ServerKeyExchange.Parameters parameters, TlsConfiguration configuration)
            throws TlsException {
        return switch (parameters) {
            case ServerKeyExchange.Curve curve -> of(curve, configuration);
            case ServerKeyExchange.FiniteField field -> of(field, configuration);
        };
    }

    private static ServerShare of(ServerKeyExchange.Curve curve, TlsConfiguration configuration)
            throws TlsException {
        NamedGroup group = curve.group();
        if (group.isFiniteField() || !configuration.namedGroups().contains(group)) {
            throw TlsException.builder(Misbehaved.GROUP_NOT_OFFERED)
                    .ours(configuration.namedGroups())
                    .theirs(group)
                    .build();
        }
        return new ServerShare(Optional.of(group), Optional.empty(), curve.share());
    }

    private static ServerShare of(
            ServerKeyExchange.FiniteField parameters, TlsConfiguration configuration)
            throws TlsException {
        BigInteger prime = new BigInteger(1, parameters.p());
        BigInteger generator = new BigInteger(1, parameters.g());
        Optional<String> objection = FiniteFieldGroup.objection(prime, generator);
        if (objection.isPresent()) {
            boolean small = prime.bitLength() < FiniteFieldGroup.MIN_BITS;
            throw TlsException.of(
                    small
                            ? Misbehaved.DIFFIE_HELLMAN_GROUP_SMALL
                            : Misbehaved.DIFFIE_HELLMAN_GROUP_UNKNOWN,
                    objection.get());
        }
        FiniteFieldGroup group = new FiniteFieldGroup(prime, generator);
        if (!group.isKnown() && !configuration.finiteFieldGroups().contains(group)) {
            throw TlsException.of(Misbehaved.DIFFIE_HELLMAN_GROUP_UNKNOWN, group.toString());
        }
        try {
            return new ServerShare(
                    group.name(), Optional.of(group), group.share(parameters.share()));
        } catch (InvalidShareException e) {
            throw TlsException.of(Misbehaved.KEY_SHARE_INVALID, String.valueOf(e.getMessage()));
        }
    }

    /** The group's code point, if it has one. */
    Optional<NamedGroup> name() {
        return name;
    }

    /**
     * The client's share for the wire, and the premaster secret.
     *
     * @throws TlsException with {@link Misbehaved#KEY_SHARE_INVALID}
     */
    KeyExchange.Encapsulation encapsulate(CryptoProvider crypto, SecureRandom random)
            throws TlsException {
        KeyExchange exchange =
                field.map(crypto::keyExchange)
                        .orElseGet(() -> crypto.keyExchange(name.orElseThrow()));
        try {
            KeyExchange.Encapsulation made = exchange.encapsulate(share, random);
            Secret premaster =
                    field.isPresent() ? Premaster.ofFiniteField(made.secret()) : made.secret();
            return new KeyExchange.Encapsulation(made.share(), premaster);
        } catch (InvalidShareException e) {
            throw TlsException.of(Misbehaved.KEY_SHARE_INVALID, String.valueOf(e.getMessage()));
        }
    }
}
