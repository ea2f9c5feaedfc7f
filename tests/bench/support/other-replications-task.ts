import { randomFillSync } from 'node:crypto';
import { idSource } from '#domain/kit/ids.ts';
import { pouchReplication, rxReplication, type OtherStore, type Record } from './other-replications.ts';
import { personRow, seeded } from './people.ts';
import { answerQuestions } from './task-process.ts';

/** The patients' filled columns, as documents of the others. */
function recordsOf(count: number): Record[] {
  const [random, newId] = [seeded(1), idSource(Date.now, (bytes) => randomFillSync(bytes))];
  return Array.from({ length: count }, (_, i) => {
    const filled = Object.entries(personRow(newId(), i + 1, random)).filter(([, value]) => value !== null);
    // A schema of RxDB names every property; those that only some have would be refused.
    return { phone: '', ...Object.fromEntries(filled) } as unknown as Record;
  });
}

const [store = '', folder = '', patients = '0'] = process.argv.slice(2);
const records = recordsOf(Number(patients));
const replicate = store === 'rx' ? rxReplication(records) : await pouchReplication(store as Exclude<OtherStore, 'rx'>, folder, records);
answerQuestions({ rate: 0 }, async () => ({ rate: await replicate() }));
