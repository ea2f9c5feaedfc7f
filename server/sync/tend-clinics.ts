import { asServer } from '../db/transactions.ts';
import { reconcileDevices } from './reconcile-devices.ts';
import { devicesInRegister, registerPrevails } from './register-prevails.ts';
import { settleConflicts } from './settle-conflicts.ts';
import type { SyncParts } from './sync-parts.ts';

/** One round of background work over all clinics; stops between two of them when the server ends. */
export async function tendClinics(parts: SyncParts, ending: AbortSignal): Promise<void> {
  const clinics = await asServer(parts.database, (tx) => tx.selectFrom('clinic').select('clinic_id').execute());
  const registered = devicesInRegister(parts);
  for (const { clinic_id } of clinics) {
    if (ending.aborted) return;
    await registerPrevails(parts, clinic_id, registered.get(clinic_id) ?? []);
    await reconcileDevices(parts, clinic_id);
    await settleConflicts(parts, clinic_id);
  }
}
