import type { WriteDb } from '#db/door.ts';
import { findClinic } from '#db/queries/clinic.ts';
import { openConflict } from '#db/queries/conflicts.ts';
import { operationOf } from '#db/stream.ts';
import type { Scalar } from '#domain/sync/operation.ts';
import { nextPatientNumber } from '#main/api/patient-rows.ts';
import { sampleRow } from '#tests/support/store.ts';
import type { Random } from '../random.ts';
import type { Writing } from '../step.ts';
import type { Execution } from './context.ts';
import { atTheCounter, openCounter } from './counter.ts';
import { NewerPc } from './newer-pc.ts';
import type { Pc } from './pc.ts';

/** What people change, and what of it the design wants a person to look at. */
const EDITABLE = ['name', 'phone', 'district', 'birth_date', 'notes'] as const;
const PATIENTS = 4;
/** So often everybody changes the same thing: an execution is short, and PCs are to meet in it. */
const CROWDED = 0.7;
export const PERSON = '00000000-0000-7000-8000-000000000001';

/** A person writes on a PC, through the store's one door. */
export async function write(execution: Execution, pc: Pc, what: Writing, random: Random): Promise<void> {
  if (what === 'unknown-column' || what === 'unknown-table') {
    if (execution.server.clinicId === '') return;
    execution.newer ??= await NewerPc.join(execution, random.int(1000));
    execution.newer.write(execution, what, random);
    await execution.newer.send(execution);
    return;
  }
  writeNow(pc, what, random);
}

/** The same at once, between two turns of whatever else the program does. */
export function writeNow(pc: Pc, what: Exclude<Writing, 'unknown-column' | 'unknown-table'>, random: Random): void {
  if (!findClinic(pc.store.read)) return;
  pc.store.write({ personId: PERSON, intent: `sim.${what}` }, (tx) => { change(tx, what, random); });
}

/** Whom everybody knows from the beginning, so that PCs have something to differ about. */
export function firstPatients(tx: WriteDb, random: Random): void {
  for (let i = 0; i < 2; i += 1) register(tx, random);
  openCounter(tx, patients(tx)[0] ?? '');
}

/** Notes what a PC committed since the last look, whether or not its program lived to tell. */
export function rememberWritten(execution: Execution, pc: Pc): void {
  const rows = pc.store.read.statement('SELECT * FROM operation WHERE dseq > ? ORDER BY dseq').all(pc.remembered) as Parameters<typeof operationOf>[0][];
  if (rows.length === 0) return;
  execution.remember(pc.number, rows.map(operationOf));
  pc.remembered = rows.at(-1)?.dseq ?? pc.remembered;
}

function change(tx: WriteDb, what: Exclude<Writing, 'unknown-column' | 'unknown-table'>, random: Random): void {
  switch (what) {
    case 'edit': edit(tx, random); return;
    case 'movement':
      if (random.chance(CROWDED)) edit(tx, random);
      measure(tx, random);
      atTheCounter(tx, random);
      return;
    case 'receipt': register(tx, random); return;
    case 'group': for (let i = 2 + random.int(4); i > 0; i--) anything(tx, random); return;
    case 'big-group': for (let i = 20 + random.int(40); i > 0; i--) anything(tx, random); return;
    case 'delete': archive(tx, random); return;
    case 'resolve': resolve(tx, random); return;
    case 'same-row': sameRow(tx, random); return;
  }
}

function anything(tx: WriteDb, random: Random): void {
  const x = random.next();
  if (x < 0.4) edit(tx, random);
  else if (x < 0.8) measure(tx, random);
  else register(tx, random);
}

/** Sometimes one of three values, so that two people may write the same. */
const value = (random: Random): string => (random.chance(0.15) ? String(random.int(3)) : random.id());

const patients = (tx: WriteDb): string[] => (tx.statement('SELECT id FROM patient WHERE archived = 0 ORDER BY id LIMIT 12').all() as { id: string }[]).map(({ id }) => id);

function edit(tx: WriteDb, random: Random): void {
  const known = patients(tx);
  if (known.length === 0 || (known.length < PATIENTS && random.chance(0.2))) {
    register(tx, random);
    return;
  }
  const changes: Record<string, Scalar> = {};
  for (let i = 1 + random.int(2); i > 0; i--) changes[random.chance(CROWDED) ? EDITABLE[0] : random.pick(EDITABLE)] = value(random);
  tx.update('patient', random.chance(CROWDED) ? known[0] ?? '' : random.pick(known), changes);
}

/** A patient with the next number of this PC's own space. */
function register(tx: WriteDb, random: Random): void {
  tx.insert('patient', { ...sampleRow('patient', tx.newId()), number: nextPatientNumber(tx), name: value(random), archived: 0 });
}

/** An append-only row whose values add up: a ledger. */
function measure(tx: WriteDb, random: Random): void {
  tx.insert('observation', { ...sampleRow('observation', tx.newId()), value: random.int(19) - 9 });
}

/** A row whose id follows from what it is about, so that two PCs make the same one. */
function sameRow(tx: WriteDb, random: Random): void {
  const id = `same-${String(random.int(3))}`;
  if (tx.row('service', id)) tx.update('service', id, { name: value(random) });
  else tx.insert('service', { ...sampleRow('service', id), name: value(random) });
}

function archive(tx: WriteDb, random: Random): void {
  const known = patients(tx);
  if (known.length > 0) tx.update('patient', random.pick(known), { archived: 1, archived_reason: value(random) });
}

/** A person looks at all values of a column and decides, as `main/api/sync.ts` writes it. */
function resolve(tx: WriteDb, random: Random): void {
  const open = (tx.statement("SELECT id FROM conflict WHERE status = 'open' ORDER BY id").all() as { id: string }[]).map(({ id }) => openConflict(tx, id)).filter((each) => each !== undefined);
  if (open.length === 0) return;
  const { table, rowId, column, contenders } = random.pick(open);
  if (!tx.row(table, rowId)) return;
  const chosen = random.pick(contenders).value;
  tx.resolve(table, rowId, column as never, chosen, contenders.map(({ version }) => version));
}
