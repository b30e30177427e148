/** The recorder, the one value it makes of a handshake, and that value as JSON. */
@NullMarked
package handclasp.inspector;

import org.jspecify.annotations.NullMarked;
