/** By table and row. A key of both in one text would have to be made, and hashed, for each operation of a push. */
export class RowMap<V> {
  readonly #tables = new Map<number, Map<string, V>>();

  get(table: number, rowId: string): V | undefined {
    return this.#tables.get(table)?.get(rowId);
  }

  has(table: number, rowId: string): boolean {
    return this.#tables.get(table)?.has(rowId) ?? false;
  }

  set(table: number, rowId: string, value: V): void {
    const rows = this.#tables.get(table);
    if (rows) rows.set(rowId, value);
    else this.#tables.set(table, new Map([[rowId, value]]));
  }
}
