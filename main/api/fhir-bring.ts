import type { Contract } from '#domain/contract/contract.ts';
import type { Call } from '../dispatch/call.ts';
import { fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { clinicDay } from '../exchange/bring-in.ts';
import { readPosted } from '../exchange/server/posted.ts';
import type { Issue } from '../exchange/server/posted.ts';
import { takePosted } from '../exchange/server/take-posted.ts';
import type { Result } from '../exchange/server/take-posted.ts';
import { clinicOf } from './clinic.ts';
import { nextPatientNumber } from './patient-rows.ts';

type Bring = Handlers<Contract['fhir']>['bring'];

/** Stores what another program posts. Its answer tells ids and nothing of what is stored under them, so it asks nobody's consent to share. */
export const bringHandler: Bring = (call, { type, text, ifNoneExist, base }) => {
  clinicOf(call.read);
  const posted = readPosted(text, type ?? undefined, ifNoneExist);
  if (!posted.ok) throw refused([posted.error]);
  if (posted.value.entries.some((entry) => 'ifNoneExist' in entry && entry.ifNoneExist !== undefined)) mayRead(call);
  const maker = { patientNumber: nextPatientNumber, at: () => new Date(call.now).toISOString() };
  return call.write((tx) => {
    const results = takePosted(tx, maker, posted.value, clinicDay(tx, call.now), () => performance.now());
    const issues = results.flatMap((result) => ('issue' in result ? [result.issue] : []));
    if (posted.value.kind !== 'batch' && issues.length > 0) throw refused(issues);
    const [first] = results;
    if (posted.value.kind === 'single' && first && !('issue' in first)) {
      return { json: JSON.stringify(outcomeOf('information', 'informational', first.put === 'stored' ? 'stored' : 'was here already')), isNew: first.put === 'stored', id: first.id };
    }
    return { json: JSON.stringify({ resourceType: 'Bundle', type: `${posted.value.kind}-response`, entry: results.map((result) => answerTo(result, base)) }), isNew: false, id: null };
  });
};

/** A search tells whether something is here. */
function mayRead({ caller }: Call): void {
  if (!caller.permissions.has('fhir.read')) throw fail('NOT_ALLOWED', { permission: 'fhir.read' });
}

const refused = (issues: readonly Issue[]): Error => fail('INVALID', { issues: issues.slice(0, MOST_ISSUES).map((issue) => ({ ...issue })) });
const MOST_ISSUES = 100;

function answerTo(result: Result, base: string): object {
  if ('issue' in result) {
    const { field, code } = result.issue;
    return { response: { status: '422 Unprocessable Entity', outcome: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'invalid', diagnostics: code, expression: [field] }] } } };
  }
  return { response: { status: result.put === 'stored' ? '201 Created' : '200 OK', location: `${base}/${result.type}/${result.id}` } };
}

const outcomeOf = (severity: string, code: string, diagnostics: string): object => ({ resourceType: 'OperationOutcome', issue: [{ severity, code, diagnostics }] });
