import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';

/** What a clinic decided for one of its areas: each under a row of its own, the same at every PC. */
export const clinicChoices = {
  'consent-defaults': '00000000-0000-7000-8000-0c0000000001',
  'vaccine-schedule': '00000000-0000-7000-8000-0c0000000002',
  currency: '00000000-0000-7000-8000-0c0000000003',
  'stock-rules': '00000000-0000-7000-8000-0c0000000004',
  billing: '00000000-0000-7000-8000-0c0000000005',
  notifications: '00000000-0000-7000-8000-0c0000000006',
} as const;

export type ClinicChoice = keyof typeof clinicChoices;

/** The decision as it was stored; undefined when the clinic has not decided. */
export function clinicChoice(db: ReadDb, choice: ClinicChoice): unknown {
  const value = db.kept('clinic', `choice ${choice}`, () =>
    (db.statement('SELECT value FROM clinic_choice WHERE id = ?').get(clinicChoices[choice]) as { value: string } | undefined)?.value ?? '');
  return value === '' ? undefined : JSON.parse(value);
}

export function saveClinicChoice(tx: WriteDb, choice: ClinicChoice, value: unknown): void {
  const row = { value: JSON.stringify(value) };
  if (tx.row('clinic_choice', clinicChoices[choice])) tx.update('clinic_choice', clinicChoices[choice], row);
  else tx.insert('clinic_choice', { id: clinicChoices[choice], key: choice, ...row });
}
