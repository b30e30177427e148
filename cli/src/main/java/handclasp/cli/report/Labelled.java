package handclasp.cli.report;

/** A line of a report. */
record Labelled(String label, String text) {}
