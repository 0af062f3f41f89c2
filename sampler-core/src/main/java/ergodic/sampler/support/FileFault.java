package ergodic.sampler.support;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.zip.ZipException;

/** Why a file could not be read or written, in words for users: Java's own messages are often the path alone, or nothing. */
public final class FileFault {

    private FileFault() {}

    /** The reason, to stand after the name of the file or in brackets. */
    public static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "no such file";
            case FileAlreadyExistsException there -> there.getFile() + " is a file";
            case NotDirectoryException file -> file.getFile() + " is not a folder";
            case DirectoryNotEmptyException full -> "the folder is not empty";
            case CharacterCodingException bytes -> "it is not text in UTF-8";
            case EOFException end -> "it ends too early";
            case ZipException damaged -> "its compressed text is damaged (" + damaged.getMessage() + ")";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            case FileSystemException system -> system.getClass().getSimpleName().replace("Exception", "");
            default -> e.getMessage() == null ? e.getClass().getSimpleName().replace("Exception", "") : e.getMessage();
        };
    }
}
