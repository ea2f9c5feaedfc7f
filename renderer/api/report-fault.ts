import { client } from './client.ts';
import { faultOf } from './window-fault.ts';

/** Has the program write down that a part of this window failed. */
export function reportFault(part: string, error: unknown, components: string | null | undefined): void {
  // Where the program is away there is nobody to tell, and the person has been told already.
  client.faults.report(faultOf(part, error, components ?? '')).catch(() => undefined);
}
