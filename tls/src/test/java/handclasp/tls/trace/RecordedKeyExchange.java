package handclasp.tls.trace;

import handclasp.tls.NamedGroup;
import handclasp.tls.crypto.KeyExchange;
import handclasp.tls.crypto.Secret;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/** X25519 or P-256 with one key pair, which it always "generates". */
final class RecordedKeyExchange implements KeyExchange {
    private final NamedGroup group;
    private final Key privateKey;
    private final byte[] share;

    RecordedKeyExchange(NamedGroup group, byte[] privateKey, byte[] share) {
        this.group = group;
        this.privateKey = isX25519() ? x25519Private(privateKey) : p256Private(privateKey);
        this.share = share;
        requirePair();
    }

    /** The private key's product with the base point is the public key (its x where the share is a point). */
    private void requirePair() {
        byte[] product = agree(isX25519() ? x25519Base() : p256Point(p256().getGenerator()));
        byte[] expected = isX25519() ? share : Arrays.copyOfRange(share, 1, 33);
        if (!Arrays.equals(product, expected)) {
            throw new AssertionError("the keys of " + group + " are no pair");
        }
    }

    @Override
    public int clientShareLength() {
        return share.length;
    }

    @Override
    public KeyPair generate(SecureRandom random) {
        return new Recorded();
    }

    @Override
    public Encapsulation encapsulate(byte[] clientShare, SecureRandom random) {
        return new Encapsulation(share, new Recorded().decapsulate(clientShare));
    }

    private byte[] agree(PublicKey peer) {
        return jca(
                () -> {
                    KeyAgreement agreement = KeyAgreement.getInstance(isX25519() ? "XDH" : "ECDH");
                    agreement.init(privateKey);
                    agreement.doPhase(peer, true);
                    return agreement.generateSecret();
                });
    }

    private boolean isX25519() {
        return group.equals(NamedGroup.X25519);
    }

    private static PrivateKey x25519Private(byte[] scalar) {
        return jca(
                () ->
                        KeyFactory.getInstance("X25519")
                                .generatePrivate(
                                        new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar)));
    }

    private static PublicKey x25519Public(BigInteger u) {
        return jca(
                () ->
                        KeyFactory.getInstance("X25519")
                                .generatePublic(
                                        new XECPublicKeySpec(NamedParameterSpec.X25519, u)));
    }

    /** RFC 7748 §4.1. */
    private static PublicKey x25519Base() {
        return x25519Public(BigInteger.valueOf(9));
    }

    private static PrivateKey p256Private(byte[] scalar) {
        return jca(
                () ->
                        KeyFactory.getInstance("EC")
                                .generatePrivate(
                                        new ECPrivateKeySpec(new BigInteger(1, scalar), p256())));
    }

    private static PublicKey p256Point(ECPoint point) {
        return jca(
                () ->
                        KeyFactory.getInstance("EC")
                                .generatePublic(new ECPublicKeySpec(point, p256())));
    }

    private static ECParameterSpec p256() {
        return jca(
                () -> {
                    AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
                    named.init(new ECGenParameterSpec("secp256r1"));
                    return named.getParameterSpec(ECParameterSpec.class);
                });
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static <T> T jca(Call<T> call) {
        try {
            return call.run();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private interface Call<T> {
        T run() throws GeneralSecurityException;
    }

    private final class Recorded implements KeyPair {
        @Override
        public byte[] share() {
            return share.clone();
        }

        @Override
        public Secret decapsulate(byte[] peerShare) {
            PublicKey peer =
                    isX25519()
                            ? x25519Public(new BigInteger(1, reversed(peerShare)))
                            : p256Point(
                                    new ECPoint(
                                            new BigInteger(1, peerShare, 1, 32),
                                            new BigInteger(1, peerShare, 33, 32)));
            return Secret.owning(agree(peer));
        }

        @Override
        public void close() {}
    }
}
