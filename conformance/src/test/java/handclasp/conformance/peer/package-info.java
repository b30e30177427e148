/**
 * Other people's TLS as peers: programs and libraries, each as client and server where it can,
 * started, fed, read and stopped; and the certificates that both sides use.
 */
package handclasp.conformance.peer;
