package handclasp.bench.tls12;

import handclasp.bench.curves.TimedSubject;
import handclasp.bench.curves.TimingTest;
import handclasp.tls.CipherSuite;
import handclasp.tls.internal.jca.JcaCryptoProvider;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link TimingTest}'s method with classes of records and of ciphertexts instead of one secret: all of the first class
 * have one property that an attacker wants to know, all of the second have not, and everything else is random in both.
 *
 * <p>For each kind of subject one that leaks is among them, written as one would without care.
 *
 * <p>Arguments as there: the samples for each subject (100,000), the seed (1), and what the subject's name contains (all).
 */
final class TimingTest12 {
    private TimingTest12() {}

    public static void main(String[] arguments) throws GeneralSecurityException {
        System.exit(TimingTest.report(subjects(), arguments) ? 0 : 1);
    }

    private static List<TimedSubject> subjects() throws GeneralSecurityException {
        List<TimedSubject> subjects = new ArrayList<>();
        for (CipherSuite suite :
                List.of(
                        CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
                        CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA256,
                        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384)) {
            for (CbcSubject.Question question : CbcSubject.Question.values()) {
                subjects.add(new CbcSubject(suite, question, JcaCryptoProvider.shared()));
            }
            subjects.add(CbcSubject.planted(suite, CbcSubject.Question.LONG_PADDING));
        }
        for (PremasterSubject.Question question : PremasterSubject.Question.values()) {
            subjects.add(PremasterSubject.unpadding(question));
            subjects.add(PremasterSubject.whole(question));
        }
        subjects.add(PremasterSubject.planted());
        return subjects;
    }
}
