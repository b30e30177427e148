package handclasp.inspector.explain;

/** The same in each language. */
public record Text(String english, String chinese) {
    static Text of(String english, String chinese) {
        return new Text(english, chinese);
    }

    public String in(Language language) {
        return switch (language) {
            case ENGLISH -> english;
            case CHINESE -> chinese;
        };
    }
}
