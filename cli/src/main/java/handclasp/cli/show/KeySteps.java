package handclasp.cli.show;

import handclasp.inspector.Event;
import handclasp.inspector.Recording;
import handclasp.tls.CipherSuite;
import handclasp.tls.crypto.SuiteAlgorithms;
import java.util.List;
import java.util.Optional;

/** How a recorded handshake came to its keys: names, labels, inputs and lengths, and no secret. */
final class KeySteps {
    private KeySteps() {}

    /** Empty if it did not come to any. */
    static List<Step> of(Recording recording) {
        boolean derived =
                recording.events().stream().anyMatch(event -> event instanceof Event.Derived);
        Optional<SuiteAlgorithms> suite =
                recording.cipherSuite().flatMap(CipherSuite::named).flatMap(SuiteAlgorithms::of);
        if (!derived || suite.isEmpty()) {
            return List.of();
        }
        return Phase.isOld(recording)
                ? new KeySteps12(recording, suite.get()).steps()
                : new KeySteps13(recording, suite.get()).steps();
    }
}
