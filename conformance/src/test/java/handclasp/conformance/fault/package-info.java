/** The fault table: mistakes made for real, and what each side says of them. */
@org.jspecify.annotations.NullMarked
package handclasp.conformance.fault;
