/**
 * Strict YAML to records, and the registries that name what a file may choose.
 *
 * <p>A file has exactly the keys of its record. Every complaint is one line: file, key path, what is wrong, what would
 * be right. Nothing here knows networks, losses or training.
 */
package condyle.config;
