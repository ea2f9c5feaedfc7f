import { err } from '../kit/result.ts';
import type { Result } from '../kit/result.ts';

/** Why an entry, a row or a whole file is not taken. Stable words: screens translate them. */
export type ProblemReason =
  // whole files
  | 'empty-file' | 'not-json' | 'xml-not-supported' | 'truncated-json' | 'truncated-gzip' | 'unreadable-file' | 'not-utf8'
  | 'entry-too-large' | 'not-a-spreadsheet' | 'damaged-spreadsheet' | 'no-rows' | 'file-too-large' | 'column-count'
  // resources
  | 'invalid-json' | 'no-resource' | 'not-a-resource' | 'entered-in-error' | 'time-missing' | 'time-unreadable' | 'time-in-future' | 'document-too-large'
  | 'value-missing' | 'value-unreadable' | 'unit-missing' | 'unit-unknown' | 'code-missing'
  | 'patient-missing' | 'patient-not-found' | 'patient-refused' | 'patient-ambiguous' | 'subject-not-a-patient'
  | 'encounter-not-found' | 'encounter-refused' | 'reference-unreadable'
  // patients, from any source
  | 'name-missing' | 'name-unreadable' | 'birth-unreadable' | 'birth-in-future' | 'birth-too-old' | 'sex-unreadable'
  | 'duplicate-identifier' | 'identifier-conflict' | 'identifiers-of-two-patients' | 'duplicate-row'
  // measured values
  | 'value-impossible';

export interface Problem {
  readonly reason: ProblemReason;
  /** Field paths, codes and numbers of entries; never what a patient's record says. */
  readonly detail: string;
}

export const problem = (reason: ProblemReason, detail = ''): Result<never, Problem> => err({ reason, detail });
