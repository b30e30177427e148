/** The curves beside their rivals, and timing tests of what is secret. See docs/curves.md. */
package handclasp.bench.curves;
