/**
 * X25519, P-256 and Ed25519 in pure Java, as the JCA provider {@link
 * handclasp.curves.HandclaspCurvesProvider}. See docs/curves.md for what it protects against and what not.
 */
@NullMarked
package handclasp.curves;

import org.jspecify.annotations.NullMarked;
