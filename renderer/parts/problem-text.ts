import type { TFunction } from 'i18next';
import type { Issue, Problem } from '#renderer/api/problem.ts';
import type { Format } from '#renderer/text/format.ts';

/** What happened, what was kept, what to do next: one or two sentences in the user's language. */
export function problemText(problem: Problem, t: TFunction, format: Format): string {
  switch (problem.code) {
    case 'INVALID':
    case 'CONFIRM': return problem.issues.map((issue) => issueText(issue, t)).join(' ');
    case 'CONFLICT': return known(t, `errors.conflict.${problem.reason}`, 'errors.conflict.other');
    case 'SERVER': return known(t, `errors.server.${problem.reason}`, 'errors.server.other');
    case 'NOT_FOUND': return known(t, `errors.not-found.${problem.what}`, 'errors.not-found.other');
    case 'WRONG_PIN': return t('errors.wrong-pin', { count: problem.triesLeft });
    case 'LOCKED_OUT': return t('errors.locked-out', { time: format.time(problem.untilMs) });
    case 'INTERNAL': return t('errors.internal', { id: problem.errorId });
    default: return t(`errors.code.${problem.code}`);
  }
}

/** One box's complaint, to stand under it. */
export function issueText(issue: Issue, t: TFunction): string {
  return known(t, `errors.invalid.${issue.code}`, 'errors.invalid.other', { limit: issue.limit, suggestion: issue.suggestion });
}

/** A reason the program learnt after these sentences were written gets the general one. */
function known(t: TFunction, key: string, otherwise: string, values: Record<string, unknown> = {}): string {
  const text = t(key, { ...values, defaultValue: '' });
  return text === '' ? t(otherwise, values) : text;
}
