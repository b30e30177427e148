/** Whether the times of TLS 1.2 tell what they must not: padding and MAC of CBC records, padding of the RSA premaster. */
package handclasp.bench.tls12;
