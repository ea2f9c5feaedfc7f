import { NEWS2, news2, news2Applies } from '#domain/clinical/news2.ts';
import { classFor, NEWS2_CODES, news2Inputs, SPO2_SCALE_CODE, TOGETHER_MS } from '#domain/clinical/news2-inputs.ts';
import type { ScoreView } from '#domain/contract/scores.ts';
import { yearsOld } from '#domain/patients/known-age.ts';
import { inZone } from '#domain/kit/time.ts';
import type { WriteDb } from '#db/door.ts';
import type { ReadDb } from '#db/read.ts';
import { lastDecision, lastTaken, latestScore, valuesTaken } from '#db/queries/scores.ts';
import type { Call } from '../dispatch/call.ts';
import { clinicOf } from './clinic.ts';
import { raisePriority } from './raise-priority.ts';
import { warnAfter } from './rule-outcomes.ts';

/** Who writes, and when: a person's call, or the desk for a device. */
export type Writing = Pick<Call, 'now' | 'caller'>;

interface Taking {
  readonly patientId: string;
  readonly tokenId: string | null;
  readonly takenAt: string;
  /** The codes that were stored or taken back: a score is only made anew for what it is made of. */
  readonly codes: readonly string[];
}

/** A change of older values than this no longer says how somebody is. */
const STILL_SAYS_MS = 24 * 60 * 60_000;

/**
 * Keeps the score up to date with what was just stored, and moves an open token up the queue where the score asks for it; never
 * down, and never what somebody set more urgent. Part of the transaction that stored the values. spec: CDS-1
 */
export function scoreAfter(tx: WriteDb, writing: Writing, taking: Taking): ScoreView | null {
  const { patientId, tokenId, takenAt, codes } = taking;
  if (!isScored(tx, patientId, writing.now)) {
    warnAfter(tx, writing, taking);
    return null;
  }
  if (!codes.some((code) => code === SPO2_SCALE_CODE || (NEWS2_CODES as readonly string[]).includes(code))) return null;
  const earlier = latestScore(tx, patientId, NEWS2.rule);
  // Values entered late say how somebody was.
  if (earlier && earlier.takenAt > takenAt) return null;
  const made = makeScore(tx, writing, patientId);
  if (!made) return null;
  const { score, band } = made;
  tx.insert('score', {
    id: tx.newId(), patient_id: patientId, token_id: tokenId, encounter_id: null, rule: score.rule, version: score.version, total: score.total,
    known_total: score.knownTotal, band: score.band, inputs: JSON.stringify(score.inputs), parts: JSON.stringify(score.parts), missing: JSON.stringify(score.missing),
    taken_at: score.takenAt, at: new Date(writing.now).toISOString(), person_id: writing.caller.personId,
  });
  raisePriority(tx, writing, patientId, tokenId, classFor(band));
  return score;
}

function makeScore(tx: WriteDb, { now }: Writing, patientId: string) {
  const newest = lastTaken(tx, patientId, NEWS2_CODES, new Date(now - STILL_SAYS_MS).toISOString());
  // The only value was taken back: what was made of it must not stand.
  if (newest === null && latestScore(tx, patientId, NEWS2.rule) === null) return null;
  const takenAt = newest ?? new Date(now).toISOString();
  const from = new Date(Date.parse(takenAt) - TOGETHER_MS).toISOString();
  const inputs = news2Inputs(valuesTaken(tx, patientId, NEWS2_CODES, from, takenAt), lastDecision(tx, patientId, SPO2_SCALE_CODE)?.text === '2' ? 2 : 1);
  const result = news2(inputs);
  const score: ScoreView = {
    rule: result.rule, version: result.version, total: result.total, knownTotal: result.knownTotal, band: result.band ?? result.atLeast ?? 'incomplete',
    takenAt, parts: { ...result.parts } as Record<string, number>, missing: [...result.missing],
    inputs: Object.fromEntries(Object.entries(inputs).filter((entry): entry is [string, string | number | boolean] => entry[1] !== undefined)),
  };
  return { score, band: result.band ?? result.atLeast };
}

/** Whether the rule is made for this person. */
export function isScored(db: ReadDb, patientId: string, now: number): boolean {
  const patient = db.statement('SELECT birth_date, pregnant FROM patient WHERE id = ?').get(patientId) as { birth_date: string | null; pregnant: 0 | 1 } | undefined;
  if (!patient) return false;
  const ageYears = yearsOld(patient.birth_date, inZone(now, clinicOf(db).zone).date);
  return news2Applies({ ageYears, pregnant: patient.pregnant === 1 });
}
