/** Identities (key and chain), the files they come from, and the verification of a peer's chain. */
@NullMarked
package handclasp.pki;

import org.jspecify.annotations.NullMarked;
