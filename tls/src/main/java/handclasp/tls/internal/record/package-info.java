@NullMarked
package handclasp.tls.internal.record;

import org.jspecify.annotations.NullMarked;
