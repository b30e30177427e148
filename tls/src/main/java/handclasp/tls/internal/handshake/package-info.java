@NullMarked
package handclasp.tls.internal.handshake;

import org.jspecify.annotations.NullMarked;
