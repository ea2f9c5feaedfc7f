import { OperationKind, type ColumnValue, type Scalar } from '#domain/sync/operation.ts';
import type { Version } from '#domain/sync/version.ts';
import type { Random } from '../random.ts';
import type { Writing } from '../step.ts';
import { Conflict } from './conflicts.ts';
import type { Disk } from './disk.ts';
import { Column, QUANTITY, SECOND_VERSION, Table } from './operation.ts';

/** What a person does to one row, before it is stamped. */
export interface Draft {
  readonly table: number;
  readonly rowId: string;
  readonly kind: OperationKind;
  readonly columns: readonly ColumnValue[];
  /** Versions seen beside the current ones: the losers that a resolution names. */
  readonly alsoSaw: readonly (readonly [column: number, version: Version])[];
  /** Takes the next number of the PC's series. */
  readonly numbered: boolean;
}

const EDITABLE = [Column.name, Column.phone, Column.village];
const PATIENTS = 4;

const draft = (table: number, rowId: string, kind: OperationKind, columns: readonly ColumnValue[]): Draft =>
  ({ table, rowId, kind, columns, alsoSaw: [], numbered: false });

/** What a press of a key does on this PC, given what it shows; nothing when there is nothing to do it to. */
export function draftsFor(disk: Disk, what: Writing, random: Random): Draft[] {
  switch (what) {
    case 'edit': return [edit(disk, random)];
    case 'movement': return [movement(random)];
    case 'receipt': return [receipt(random)];
    case 'group': return Array.from({ length: 2 + random.int(4) }, () => anything(disk, random));
    case 'big-group': return Array.from({ length: 10 + random.int(25) }, () => anything(disk, random));
    case 'delete': return remove(disk, random);
    case 'resolve': return resolve(disk, random);
    case 'same-row': return [sameRow(disk, random)];
    case 'unknown-column': return [edit(disk, random, disk.version >= SECOND_VERSION ? [[Column.novel, value(random)]] : [])];
    case 'unknown-table': return disk.version >= SECOND_VERSION ? [draft(Table.novel, `x:${random.id()}`, OperationKind.insert, [[1, value(random)]]), movement(random)] : [];
  }
}

function anything(disk: Disk, random: Random): Draft {
  const x = random.next();
  return x < 0.4 ? edit(disk, random) : x < 0.8 ? movement(random) : receipt(random);
}

/** Sometimes one of three values, so that two people may write the same. */
const value = (random: Random): Scalar => (random.chance(0.15) ? random.int(3) : random.id());

const patients = (disk: Disk): string[] =>
  [...disk.rows].filter(([id, row]) => id.startsWith('p:') && row.values[Column.deleted] !== 1).map(([id]) => id);

const insert = (rowId: string, random: Random): Draft =>
  draft(Table.patient, rowId, OperationKind.insert, EDITABLE.map((column) => [column, value(random)] as const));

function edit(disk: Disk, random: Random, more: readonly ColumnValue[] = []): Draft {
  const known = patients(disk);
  if (known.length === 0 || (known.length < PATIENTS && random.chance(0.3))) return insert(`p:${random.id()}`, random);
  const columns = new Map<number, Scalar>(more);
  for (let i = 1 + random.int(2); i > 0; i--) columns.set(random.pick(EDITABLE), value(random));
  return draft(Table.patient, random.pick(known), OperationKind.set, [...columns]);
}

const movement = (random: Random): Draft => draft(Table.movement, `m:${random.id()}`, OperationKind.insert, [[QUANTITY, random.int(19) - 9]]);
const receipt = (random: Random): Draft => ({ ...draft(Table.receipt, `r:${random.id()}`, OperationKind.insert, []), numbered: true });

/** A row whose id follows from what it is about, so that two PCs make the same one. */
function sameRow(disk: Disk, random: Random): Draft {
  const rowId = `p:same${String(random.int(3))}`;
  return disk.rows.has(rowId) ? edit(disk, random) : insert(rowId, random);
}

function remove(disk: Disk, random: Random): Draft[] {
  const known = patients(disk);
  return known.length === 0 ? [] : [draft(Table.patient, random.pick(known), OperationKind.markDeleted, [[Column.deleted, 1]])];
}

/** A person looks at both values of a column and decides: the write names every version that competes. */
function resolve(disk: Disk, random: Random): Draft[] {
  const open = [...disk.rows].filter(([id, row]) => id.startsWith('c:') && row.values[Conflict.closed] !== 1 && row.values[Conflict.row] !== undefined);
  if (open.length === 0) return [];
  const { values } = random.pick(open)[1];
  const rowId = String(values[Conflict.row]);
  const column = Number(values[Conflict.column]);
  if (!disk.rows.has(rowId)) return [];
  const rivals = open.map(([, row]) => row.values).filter((v) => v[Conflict.row] === rowId && v[Conflict.column] === column);
  const alsoSaw = rivals.map((v) => [column, [Number(v[Conflict.hlc]), Number(v[Conflict.tie])]] as const);
  const chosen = random.chance(0.5) ? values[Conflict.value] ?? null : value(random);
  return [{ ...draft(Table.patient, rowId, OperationKind.resolve, [[column, chosen]]), alsoSaw }];
}
