/** What happened in a handshake, in words and in JSON. */
@NullMarked
package handclasp.cli.report;

import org.jspecify.annotations.NullMarked;
