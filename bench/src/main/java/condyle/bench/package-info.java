/** Measurements beside the peers, each started by a script in bench/. */
package condyle.bench;
