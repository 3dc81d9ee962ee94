package condyle.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class CasePageTest {
    private static final Table VOLUMES = new Table(
            "Volumes",
            List.of("Tissue", "cm³"),
            List.of(Table.Row.colored(0x3BA3E8, "femoral cartilage", "7.3"), Table.Row.total("cartilage", "11.0")),
            "Counted voxels.");

    @Test
    void pageHoldsItsPictureItsTablesAndNothingFromOutside() throws Exception {
        String html = page("case <01>", List.of()).html();
        assertThat(html).contains("<h1>case &lt;01&gt;</h1>").contains("alt=\"A knee\"");
        assertThat(html)
                .contains(
                        "<th scope=\"row\"><span class=\"key\" style=\"background:#3ba3e8\"></span>femoral cartilage</th>");
        assertThat(html).contains("<dt>model</dt><dd>knee</dd>").contains(Caption.USE);
        assertThat(html).doesNotContain("http").doesNotContain("<script").doesNotContain("Check before use");
        String data = html.replaceAll("(?s).*base64,([^\"]*)\".*", "$1");
        assertThat(ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data)))
                        .getWidth())
                .isEqualTo(30);
    }

    @Test
    void warningsStandBeforeThePicture() {
        String html = page("case01", List.of("The femur is 3 pieces.")).html();
        assertThat(html.indexOf("The femur is 3 pieces."))
                .isBetween(html.indexOf("Check before use"), html.indexOf("<img"));
    }

    @Test
    void elementsOpenAndCloseInOrder() throws Exception {
        String html = page("case01", List.of("a")).html();
        String xml = html.replace("<!DOCTYPE html>", "").replaceAll("<(meta|img)([^>]*)>", "<$1$2/>");
        javax.xml.parsers.DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void rowOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> new Table("t", List.of("a", "b"), List.of(Table.Row.of("1")), ""))
                .hasMessage("table 't' has 2 columns, row [1] has 1");
    }

    private static CasePage page(String name, List<String> warnings) {
        Map<String, String> made = new LinkedHashMap<>();
        made.put("model", "knee");
        BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
        return new CasePage(
                new Caption(name, "grid", "right (estimated)"),
                warnings,
                List.of(new CasePage.Picture(Png.of(image), "A knee", "Sagittal")),
                List.of(VOLUMES),
                made);
    }
}
