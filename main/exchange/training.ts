import { addDays } from '#domain/kit/calendar.ts';
import { generateClinic, TRAINING_PATIENTS } from '#domain/synthetic/generate-clinic.ts';
import type { WriteDb } from '#db/door.ts';
import type { Store } from '#db/store.ts';
import { ALONE } from './slices.ts';
import { storeRecords } from './store-records.ts';
import { storeSink } from './store-sink.ts';
import { Tally } from './tally.ts';

export interface TrainingParts {
  readonly store: Store;
  readonly now: () => number;
  readonly patientNumber: (tx: WriteDb) => string;
}

export interface TrainingPlan {
  /** The clinic's calendar day, up to which there are visits. */
  readonly today: string;
  readonly patients?: number;
  readonly seed?: number;
  /** How many days of history. */
  readonly days?: number;
  readonly offsetMinutes?: number;
}

/** Fills a training store with an invented clinic; the same plan adds nothing a second time. Returns what was stored. */
export async function fillTrainingClinic(parts: TrainingParts, plan: TrainingPlan): Promise<Tally> {
  const tally = new Tally();
  const maker = { patientNumber: parts.patientNumber, at: () => new Date(parts.now()).toISOString() };
  const sink = storeSink(parts.store, { personId: null, intent: 'training.fill' }, maker, () => undefined);
  const records = generateClinic({
    seed: plan.seed ?? 1, patients: plan.patients ?? TRAINING_PATIENTS, from: addDays(plan.today, -(plan.days ?? 730)), to: addDays(plan.today, -1),
    ...(plan.offsetMinutes === undefined ? {} : { offsetMinutes: plan.offsetMinutes }),
  });
  await storeRecords({ sink, tally, signal: new AbortController().signal, size: ALONE, onSlice: () => undefined }, records);
  return tally;
}
