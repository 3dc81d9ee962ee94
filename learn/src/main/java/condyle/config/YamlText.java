package condyle.config;

import condyle.config.Node.Mapping;
import condyle.config.Node.Scalar;
import condyle.config.Node.Sequence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML text to nodes, bounded: at most 1,000,000 characters, 40 levels, one document, no aliases, no tags, no key twice.
 */
final class YamlText {
    static final int MAX_CHARACTERS = 1_000_000;
    static final int MAX_DEPTH = 40;

    private final String where;
    private final Iterator<Event> events;
    private int depth;

    private YamlText(String where, Iterator<Event> events) {
        this.where = where;
        this.events = events;
    }

    /** The one document in the text; an empty text is an empty scalar. */
    static Node parse(String where, String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new ConfigException(String.format(
                    Locale.ROOT,
                    "%s: %,d characters long; settings may have at most %,d",
                    where,
                    text.length(),
                    MAX_CHARACTERS));
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(where)
                .setCodePointLimit(MAX_CHARACTERS + 1)
                .build();
        try {
            return new YamlText(
                            where, new Parse(settings).parseString(spaced(text)).iterator())
                    .document();
        } catch (MarkedYamlEngineException e) {
            String at = e.getProblemMark().map(YamlText::at).orElse("");
            throw new ConfigException(where + ": " + at + notValid(where) + oneLine(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new ConfigException(where + ": " + notValid(where) + oneLine(e.getMessage()));
        }
    }

    /** JSON is YAML too, but whoever wrote a file of it does not think of it so. */
    private static String notValid(String where) {
        return "not valid " + (where.endsWith(".json") ? "JSON" : "YAML") + ": ";
    }

    /** JSON with spaces for tabs, which may stand between its words and not between those of YAML. */
    private static String spaced(String text) {
        return text.replaceFirst("^\uFEFF?\\s*", "").startsWith("{") ? text.replace('\t', ' ') : text;
    }

    private Node document() {
        Node root = new Scalar("", true);
        boolean seen = false;
        while (events.hasNext()) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.DocumentStart) {
                if (seen) {
                    throw wrong(event, "a second document begins; expected one");
                }
                seen = true;
                root = node(events.next());
            }
        }
        return root;
    }

    private Node node(Event event) {
        if (event instanceof AliasEvent) {
            throw wrong(event, "aliases (*name) are not taken; write the value out");
        }
        if (event instanceof ScalarEvent s) {
            refuseTag(event, s.getTag().orElse(null));
            return new Scalar(s.getValue(), s.isPlain());
        }
        CollectionStartEvent start = (CollectionStartEvent) event;
        refuseTag(event, start.getTag().orElse(null));
        if (++depth > MAX_DEPTH) {
            throw wrong(event, "nested deeper than " + MAX_DEPTH + " levels");
        }
        Node node = event.getEventId() == Event.ID.SequenceStart ? sequence() : mapping();
        depth--;
        return node;
    }

    private Node sequence() {
        List<Node> items = new ArrayList<>();
        for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
            items.add(node(e));
        }
        return new Sequence(items);
    }

    private Node mapping() {
        LinkedHashMap<String, Node> entries = new LinkedHashMap<>();
        for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
            if (!(e instanceof ScalarEvent key)) {
                throw wrong(e, "a key must be one word");
            }
            if (entries.containsKey(key.getValue())) {
                throw wrong(e, "key '" + key.getValue() + "' stands twice; remove one");
            }
            entries.put(key.getValue(), node(events.next()));
        }
        return new Mapping(entries, false);
    }

    private void refuseTag(Event event, String tag) {
        if (tag != null && !tag.equals("!")) {
            throw wrong(event, "tags (" + tag + ") are not taken; remove it");
        }
    }

    private ConfigException wrong(Event event, String what) {
        return new ConfigException(
                where + ": " + event.getStartMark().map(YamlText::at).orElse("") + what);
    }

    private static String at(Mark mark) {
        return "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ";
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s+", " ");
    }
}
