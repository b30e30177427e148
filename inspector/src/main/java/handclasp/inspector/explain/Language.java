package handclasp.inspector.explain;

/** A language that explanations are written in. */
public enum Language {
    ENGLISH("en"),
    /** Simplified. */
    CHINESE("zh-Hans");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The language tag (RFC 5646). */
    public String tag() {
        return tag;
    }
}
