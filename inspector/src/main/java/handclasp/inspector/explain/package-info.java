/** What each message is for and what happened in it, in sentences for people, in English and Chinese. */
@NullMarked
package handclasp.inspector.explain;

import org.jspecify.annotations.NullMarked;
