/** Statistics of scored runs: intervals, agreement, paired tests, and runs beside each other. */
package condyle.statistics;
