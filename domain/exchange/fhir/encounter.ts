import { ok } from '../../kit/result.ts';
import type { Result } from '../../kit/result.ts';
import { problem } from '../problem.ts';
import type { Problem } from '../problem.ts';
import type { ImportedEncounter } from '../records.ts';
import { allCodesOf, conceptText, NULL_FLAVOR } from './coded.ts';
import { objectAt, objectsAt, textAt } from './json.ts';
import type { JsonObject } from './json.ts';
import { readMoment } from './moment.ts';

export type ReadEncounter = Omit<ImportedEncounter, 'key' | 'patientKey' | 'source'>;

const STATUSES = new Set([
  'planned', 'arrived', 'triaged', 'in-progress', 'onleave', 'finished', 'cancelled', 'unknown',
]);
/** R5 words that servers are beginning to send, as R4 has them. */
const R5_STATUSES: Readonly<Record<string, string>> = {
  'on-hold': 'onleave', 'discharged': 'finished', 'completed': 'finished', 'discontinued': 'cancelled',
};

/** Reads an Encounter but for whose it is. A visit without a start time cannot be put on a timeline and is refused. */
export function readEncounter(resource: JsonObject): Result<ReadEncounter, Problem> {
  const status = textAt(resource, 'status') ?? 'unknown';
  if (status === 'entered-in-error') return problem('entered-in-error', 'status');
  const period = objectAt(resource, 'period') ?? {};
  const [start, end] = [textAt(period, 'start') ?? textAt(period, 'end'), textAt(period, 'end')];
  if (start === undefined) return problem('time-missing', 'period.start');
  const [startedAt, endedAt] = [readMoment(start), end === undefined ? null : readMoment(end)];
  if (startedAt === undefined) return problem('time-unreadable', 'period.start');
  if (endedAt === undefined) return problem('time-unreadable', 'period.end');
  const classCode = classOf(resource);
  return ok({
    startedAt, endedAt, classCode, title: titleOf(resource) ?? classCode ?? '',
    status: STATUSES.has(status) ? status : (R5_STATUSES[status] ?? 'unknown'), reason: reasonOf(resource) ?? null,
  });
}

/** R4 has one Coding here, R5 a list of CodeableConcepts. */
function classOf(resource: JsonObject): string | null {
  for (const item of objectsAt(resource, 'class')) {
    if (textAt(item, 'system') === NULL_FLAVOR) continue;
    const code = textAt(item, 'code', 60) ?? allCodesOf(item)[0];
    if (code !== undefined) return code.slice(0, 60);
  }
  return null;
}

function titleOf(resource: JsonObject): string | undefined {
  const named = [...objectsAt(resource, 'type'), ...objectsAt(resource, 'serviceType')].map(conceptText).find((text) => text !== undefined);
  return named ?? objectsAt(resource, 'class').map((item) => textAt(item, 'display') ?? conceptText(item)).find((text) => text !== undefined);
}

function reasonOf(resource: JsonObject): string | undefined {
  const texts = objectsAt(resource, 'reasonCode').map(conceptText).filter((text) => text !== undefined);
  if (texts.length > 0) return [...new Set(texts)].join('; ').slice(0, 400);
  return objectsAt(resource, 'reasonReference').map((item) => textAt(item, 'display')).find((text) => text !== undefined);
}
