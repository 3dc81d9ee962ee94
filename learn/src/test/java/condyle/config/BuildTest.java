package condyle.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuildTest {
    @Test
    void versionIsTheOneInThePom() {
        assertThat(Build.version()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }

    @Test
    void commitComesFromGitElseFromTheArchiveElseIsUnknown() {
        assertThat(Build.commit("0123456789ab-dirty", "$Format:%h$")).isEqualTo("0123456789ab-dirty");
        assertThat(Build.commit("", "89abcde")).isEqualTo("89abcde");
        assertThat(Build.commit("fatal: not a git repository", "$Format:%h$")).isEqualTo("unknown");
    }
}
