/** One thing a check objects to. */
export interface Finding {
  /** Project-relative path, with forward slashes; absent when the whole project is meant. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  readonly what: string;
}

/** What a check hands back: objections, and figures worth printing even when all is well. */
export interface Verdict {
  readonly findings: readonly Finding[];
  readonly note?: string;
}

/** `file:line what`, the form editors and terminals turn into a link. */
export function formatFinding({ file, line, what }: Finding): string {
  if (!file) return what;
  return line ? `${file}:${line}  ${what}` : `${file}  ${what}`;
}
