/** A reason not to start or not to do as asked that its reader can act on. Shown as it is, without a trace. */
export class Problem extends Error {
  override readonly name = 'Problem';
}
