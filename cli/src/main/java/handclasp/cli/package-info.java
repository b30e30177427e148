/** The {@code handclasp} command. */
@NullMarked
package handclasp.cli;

import org.jspecify.annotations.NullMarked;
