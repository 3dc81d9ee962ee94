/** Losses: how far logits are from the labels, one file each, and their listing. */
package condyle.loss;
