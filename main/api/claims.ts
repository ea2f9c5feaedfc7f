import type { Contract } from '#domain/contract/contract.ts';
import { done } from '#domain/contract/shapes.ts';
import type { WriteDb } from '#db/door.ts';
import { claimsByStatus, listClaims, unclaimedBills } from '#db/queries/claims.ts';
import { moveClaim, prepareClaims, remit, submitClaims } from '../billing/claims.ts';
import { payBack, setOff, takeReturn } from '../billing/insurer-back.ts';
import { paymentOf } from '../billing/payments.ts';
import { placeOf, type Desk } from '../billing/work.ts';
import type { Call } from '../dispatch/call.ts';
import type { Handlers } from '../dispatch/router.ts';

/** What insurers are asked for. spec: BIL-3 */
export function claimHandlers(): Handlers<Contract['claims']> {
  const at = <T>(call: Call, work: (desk: Desk) => T): T => call.write((tx: WriteDb) => work(placeOf(tx, call)));
  return {
    list: (call, { status, limit }) => ({ claims: listClaims(call.read, status, limit), byStatus: claimsByStatus(call.read), unclaimed: unclaimedBills(call.read).length }),
    prepare: (call) => at(call, (desk) => ({ made: prepareClaims(desk) })),
    submit: (call, { payerId, claimIds }) => at(call, (desk) => submitClaims(desk, payerId, claimIds)),
    move: (call, { claimId, move, reason, reference }) => at(call, (desk) => {
      moveClaim(desk, claimId, move, { reason, reference });
      return done;
    }),
    remit: (call, { commandId: _, ...wanted }) => at(call, (desk) => ({ remittanceId: remit(desk, wanted) })),
    payBack: (call, { commandId: _, ...wanted }) => at(call, (desk) => ({ payment: paymentOf(desk.db, payBack(desk, wanted)) })),
    takeReturn: (call, { commandId: _, ...wanted }) => at(call, (desk) => ({ payment: paymentOf(desk.db, takeReturn(desk, wanted)) })),
    setOff: (call, { commandId: _, ...wanted }) => at(call, (desk) => ({ amount: setOff(desk, wanted) })),
  };
}
