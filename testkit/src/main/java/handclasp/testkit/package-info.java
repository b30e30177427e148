/** What tests of several modules share: peers on this machine, fakes, in-memory pairs. */
@NullMarked
package handclasp.testkit;

import org.jspecify.annotations.NullMarked;
