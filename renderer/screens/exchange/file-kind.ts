/** What a file is taken for, by its name. */
export type FileKind = 'table' | 'fhir' | 'unknown';

/** Largest file a screen sends; larger ones go through the command line. */
export const LARGEST_BYTES = 64 * 1024 * 1024;

export const TABLES = '.csv,.tsv,.txt,.xlsx';
export const ACCEPTED = `${TABLES},.json,.ndjson,.jsonl,.gz`;

/** `.xlsx` and text tables go column by column, JSON is FHIR; either may be packed with gzip. */
export function fileKind(name: string): FileKind {
  const plain = name.toLowerCase().replace(/\.gz$/, '');
  if (/\.(csv|tsv|txt|xlsx)$/.test(plain)) return 'table';
  return /\.(json|ndjson|jsonl)$/.test(plain) ? 'fhir' : 'unknown';
}
