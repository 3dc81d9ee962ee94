package condyle.config;

/**
 * A registered thing chosen by name, with its settings: {@code network: {type: unet, levels: 4}}.
 *
 * @param type name in a {@link Registry}
 * @param settings record of the class that the registry holds for that name
 */
public record Choice(String type, Record settings) {}
