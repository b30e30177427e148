package handclasp.tls.internal.tls12;

/**
 * The two randoms of a connection, which make its keys its own (RFC 5246 §6.3, §F.1.4).
 *
 * @param client 32 bytes
 * @param server 32 bytes
 */
record Randoms(byte[] client, byte[] server) {}
