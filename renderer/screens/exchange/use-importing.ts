import { useState } from 'react';
import type { ColumnMeaning, ImportReport } from '#domain/contract/exchange.ts';
import { client, type Client } from '#renderer/api/client.ts';
import type { Problem } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { withMeaning } from './column-meanings.ts';
import { fileKind, LARGEST_BYTES } from './file-kind.ts';

type Inspected = Awaited<ReturnType<Client['exchange']['inspectTable']>>;
type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** A file on its way in. */
export type Chosen =
  | { readonly kind: 'none' }
  /** Not taken: the name or the size says so. */
  | { readonly kind: 'refused'; readonly why: 'unknown' | 'too-large'; readonly name: string }
  | { readonly kind: 'fhir'; readonly file: File }
  | { readonly kind: 'table'; readonly file: File; readonly head: Inspected; readonly meanings: readonly ColumnMeaning[]; readonly dateOrder: DateOrder };

export interface Importing {
  readonly chosen: Chosen;
  readonly reading: boolean;
  readonly starting: boolean;
  readonly problem: Problem | undefined;
  readonly choose: (file: File) => void;
  readonly setMeaning: (column: number, meaning: ColumnMeaning) => void;
  readonly setDateOrder: (order: DateOrder) => void;
  readonly start: (dryRun: boolean) => void;
  readonly forget: () => void;
}

/** Choosing a file, saying what its columns mean, and starting; `onStarted` gets the running import. */
export function useImporting(clinicOrder: DateOrder, onStarted: (report: ImportReport) => void): Importing {
  const [chosen, setChosen] = useState<Chosen>({ kind: 'none' });
  const read = useCommand(async (file: File) => {
    const head = await client.exchange.inspectTable({ fileName: file.name, data: file });
    setChosen({ kind: 'table', file, head, meanings: head.columns.map(({ guess }) => guess), dateOrder: clinicOrder });
  });
  const run = useCommand(async (dryRun: boolean) => {
    if (chosen.kind === 'fhir') {
      onStarted(await client.exchange.importFhir({ fileName: chosen.file.name, data: chosen.file, dryRun }));
    } else if (chosen.kind === 'table') {
      const { file, meanings, dateOrder } = chosen;
      onStarted(await client.exchange.importTable({ fileName: file.name, data: file, columns: [...meanings], dateOrder, dryRun }));
    }
  });
  const choose = (file: File): void => {
    read.clear();
    run.clear();
    const kind = fileKind(file.name);
    if (kind === 'unknown') setChosen({ kind: 'refused', why: 'unknown', name: file.name });
    else if (file.size > LARGEST_BYTES) setChosen({ kind: 'refused', why: 'too-large', name: file.name });
    else if (kind === 'fhir') setChosen({ kind, file });
    else {
      setChosen({ kind: 'none' });
      void read.run(file);
    }
  };
  const change = (part: { meanings?: readonly ColumnMeaning[]; dateOrder?: DateOrder }): void =>
    setChosen((before) => (before.kind === 'table' ? { ...before, ...part } : before));
  return {
    chosen, reading: read.busy, starting: run.busy, problem: read.problem ?? run.problem, choose,
    setMeaning: (column, meaning) => {
      if (chosen.kind === 'table') change({ meanings: withMeaning(chosen.meanings, column, meaning) });
    },
    setDateOrder: (dateOrder) => change({ dateOrder }),
    start: (dryRun) => void run.run(dryRun),
    forget: () => setChosen({ kind: 'none' }),
  };
}
