package condyle.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What was built: the version, and the commit that the sources stood at.
 *
 * <p>The commit ends in {@code -dirty} where sources were changed since, and is "unknown" where neither git nor an
 * archive made by git told it.
 */
public final class Build {
    private static final Properties PROPERTIES = read();

    private Build() {}

    public static String version() {
        return PROPERTIES.getProperty("version");
    }

    public static String commit() {
        return commit(PROPERTIES.getProperty("commit"), PROPERTIES.getProperty("archived"));
    }

    static String commit(String fromGit, String fromArchive) {
        if (fromGit.matches("[0-9a-f]{7,40}(-dirty)?")) {
            return fromGit;
        }
        return fromArchive.matches("[0-9a-f]{7,40}") ? fromArchive : "unknown";
    }

    private static Properties read() {
        Properties properties = new Properties();
        try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
