package handclasp.tls.crypto;

import handclasp.tls.SignatureScheme;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a signature scheme is to JCA, and which keys it fits (RFC 9846 §4.3.3). In order of preference: small and fast
 * signatures first, those that only certificates may carry last.
 */
public enum SignatureAlgorithm {
    ECDSA_SECP256R1_SHA256(
            SignatureScheme.ECDSA_SECP256R1_SHA256, Kind.ECDSA, "secp256r1", HashAlgorithm.SHA256),
    ED25519(SignatureScheme.ED25519, Kind.EDDSA, "Ed25519", HashAlgorithm.SHA512),
    ECDSA_SECP384R1_SHA384(
            SignatureScheme.ECDSA_SECP384R1_SHA384, Kind.ECDSA, "secp384r1", HashAlgorithm.SHA384),
    ECDSA_SECP521R1_SHA512(
            SignatureScheme.ECDSA_SECP521R1_SHA512, Kind.ECDSA, "secp521r1", HashAlgorithm.SHA512),
    ED448(SignatureScheme.ED448, Kind.EDDSA, "Ed448", HashAlgorithm.SHA512),
    RSA_PSS_RSAE_SHA256(SignatureScheme.RSA_PSS_RSAE_SHA256, Kind.PSS, "RSA", HashAlgorithm.SHA256),
    RSA_PSS_RSAE_SHA384(SignatureScheme.RSA_PSS_RSAE_SHA384, Kind.PSS, "RSA", HashAlgorithm.SHA384),
    RSA_PSS_RSAE_SHA512(SignatureScheme.RSA_PSS_RSAE_SHA512, Kind.PSS, "RSA", HashAlgorithm.SHA512),
    RSA_PSS_PSS_SHA256(
            SignatureScheme.RSA_PSS_PSS_SHA256, Kind.PSS, "RSASSA-PSS", HashAlgorithm.SHA256),
    RSA_PSS_PSS_SHA384(
            SignatureScheme.RSA_PSS_PSS_SHA384, Kind.PSS, "RSASSA-PSS", HashAlgorithm.SHA384),
    RSA_PSS_PSS_SHA512(
            SignatureScheme.RSA_PSS_PSS_SHA512, Kind.PSS, "RSASSA-PSS", HashAlgorithm.SHA512),
    RSA_PKCS1_SHA256(SignatureScheme.RSA_PKCS1_SHA256, Kind.PKCS1, "RSA", HashAlgorithm.SHA256),
    RSA_PKCS1_SHA384(SignatureScheme.RSA_PKCS1_SHA384, Kind.PKCS1, "RSA", HashAlgorithm.SHA384),
    RSA_PKCS1_SHA512(SignatureScheme.RSA_PKCS1_SHA512, Kind.PKCS1, "RSA", HashAlgorithm.SHA512);

    private enum Kind {
        ECDSA,
        EDDSA,
        PSS,
        PKCS1
    }

    private final SignatureScheme scheme;
    private final Kind kind;
    private final String keyType;
    private final HashAlgorithm hash;

    SignatureAlgorithm(SignatureScheme scheme, Kind kind, String keyType, HashAlgorithm hash) {
        this.scheme = scheme;
        this.kind = kind;
        this.keyType = keyType;
        this.hash = hash;
    }

