import type { ImportedRecord } from '#domain/exchange/records.ts';
import { derivedId, derivedIdOf } from './identity.ts';
import type { SinkTx } from './sink.ts';
import { runSlices } from './slices.ts';
import type { SliceRun } from './slices.ts';
import type { Tally } from './tally.ts';

const GATHER = 1000;

/**
 * Stores records that name each other by key, each after what it belongs to, as the generator of an invented clinic
 * gives them. Ids derive from keys, so the same records are stored once.
 */
export async function storeRecords(run: SliceRun, records: Iterable<ImportedRecord>): Promise<void> {
  let gathered: ImportedRecord[] = [];
  const flush = async (): Promise<void> => {
    await runSlices(run, gathered, (tx, record) => { storeRecord(tx, run.tally, record); });
    gathered = [];
  };
  for (const record of records) {
    gathered.push(record);
    if (gathered.length >= GATHER) await flush();
  }
  await flush();
}

const patientOf = (key: string): string => derivedId('records', 'patient', key);

function storeRecord(tx: SinkTx, tally: Tally, record: ImportedRecord): void {
  switch (record.kind) {
    case 'patient':
      return tally.put('Patient', tx.putPatient(patientOf(record.patient.key), record.patient));
    case 'encounter': {
      const { key, patientKey } = record.encounter;
      const patientId = patientOf(patientKey);
      return tx.putEncounter(derivedIdOf(patientId, 'encounter', key), patientId, record.encounter, (put) => { tally.put('Encounter', put); });
    }
    case 'observation': {
      const { key, patientKey, encounterKey } = record.observation;
      const patientId = patientOf(patientKey);
      const visit = encounterKey === null ? null : derivedIdOf(patientId, 'encounter', encounterKey);
      const id = derivedIdOf(patientId, 'observation', key);
      return tx.putObservations(visit ?? id, patientId, visit, new Map([[id, record.observation]]), (put) => { tally.put('Measurement', put); });
    }
    case 'allergy': {
      const { key, patientKey } = record.allergy;
      const patientId = patientOf(patientKey);
      return tally.put('AllergyIntolerance', tx.putAllergy(derivedIdOf(patientId, 'allergy', key), patientId, record.allergy));
    }
  }
}
