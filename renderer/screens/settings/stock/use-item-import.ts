import { useEffect, useState } from 'react';
import type { ItemImport } from '#domain/contract/stock-shapes.ts';
import type { ItemColumn } from '#domain/stock/item-file.ts';
import { client, type Client } from '#renderer/api/client.ts';
import { problemOf, type Problem } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { withMeaning } from '#renderer/screens/exchange/column-meanings.ts';
import { fileKind } from '#renderer/screens/exchange/file-kind.ts';

/** Largest file the endpoint takes. */
const LARGEST_BYTES = 16 * 1024 * 1024;

/** A file that stands ready, with what each of its columns is taken for. */
export interface ItemTable {
  readonly file: File;
  readonly head: Awaited<ReturnType<Client['stock']['inspectItems']>>;
  readonly meanings: readonly ItemColumn[];
}

interface Refused { readonly why: 'unknown' | 'too-large'; readonly name: string }

interface Look { readonly table: ItemTable; readonly result?: ItemImport; readonly problem?: Problem }

export interface ItemImporting {
  /** Whether a file is being asked for or stands ready. */
  readonly open: boolean;
  readonly begin: () => void;
  readonly close: () => void;
  readonly table: ItemTable | undefined;
  readonly refused: Refused | undefined;
  readonly reading: boolean;
  /** What would become of the file as its columns are understood now; undefined while that is worked out. */
  readonly look: ItemImport | undefined;
  readonly storing: boolean;
  readonly problem: Problem | undefined;
  readonly choose: (file: File) => void;
  readonly setMeaning: (column: number, meaning: ItemColumn) => void;
  readonly store: () => void;
  readonly forget: () => void;
  /** The import that is shown with what became of it. */
  readonly shown: string | undefined;
  readonly show: (importId: string | undefined) => void;
}

export const namesItems = ({ meanings }: ItemTable): boolean => meanings.includes('name');

export const headersOf = ({ head, meanings }: ItemTable): ReadonlyMap<string, string> =>
  new Map(meanings.flatMap((meaning, index) => (meaning === 'ignore' ? [] : [[meaning, head.columns[index]?.header ?? ''] as const])));

const uploadOf = ({ file, meanings }: ItemTable, storeId: string) => ({ fileName: file.name, data: file, columns: [...meanings], storeId });

/** Looks at a file anew whenever its columns are understood otherwise; an answer that comes late is dropped. */
function useLook(table: ItemTable | undefined, storeId: string): Look | undefined {
  const [look, setLook] = useState<Look>();
  useEffect(() => {
    if (!table || storeId === '' || !namesItems(table)) return undefined;
    let wanted = true;
    client.stock.importItems({ ...uploadOf(table, storeId), dryRun: true }).then(
      (result) => { if (wanted) setLook({ table, result }); },
      (error: unknown) => { if (wanted) setLook({ table, problem: problemOf(error) }); },
    );
    return () => { wanted = false; };
  }, [table, storeId]);
  return look?.table === table ? look : undefined;
}

/** Items of a file on their way into a store: chosen, looked at, stored, taken back. */
export function useItemImport(storeId: string): ItemImporting {
  const [open, setOpen] = useState(false);
  const [table, setTable] = useState<ItemTable>();
  const [refused, setRefused] = useState<Refused>();
  const [shown, setShown] = useState<string>();
  const look = useLook(table, storeId);
  const read = useCommand(async (file: File) => {
    const head = await client.stock.inspectItems({ fileName: file.name, data: file });
    setTable({ file, head, meanings: head.columns.map(({ guess }) => guess) });
  });
  const store = useCommand(async (ready: ItemTable) => {
    const result = await client.stock.importItems({ ...uploadOf(ready, storeId), dryRun: false });
    setShown(result.importId);
    setTable(undefined);
    setOpen(false);
  });
  const choose = (file: File): void => {
    read.clear();
    store.clear();
    const why = fileKind(file.name) !== 'table' ? 'unknown' : file.size > LARGEST_BYTES ? 'too-large' : undefined;
    setRefused(why && { why, name: file.name });
    if (why === undefined) void read.run(file);
  };
  const forget = (): void => {
    setTable(undefined);
    setRefused(undefined);
    read.clear();
    store.clear();
  };
  return {
    open, begin: () => setOpen(true), close: () => { forget(); setOpen(false); }, forget,
    table, refused, reading: read.busy, look: look?.result, storing: store.busy, problem: read.problem ?? store.problem ?? look?.problem, choose,
    setMeaning: (column, meaning) => setTable((before) => before && { ...before, meanings: withMeaning(before.meanings, column, meaning) }),
    store: () => { if (table) void store.run(table); },
    shown, show: setShown,
  };
}
