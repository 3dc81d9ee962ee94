/**
 * Files of volumes: {@link condyle.io.Volumes} reads and writes, one class a format does the work.
 *
 * <p>Reading is bounded: a header's claims are compared with the file's size before memory is taken. Every failure is
 * an {@link java.io.IOException} whose message is one line that starts with the path.
 */
package condyle.io;
