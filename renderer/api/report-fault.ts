import { client } from './client.ts';
import { faultOf } from './window-fault.ts';

/** Has the program write down that a part of this window failed. */
export function reportFault(part: string, error: unknown, components: string | null | undefined): void {
  // Where the program is away there is nobody to tell, and the person has been told already.
  client.faults.report(faultOf(part, error, components ?? '')).catch(() => undefined);
}

/** From now on also what fails outside the drawing of a screen is written down: in a key, a timer, a promise that nobody waits for. */
export function reportStrayFaults(window: Window, part: 'desk' | 'display'): void {
  window.addEventListener('error', ({ error }: ErrorEvent) => {
    // Without one the browser speaks of itself, as of a picture that did not load.
    if (error !== undefined && error !== null) reportFault(part, error, undefined);
  });
  window.addEventListener('unhandledrejection', ({ reason }) => { reportFault(part, reason, undefined); });
}
