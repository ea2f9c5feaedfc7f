import { z } from 'zod';
import { command, query } from './endpoint.ts';
import { Done, Id, Nothing } from './shapes.ts';

export const Refusal = z.object({ file: z.string(), entry: z.string(), reason: z.string(), detail: z.string() });
export type Refusal = z.infer<typeof Refusal>;

export const ImportStatus = z.enum(['running', 'done', 'cancelled', 'failed', 'undone', 'interrupted']);

export const ImportReport = z.object({
  id: Id, kind: z.enum(['fhir', 'csv', 'excel']), name: z.string(), status: ImportStatus, dryRun: z.boolean(),
  startedAt: z.string(), endedAt: z.string().nullable(),
  /** Bytes read and all bytes, for the progress bar. */
  done: z.number(), total: z.number(),
  /**
   * Rows newly stored by type, rows already here, resources without a place of their own that are kept as they came,
   * and those of other types, counted but not kept.
   */
  stored: z.record(z.string(), z.int()), unchanged: z.record(z.string(), z.int()), kept: z.record(z.string(), z.int()).default({}),
  skipped: z.record(z.string(), z.int()),
  refusedCount: z.int(),
  /** The first 200 refusals; `imports.refusals` gives them all. */
  refused: z.array(Refusal), error: z.string().nullable(),
});
export type ImportReport = z.infer<typeof ImportReport>;

/** What a column of a table may mean. */
export const ColumnMeaning = z.enum([
  'ignore', 'name', 'given-name', 'family-name', 'age-or-birth', 'sex', 'phone', 'email', 'address', 'district', 'state',
  'language', 'payer', 'policy-number', 'external-id', 'visit-date', 'visit-reason',
  'systolic', 'diastolic', 'blood-pressure', 'heart-rate', 'temperature', 'spo2', 'respiratory-rate', 'weight', 'height', 'glucose',
]);
export type ColumnMeaning = z.infer<typeof ColumnMeaning>;

const upload = z.object({ fileName: z.string().max(300), data: z.file().max(64 * 1024 * 1024) });

/** Bringing patients in and taking them out (REG-6). */
export const exchange = {
  /** Reads the head of a CSV or Excel file: columns, a guess at their meaning, first rows. Nothing is stored. */
  inspectTable: query({ permission: 'patients.import' }, upload, z.object({
    columns: z.array(z.object({ header: z.string(), guess: ColumnMeaning, samples: z.array(z.string()) })),
    rows: z.int(), encoding: z.string(),
  })),
  importTable: command({ permission: 'patients.import' },
    upload.extend({ columns: z.array(ColumnMeaning).max(500), dateOrder: z.enum(['dmy', 'mdy', 'ymd']), dryRun: z.boolean() }), ImportReport),
  importFhir: command({ permission: 'patients.import' }, upload.extend({ dryRun: z.boolean() }), ImportReport),
  list: query({ permission: 'patients.import' }, Nothing, z.object({ imports: z.array(ImportReport) })),
  get: query({ permission: 'patients.import' }, z.object({ importId: Id }), ImportReport),
  refusals: query({ permission: 'patients.import' }, z.object({ importId: Id }), z.object({ refused: z.array(Refusal) })),
  cancel: command({ permission: 'patients.import' }, z.object({ importId: Id }), Done),
  /** Archives what this import added; what was changed since by hand stays and is named in the report. */
  undo: command({ permission: 'patients.import' }, z.object({ importId: Id }), ImportReport),
  /**
   * Everything of every patient that is not archived and has not refused that it leaves the clinic; `leftOut` counts those who have.
   * Spreadsheet formulas are defused.
   */
  export: query({ permission: 'patients.export' }, z.object({ format: z.enum(['csv', 'excel', 'fhir']) }),
    z.object({ file: z.file(), fileName: z.string(), leftOut: z.int() })),
};
