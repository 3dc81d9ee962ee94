/** The {@code condyle} command and its subcommands. */
package condyle.cli;
