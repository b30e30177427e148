package handclasp.cli.option;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** The JDK's file exceptions in words: their messages are often the file's name alone. */
public final class FileProblem {
    private FileProblem() {}

    /** What is wrong, as the end of a sentence without its full stop. */
    public static String words(IOException problem) {
        return switch (problem) {
            case NoSuchFileException e -> "there is no such file or folder";
            case FileNotFoundException e -> "there is no such file or folder";
            case AccessDeniedException e -> "access is denied";
            case NotDirectoryException e -> "it is not a folder";
            case FileAlreadyExistsException e -> "there is already something of that name";
            default -> String.valueOf(problem.getMessage());
        };
    }
}
