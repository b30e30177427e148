package handclasp.tls.internal.jca;

import handclasp.tls.crypto.InvalidShareException;
import handclasp.tls.crypto.KeyExchange;
import handclasp.tls.crypto.Secret;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.KeyAgreement;
import javax.security.auth.DestroyFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Diffie-Hellman in one group with one JCA provider (RFC 9846 §7.4). Subclasses say how a public value stands on the wire.
 */
abstract sealed class DiffieHellman implements KeyExchange
        permits EcdhGroup, XdhGroup, FiniteFieldExchange {
    /** What prints as the group's name. */
    private final Object group;

    private final String generatorName;
    private final String agreementName;
    private final AlgorithmParameterSpec parameters;
    private final Provider provider;

    /** @throws GeneralSecurityException if the provider lacks the group */
    DiffieHellman(
            Object group,
            String generatorName,
            String agreementName,
            AlgorithmParameterSpec parameters,
            Provider provider)
            throws GeneralSecurityException {
        this.group = group;
        this.generatorName = generatorName;
        this.agreementName = agreementName;
        this.parameters = parameters;
        this.provider = provider;
        KeyPairGenerator.getInstance(generatorName, provider).initialize(parameters);
        KeyAgreement.getInstance(agreementName, provider);
    }

    /** The public value as a share. */
    abstract byte[] write(PublicKey key);

    /** The public value in a peer's share. */
    abstract PublicKey read(byte[] share) throws InvalidShareException;

    /** That the secret is one that the group allows. */
    abstract void check(byte[] secret) throws InvalidShareException;

    @Override
    public final KeyPair generate(SecureRandom random) {
        return new Pair(newPair(random));
    }

    @Override
    public final Encapsulation encapsulate(byte[] clientShare, SecureRandom random)
            throws InvalidShareException {
        PublicKey peer = read(clientShare);
        try (Pair own = new Pair(newPair(random))) {
            return new Encapsulation(own.share(), own.agree(peer));
        }
    }

    @Override
    public final String toString() {
        return group + " by " + provider.getName();
    }

    private java.security.KeyPair newPair(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(generatorName, provider);
            generator.initialize(parameters, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw failed("made no key pair", e);
        }
    }

    /** The secret of a private key of the provider's and a peer's public value. */
    final Secret agree(PrivateKey key, PublicKey peer) throws InvalidShareException {
        try {
            KeyAgreement agreement = KeyAgreement.getInstance(agreementName, provider);
            agreement.init(key);
            doPhase(agreement, peer);
            byte[] secret = agreement.generateSecret();
            check(secret);
            return Secret.owning(secret);
        } catch (GeneralSecurityException e) {
            throw failed("could not agree on a secret", e);
        }
    }

    private void doPhase(KeyAgreement agreement, PublicKey peer) throws InvalidShareException {
        try {
            agreement.doPhase(peer, true);
        } catch (InvalidKeyException e) {
            throw new InvalidShareException(
                    "the "
                            + group
                            + " share is refused by "
                            + provider.getName()
                            + ": "
                            + e.getMessage());
        }
    }

    private IllegalStateException failed(String what, GeneralSecurityException cause) {
        return new IllegalStateException(this + " " + what, cause);
    }

    private final class Pair implements KeyPair {
        private final byte[] share;
        private @Nullable PrivateKey key;

        Pair(java.security.KeyPair pair) {
            share = write(pair.getPublic());
            key = pair.getPrivate();
        }

        @Override
        public byte[] share() {
            return share.clone();
        }

        @Override
        public Secret decapsulate(byte[] serverShare) throws InvalidShareException {
            return agree(read(serverShare));
        }

        Secret agree(PublicKey peer) throws InvalidShareException {
            if (key == null) {
                throw new IllegalStateException("the key pair was closed");
            }
            return DiffieHellman.this.agree(key, peer);
        }

        @Override
        public void close() {
            if (key == null) {
                return;
            }
            try {
                key.destroy();
            } catch (DestroyFailedException e) {
                // The JDK's keys cannot be wiped; letting go of them is all there is.
            }
            key = null;
        }
    }
}