    /** That of a scheme, if it is one of these. */
    public static Optional<SignatureAlgorithm> of(SignatureScheme scheme) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.scheme.equals(scheme))
                .findFirst();
    }

    /** Those a key fits, best first. */
    public static List<SignatureAlgorithm> fitting(PublicKey key) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.fits(key)).toList();
    }

    public SignatureScheme scheme() {
        return scheme;
    }

    /** Whether its signatures are DER-encoded pairs of integers. */
    public boolean isEcdsa() {
        return kind == Kind.ECDSA;
    }

    /** JCA's name, for {@link java.security.Signature#getInstance(String)}. */
    public String jcaName() {
        return switch (kind) {
            case ECDSA -> hash.jcaName().replace("-", "") + "withECDSA";
            case EDDSA -> keyType;
            case PSS -> "RSASSA-PSS";
            case PKCS1 -> hash.jcaName().replace("-", "") + "withRSA";
        };
    }

    /** For {@link java.security.Signature#setParameter}; the salt is as long as the hash. */
    public Optional<PSSParameterSpec> parameters() {
        if (kind != Kind.PSS) {
            return Optional.empty();
        }
        MGF1ParameterSpec mask = new MGF1ParameterSpec(hash.jcaName());
        return Optional.of(
                new PSSParameterSpec(
                        hash.jcaName(),
                        "MGF1",
                        mask,
                        hash.length(),
                        PSSParameterSpec.TRAILER_FIELD_BC));
    }

    /**
     * Whether such a signature can come from this key: by its type, its curve, the parameters it is bound to, and for
     * RSA its size, since the padding needs room.
     */
    public boolean fits(PublicKey key) {
        return switch (kind) {
            case ECDSA -> key instanceof ECPublicKey ec && Curves.same(ec.getParams(), keyType);
            case EDDSA ->
                    key instanceof EdECPublicKey ed
                            && ed.getParams().getName().equalsIgnoreCase(keyType);
            case PSS ->
                    key instanceof RSAPublicKey rsa
                            && isType(rsa)
                            && allows(rsa)
                            && holds(rsa, pssLength());
            case PKCS1 ->
                    key instanceof RSAPublicKey rsa && isType(rsa) && holds(rsa, pkcs1Length());
        };
    }

    /** rsaEncryption keys and RSASSA-PSS keys are different types, each with schemes of its own. */
    private boolean isType(RSAPublicKey key) {
        return key.getAlgorithm().equalsIgnoreCase(keyType);
    }

    /** If the key is bound to parameters, the signature's must be identical (RFC 9846 §4.3.3). */
    private boolean allows(RSAPublicKey key) {
        if (key.getParams() == null) {
            return true;
        }
        return key.getParams() instanceof PSSParameterSpec bound
                && bound.getDigestAlgorithm().equalsIgnoreCase(hash.jcaName())
                && bound.getMGFAlgorithm().equalsIgnoreCase("MGF1")
                && bound.getMGFParameters() instanceof MGF1ParameterSpec mask
                && mask.getDigestAlgorithm().equalsIgnoreCase(hash.jcaName())
                && bound.getSaltLength() == hash.length()
                && bound.getTrailerField() == PSSParameterSpec.TRAILER_FIELD_BC;
    }

    /** The encoded message has one bit less than the modulus (RFC 8017 §8.1.1). */
    private static boolean holds(RSAPublicKey key, int length) {
        return (key.getModulus().bitLength() - 1 + 7) / 8 >= length;
    }

    /** Hash, salt and two bytes (RFC 8017 §9.1.1). */
    private int pssLength() {
        return 2 * hash.length() + 2;
    }

    /** DigestInfo, whose head is 19 bytes for each of these hashes, and 11 bytes of padding (RFC 8017 §9.2). */
    private int pkcs1Length() {
        return 19 + hash.length() + 11;
    }

    /** The parameters behind the names of curves. */
    private static final class Curves {
        private static final ECParameterSpec P256 = named("secp256r1");
        private static final ECParameterSpec P384 = named("secp384r1");
        private static final ECParameterSpec P521 = named("secp521r1");

        static boolean same(ECParameterSpec curve, String name) {
            ECParameterSpec other =
                    switch (name) {
                        case "secp256r1" -> P256;
                        case "secp384r1" -> P384;
                        case "secp521r1" -> P521;
                        default -> throw new IllegalArgumentException(name);
                    };
            return curve.getCurve().equals(other.getCurve())
                    && curve.getGenerator().equals(other.getGenerator())
                    && curve.getOrder().equals(other.getOrder())
                    && curve.getCofactor() == other.getCofactor();
        }

        private static ECParameterSpec named(String name) {
            try {
                AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
                parameters.init(new ECGenParameterSpec(name));
                return parameters.getParameterSpec(ECParameterSpec.class);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(
                        "this Java runtime does not know the curve " + name, e);
            }
        }
    }
}
