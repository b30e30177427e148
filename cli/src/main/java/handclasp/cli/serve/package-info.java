/** {@code handclasp serve}. */
@NullMarked
package handclasp.cli.serve;

import org.jspecify.annotations.NullMarked;
