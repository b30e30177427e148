/** {@code handclasp connect}. */
@NullMarked
package handclasp.cli.connect;

import org.jspecify.annotations.NullMarked;
