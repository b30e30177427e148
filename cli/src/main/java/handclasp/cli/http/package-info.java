/** A small HTTP/1.1 server for files and for the page about the connection. */
@NullMarked
package handclasp.cli.http;

import org.jspecify.annotations.NullMarked;
