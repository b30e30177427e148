@NullMarked
package handclasp.tls.internal.extension;

import org.jspecify.annotations.NullMarked;
