/** Terminals, text that is safe for them, and JSON. */
@NullMarked
package handclasp.cli.text;

import org.jspecify.annotations.NullMarked;
