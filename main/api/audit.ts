import type { Contract } from '#domain/contract/contract.ts';
import { listAudit, verifyLog } from '#db/queries/audit.ts';
import type { Handlers } from '../dispatch/router.ts';

/** Who changed and who looked at what. */
export function auditHandlers(): Handlers<Contract['audit']> {
  return {
    list: (call, input) => listAudit(call.read, input),
    verify: (call) => {
      const { entries, firstBad } = verifyLog(call.read);
      return { intact: firstBad === null, entries, firstBad };
    },
  };
}
