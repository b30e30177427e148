package handclasp.tls.internal.tls12;

import handclasp.tls.Misbehaved;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.TlsException;
import handclasp.tls.WorkKind;
import handclasp.tls.auth.Credential;
import handclasp.tls.crypto.FiniteFieldGroup;
import handclasp.tls.crypto.InvalidShareException;
import handclasp.tls.crypto.KeyExchange;
import handclasp.tls.crypto.RsaDecryptor;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.message.ServerKeyExchange;
import java.math.BigInteger;
import java.security.SecureRandom;

/** What a server makes of the ClientKeyExchange. */
abstract sealed class ClientShare {
    private ClientShare() {}

    /** The client encrypts the premaster secret to this credential. */
    static ClientShare encrypted(Credential credential) {
        return new Encrypted(credential.decryptor().orElseThrow());
    }

    /** The client has a share in this group, too. */
    static ClientShare agreed(ServerGroup group, KeyExchange.KeyPair keyPair) {
        return new Agreed(group, keyPair);
    }

    abstract WorkKind kind();

    /** Of the ServerKeyExchange. */
    abstract ServerKeyExchange.Parameters parameters();

    /**
     * The premaster secret. It may block, and can be asked for once.
     *
     * @param offered {@code client_version} of the hello
     */
    abstract Secret premaster(byte[] received, ProtocolVersion offered, SecureRandom random)
            throws TlsException;

    private static final class Encrypted extends ClientShare {
        private final RsaDecryptor decryptor;

        Encrypted(RsaDecryptor decryptor) {
            this.decryptor = decryptor;
        }

        @Override
        WorkKind kind() {
            return WorkKind.DECRYPT;
        }

        @Override
        ServerKeyExchange.Parameters parameters() {
            throw new IllegalStateException("the RSA key exchange has no ServerKeyExchange");
        }

        /** Whatever is wrong shows at Finished only, and always in the same way (RFC 5246 §7.4.7.1). */
        @Override
        Secret premaster(byte[] received, ProtocolVersion offered, SecureRandom random) {
            return RsaPremaster.decrypt(decryptor, received, offered, random).premaster();
        }
    }

    private static final class Agreed extends ClientShare {
        private final ServerGroup group;
        private final KeyExchange.KeyPair keyPair;

        Agreed(ServerGroup group, KeyExchange.KeyPair keyPair) {
            this.group = group;
            this.keyPair = keyPair;
        }

        @Override
        WorkKind kind() {
            return WorkKind.KEY_AGREEMENT;
        }

        @Override
        ServerKeyExchange.Parameters parameters() {
            return group.field()
                    .<ServerKeyExchange.Parameters>map(field -> parameters(field))
                    .orElseGet(
                            () ->
                                    new ServerKeyExchange.Curve(
                                            group.name().orElseThrow(), keyPair.share()));
        }

        private ServerKeyExchange.FiniteField parameters(FiniteFieldGroup field) {
            return new ServerKeyExchange.FiniteField(
                    unsigned(field.prime()), unsigned(field.generator()), keyPair.share());
        }

        @Override
        Secret premaster(byte[] received, ProtocolVersion offered, SecureRandom random)
                throws TlsException {
            try (keyPair) {
                return group.field().isPresent()
                        ? Premaster.ofFiniteField(
                                keyPair.decapsulate(group.field().get().share(received)))
                        : keyPair.decapsulate(received);
            } catch (InvalidShareException e) {
                throw TlsException.of(Misbehaved.KEY_SHARE_INVALID, String.valueOf(e.getMessage()));
            }
        }

        /** Without the byte that BigInteger puts before a number for its sign. */
        private static byte[] unsigned(BigInteger value) {
            byte[] bytes = value.toByteArray();
            return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        }
    }
}
