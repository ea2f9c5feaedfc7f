/**
 * How a table behaves when PCs meet (the kinds of the synchronisation design):
 * A append-only, B last writer per column with the loser kept, C must-review, D state machine, E ledger,
 * F issued number, G reference data.
 */
export type TableKind = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G';

export interface Column<T = unknown> {
  /** Stable for ever: what travels and what the log holds instead of the name. */
  readonly id: number;
  readonly type: 'text' | 'int' | 'real';
  readonly nullable: boolean;
  /** A concurrent difference in this column waits for a person, however minor the table's kind. */
  readonly review?: boolean;
  /** Only carries the value's type. */
  readonly holds?: T;
}

export const text = (id: number): Column<string> => ({ id, type: 'text', nullable: false });
export const textOrNull = (id: number): Column<string | null> => ({ id, type: 'text', nullable: true });
export const int = (id: number): Column<number> => ({ id, type: 'int', nullable: false });
export const intOrNull = (id: number): Column<number | null> => ({ id, type: 'int', nullable: true });
export const realOrNull = (id: number): Column<number | null> => ({ id, type: 'real', nullable: true });
/** Stored as 0 or 1. */
export const flag = (id: number): Column<0 | 1> => ({ id, type: 'int', nullable: false });
/** One that few rows hold: who writes a row need not name it. */
export const later = <T>(column: Column<T>): Column<T> & { readonly later: true } => ({ ...column, later: true });
export const reviewed = <T>(column: Column<T>): Column<T> => ({ ...column, review: true });

export interface TableSpec<C extends Record<string, Column> = Record<string, Column>> {
  /** Stable for ever, like a column's id. */
  readonly id: number;
  readonly kind: TableKind;
  /** The area whose open lists must read again when a row changes. */
  readonly area: string;
  /** A second area whose lists show something of it. */
  readonly shownIn?: string;
  /** The column that names the patient the row belongs to, if it belongs to one. */
  readonly patient?: string;
  /** The flag that puts a row away. A change of a row that was put away meanwhile waits for a person, and the other way round. */
  readonly gone?: string;
  /** Only the server writes it; PCs receive it. What they push into it is set aside. */
  readonly writtenBy?: 'server';
  /** Columns that together are printed for people and must not be issued twice; the last is the one a person is shown. */
  readonly issued?: readonly string[];
  /** By column: another that says how its value is meant. Whoever writes one of them writes both, and they are decided together. */
  readonly qualified?: Readonly<Record<string, string>>;
  readonly columns: C;
}

/** The id of the flag that puts a row of this table away; undefined where none does. */
export const goneColumn = (spec: TableSpec): number | undefined => (spec.gone === undefined ? undefined : spec.columns[spec.gone]?.id);

/** The column that says how the value of this one is meant; undefined where none does. */
export const qualifierOf = (spec: TableSpec, column: number): number | undefined => {
  const [, by] = Object.entries(spec.qualified ?? {}).find(([name]) => spec.columns[name]?.id === column) ?? [];
  return by === undefined ? undefined : spec.columns[by]?.id;
};

/** Columns that are written with these though they stay as they are: a value and how it is meant never come from two hands. */
export const alsoWritten = (spec: TableSpec, columns: readonly string[]): string[] => Object.entries(spec.qualified ?? {}).flatMap((pair) => {
  const others = pair.filter((column) => !columns.includes(column));
  return others.length === 1 ? others : [];
});

export const table = <C extends Record<string, Column>>(spec: TableSpec<C>): TableSpec<C> => spec;

/** A row as stored: the declared columns and its id. */
export type RowOf<S extends TableSpec> = { id: string } & {
  [K in Exclude<keyof S['columns'], Later<S>>]: ValueOf<S, K>;
} & {
  [K in Later<S>]?: ValueOf<S, K>;
};

type ValueOf<S extends TableSpec, K extends keyof S['columns']> = S['columns'][K] extends Column<infer T> ? T : never;
type Later<S extends TableSpec> = { [K in keyof S['columns']]: S['columns'][K] extends { later: true } ? K : never }[keyof S['columns']];
