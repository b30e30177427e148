@NullMarked
package handclasp.tls.internal.wire;

import org.jspecify.annotations.NullMarked;
