package handclasp.cli.show;

/** A part of what is shown, by its name on the command line. */
enum Part {
    MESSAGES,
    KEYS,
    OMITTED,
    TOTALS
}
