package handclasp.tls.internal.jca;

import handclasp.tls.CipherSuite;
import handclasp.tls.ProtocolVersion;
import handclasp.tls.crypto.RecordAlgorithm;
import handclasp.tls.crypto.SuiteAlgorithms;

/** The suite of TLS 1.3 with an AEAD. */
final class Suites {
    private Suites() {}

    static CipherSuite of(Aead aead) {
        RecordAlgorithm records = RecordAlgorithm.valueOf(aead.name());
        return SuiteAlgorithms.all().stream()
                .filter(suite -> suite.version().equals(ProtocolVersion.TLS_1_3))
                .filter(suite -> suite.records() == records)
                .findFirst()
                .orElseThrow()
                .suite();
    }
}
