/** What networks learn from: cached anatomies, patches drawn from them on the fly, batches in a fixed order. */
package condyle.data;
