/** {@code handclasp show}: handshakes in memory, told step by step. */
@NullMarked
package handclasp.cli.show;

import org.jspecify.annotations.NullMarked;
