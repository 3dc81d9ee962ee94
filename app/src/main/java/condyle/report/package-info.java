/**
 * Pictures and pages: what was found in a knee, drawn and told for people.
 *
 * <p>Everything is drawn with the JDK alone, without a display, and written to one file each.
 */
package condyle.report;
