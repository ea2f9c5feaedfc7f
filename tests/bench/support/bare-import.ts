import { join } from 'node:path';
import type { Connection, Statement } from '#db/connection.ts';
import { STORE_FILE } from '#db/store.ts';
import { connect } from '#db/connection.ts';
import { bareFile, bareSchema, type ScratchStore } from './scratch-store.ts';

const TABLES = [
  'patient', 'patient_identifier', 'patient_contact', 'allergy', 'encounter', 'observation', 'condition', 'procedure', 'prescription', 'immunization', 'kept_resource',
] as const;

/** What the format of the store asks for beside the bare columns of a row, each step with all that stand before it. */
export const STEPS = ['bare columns', 'versions', 'operations', 'index of operations', 'search words', 'as many transactions', 'guards'] as const;
export type Step = (typeof STEPS)[number];
const reaches = (step: Step, least: Step): boolean => STEPS.indexOf(step) >= STEPS.indexOf(least);

export interface BareRun {
  /** Typed rows, whatever else was written. */
  readonly rows: number;
  readonly transactions: number;
  readonly seconds: number;
  /** Processor time of this thread. */
  readonly cpuSeconds: number;
}

interface Line {
  readonly insert: string;
  readonly values: readonly unknown[];
}

/** What one import left in a store, in the order in which it was written, so that it can be written again by bare statements. */
export class ImportedRows {
  readonly #own: ScratchStore;
  readonly #from: Connection;
  /** By row id, the transaction that wrote it. */
  readonly #groups = new Map<string, number>();

  constructor(own: ScratchStore) {
    this.#own = own;
    this.#from = connect(join(own.folder, STORE_FILE), own.key, 'read');
    const written = this.#from.prepare("SELECT row_id, grp FROM operation WHERE intent = 'exchange.import' ORDER BY dseq DESC").raw().iterate() as IterableIterator<[string, number]>;
    for (const [id, group] of written) this.#groups.set(id, group);
  }

  /** Writes them into a new file of the same cipher, WAL and FULL sync. Only statements and commits are timed. */
  writeInto(scratch: string, name: string, step: Step): BareRun {
    const file = this.#emptyFile(scratch, name, step);
    const groups = this.#lines(step);
    const statements = new Map<string, Statement>();
    for (const { insert } of groups.flat()) if (!statements.has(insert)) statements.set(insert, file.prepare(insert));
    const [cpu, start] = [process.threadCpuUsage(), performance.now()];
    for (const lines of groups) {
      file.exec('BEGIN IMMEDIATE');
      for (const { insert, values } of lines) statements.get(insert)?.run(values);
      file.exec('COMMIT');
    }
    const [seconds, { user, system }] = [(performance.now() - start) / 1000, process.threadCpuUsage(cpu)];
    file.close();
    const typed = new Set([...statements.keys()].filter((insert) => TABLES.some((table) => insert.startsWith(`INSERT INTO ${table} `))));
    const rows = groups.reduce((sum, lines) => sum + lines.filter(({ insert }) => typed.has(insert)).length, 0);
    return { rows, transactions: groups.length, seconds, cpuSeconds: (user + system) / 1e6 };
  }

  close(): void {
    this.#from.close();
  }

  #emptyFile(scratch: string, name: string, step: Step): Connection {
    if (step === 'bare columns') return bareFile(scratch, name, TABLES.flatMap((table) => bareSchema(this.#own, table)));
    const names = [...TABLES, 'operation', 'operation_row', 'patient_fts'];
    const all = this.#from.prepare('SELECT type, name, tbl_name AS tableName, sql FROM sqlite_schema WHERE sql IS NOT NULL').all() as { type: string; name: string; tableName: string; sql: string }[];
    const wanted = all.filter(({ type, name: each, tableName }) => (type === 'table' ? names.includes(each) : names.includes(tableName)));
    const guards = reaches(step, 'guards') ? wanted.filter(({ type }) => type === 'trigger') : [];
    const file = bareFile(scratch, name, wanted.filter(({ type }) => type === 'table' || type === 'index').map(({ sql }) => sql));
    file.function('in_door', () => 1);
    for (const { sql } of guards) file.exec(sql);
    return file;
  }

  #lines(step: Step): Line[][] {
    const lines = new Map<number, Line[]>();
    const add = (group: number, line: Line): void => {
      const key = reaches(step, 'as many transactions') ? group : 0;
      const there = lines.get(key);
      if (there) there.push(line);
      else lines.set(key, [line]);
    };
    for (const table of TABLES) this.#each(table, `SELECT * FROM ${table} ORDER BY rid`, step === 'bare columns' ? /^(?!row_)/ : /^/, (id) => this.#groups.get(id), add);
    if (reaches(step, 'operations')) this.#each('operation', "SELECT * FROM operation WHERE intent = 'exchange.import' ORDER BY dseq", /^/, (id) => this.#groups.get(id), add);
    if (reaches(step, 'index of operations')) this.#each('operation_row', 'SELECT * FROM operation_row', /^/, (id) => this.#groups.get(id), add);
    if (reaches(step, 'search words')) this.#words(add);
    return [...lines].sort(([a], [b]) => a - b).map(([, each]) => each);
  }

  /** One INSERT for each row of the store's own table. */
  #each(table: string, sql: string, columns: RegExp, groupOf: (id: string) => number | undefined, add: (group: number, line: Line) => void): void {
    let own: string[] | undefined;
    let insert: string | undefined;
    for (const row of this.#from.prepare(sql).iterate() as IterableIterator<Record<string, unknown>>) {
      const group = groupOf(String(row['row_id'] ?? row['id']));
      if (group === undefined) continue;
      // Every row of the table has the same columns, and one text for all spares a million.
      own ??= Object.keys(row).filter((column) => columns.test(column));
      insert ??= `INSERT INTO ${table} (${own.join(', ')}) VALUES (${own.map(() => '?').join(', ')})`;
      add(group, { insert, values: own.map((column) => row[column]) });
    }
  }

  /** The index holds no texts: name and number stand for a patient's words. */
  #words(add: (group: number, line: Line) => void): void {
    for (const [rid, id, name, number] of this.#from.prepare('SELECT rid, id, name, number FROM patient').raw().iterate() as IterableIterator<[number, string, string, string]>) {
      const group = this.#groups.get(id);
      if (group !== undefined) add(group, { insert: 'INSERT INTO patient_fts (rowid, words) VALUES (?, ?)', values: [rid, `${name} ${number}`] });
    }
  }
}
