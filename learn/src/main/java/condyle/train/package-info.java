/** Training one network: plan, schedule, loop, checkpoints. It emits events to an observer and draws nothing. */
package condyle.train;
