package handclasp.tls.internal.tls12;

import handclasp.tls.TlsConfiguration;
import handclasp.tls.crypto.Secret;
import handclasp.tls.internal.handshake.Effects;
import java.security.SecureRandom;

/**
 * The master secret of a handshake and the keys it gave, of either end. Closing it forgets the keys that were not put to
 * use, and the master secret unless somebody else took it over.
 */
final class Keys12 implements AutoCloseable {
    private final MasterSecret master;
    private final Randoms randoms;
    private final KeyBlock block;
    private final boolean extendedMasterSecret;
    private final boolean encryptThenMac;
    private final SecureRandom random;

    private Keys12(
            MasterSecret master,
            Randoms randoms,
            boolean extendedMasterSecret,
            boolean encryptThenMac,
            SecureRandom random) {
        this.master = master;
        this.randoms = randoms;
        this.block = master.keyBlock(randoms.client(), randoms.server());
        this.extendedMasterSecret = extendedMasterSecret;
        this.encryptThenMac = encryptThenMac;
        this.random = random;
    }

    /**
     * Of a full handshake.
     *
     * @param premaster closed here
     * @param sessionHash of all messages up to and including ClientKeyExchange (RFC 7627 §3)
     */
    static Keys12 agreed(
            Suite12 suite,
            Secret premaster,
            Randoms randoms,
            byte[] sessionHash,
            boolean extendedMasterSecret,
            boolean encryptThenMac,
            TlsConfiguration configuration,
            Effects effects) {
        effects.reveal("premaster secret", premaster);
        MasterSecret master =
                extendedMasterSecret
                        ? MasterSecret.extended(suite, premaster, sessionHash)
                        : MasterSecret.of(suite, premaster, randoms.client(), randoms.server());
        return new Keys12(
                        master,
                        randoms,
                        extendedMasterSecret,
                        encryptThenMac,
                        configuration.random())
                .told(effects);
    }

    /**
     * Of a session that is resumed.
     *
     * @param master copied
     */
    static Keys12 resumed(
            Suite12 suite,
            Secret master,
            Randoms randoms,
            boolean encryptThenMac,
            TlsConfiguration configuration,
            Effects effects) {
        return new Keys12(
                        MasterSecret.resumed(suite, master.copy()),
                        randoms,
                        true,
                        encryptThenMac,
                        configuration.random())
                .told(effects);
    }

    private Keys12 told(Effects effects) {
        effects.secret("CLIENT_RANDOM", randoms.client(), master.secret());
        effects.reveal("master secret", master.secret());
        effects.reveal("client write MAC key", block.clientMacKey());
        effects.reveal("server write MAC key", block.serverMacKey());
        effects.reveal("client write key", block.clientKey());
        effects.reveal("server write key", block.serverKey());
        effects.reveal("client write IV", block.clientIv());
        effects.reveal("server write IV", block.serverIv());
        return this;
    }

    TrafficKeys12 clientKeys() {
        return block.clientKeys(encryptThenMac, random);
    }

    TrafficKeys12 serverKeys() {
        return block.serverKeys(encryptThenMac, random);
    }

    byte[] clientVerifyData(byte[] transcriptHash) {
        return master.clientVerifyData(transcriptHash);
    }

    byte[] serverVerifyData(byte[] transcriptHash) {
        return master.serverVerifyData(transcriptHash);
    }

    /** Whether the master secret is bound to its handshake. */
    boolean extendedMasterSecret() {
        return extendedMasterSecret;
    }

    /** For a session. */
    Secret copyOfMasterSecret() {
        return master.secret().copy();
    }

    /**
     * The handshake is complete: what remains is the exporter, where it is safe (RFC 7627 §5.4), and tls-unique likewise.
     *
     * @param firstFinished the verify_data that came first on this connection
     */
    void complete(byte[] firstFinished, Effects effects) {
        block.close();
        if (!extendedMasterSecret) {
            master.close();
            return;
        }
        effects.firstFinished(firstFinished);
        effects.exporter(new Exporter12(master, randoms));
    }

    @Override
    public void close() {
        block.close();
        master.close();
    }
}
