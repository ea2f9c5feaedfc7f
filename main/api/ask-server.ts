import { fail } from '../dispatch/failure.ts';
import { NetworkFailure, ServerRefusal } from '../sync/transport.ts';

/** What goes wrong between here and the server, in the contract's words. */
export async function asked<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NetworkFailure) throw fail('SERVER', { reason: error.reason });
    if (error instanceof ServerRefusal) throw fail('SERVER', { reason: error.code });
    throw error;
  }
}
