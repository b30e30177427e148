/** What people may say on the command line. */
@NullMarked
package handclasp.cli.option;

import org.jspecify.annotations.NullMarked;
