/**
 * From a data set to an experiment: a look at its files, the choices that follow from spacing, sizes, classes, memory and
 * time, and the YAML that says them with a reason on each line.
 *
 * <p>The idea is nnU-Net's (Isensee et al., 2021, doi:10.1038/s41592-020-01008-z): what a training needs can be told from a
 * fingerprint of the data. {@link condyle.plan.Proposal} says where this one differs.
 */
package condyle.plan;
