package handclasp.pki;

import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.NoSuchPaddingException;
import org.bouncycastle.operator.OperatorCreationException;

/** Why an encrypted private key could not be decrypted, read off the exceptions of Bouncy Castle and JCA. */
enum DecryptionFailure {
    WRONG_PASSWORD,
    /** No provider here has the cipher or the way from the password to its key. */
    UNKNOWN_ENCRYPTION,
    /** What is encrypted, or the parameters beside it, cannot come from the encryption that it names. */
    DAMAGED;

    static DecryptionFailure of(Exception failure) {
        List<Throwable> causes =
                Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                        .limit(20)
                        .toList();
        if (any(causes, NoSuchAlgorithmException.class, NoSuchPaddingException.class)
                || causes.stream().anyMatch(DecryptionFailure::saysUnknown)) {
            return UNKNOWN_ENCRYPTION;
        }
        if (any(
                causes,
                IllegalBlockSizeException.class,
                InvalidAlgorithmParameterException.class)) {
            return DAMAGED;
        }
        // What cannot even begin to decrypt has not come to the password.
        return any(causes, OperatorCreationException.class) ? DAMAGED : WRONG_PASSWORD;
    }

    @SafeVarargs
    private static boolean any(List<Throwable> causes, Class<? extends Throwable>... kinds) {
        return causes.stream()
                .anyMatch(cause -> Stream.of(kinds).anyMatch(kind -> kind.isInstance(cause)));
    }

    /** Bouncy Castle has no type of its own for these. */
    private static boolean saysUnknown(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.startsWith("unknown encryption")
                || message.startsWith("Unknown algorithm")
                || message.startsWith("no key size for algorithm");
    }
}
