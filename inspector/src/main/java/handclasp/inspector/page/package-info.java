/** A recording as a page: HTML without scripts. */
@NullMarked
package handclasp.inspector.page;

import org.jspecify.annotations.NullMarked;
