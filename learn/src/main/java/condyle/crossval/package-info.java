/**
 * Experiments judged: folds by subject, trained and tested one by one, merged from several machines, verified against the
 * files, and their scores brought together for a comparison.
 */
package condyle.crossval;
