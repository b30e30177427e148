package handclasp.pki;

import java.io.IOException;

/**
 * A certificate, key or file cannot be used. {@link #getMessage} is one sentence for a person: what is wrong with which
 * file, and what to do about it. It carries no stack trace, which would explain nothing about a file.
 */
public final class PkiException extends IOException {
    private static final long serialVersionUID = 1;

    PkiException(String sentence) {
        super(Text.printable(sentence));
    }

    PkiException(String sentence, Throwable cause) {
        super(Text.printable(sentence), cause);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
