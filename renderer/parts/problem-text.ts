import type { TFunction } from 'i18next';
import { isolated } from './isolated.ts';
import type { Issue, Problem } from '#renderer/api/problem.ts';
import type { Format } from '#renderer/text/format.ts';

/** What happened, what was kept, what to do next: one or two sentences in the user's language. */
export function problemText(problem: Problem, t: TFunction, format: Format): string {
  switch (problem.code) {
    case 'INVALID':
    case 'CONFIRM': return problem.issues.map((issue) => issueText(issue, t, format)).join(' ');
    case 'CONFLICT': return known(t, `errors.conflict.${problem.reason}`, 'errors.conflict.other');
    case 'SERVER': return known(t, `errors.server.${problem.reason}`, 'errors.server.other');
    case 'NOT_FOUND': return known(t, `errors.not-found.${problem.what}`, 'errors.not-found.other');
    case 'WRONG_PIN': return t('errors.wrong-pin', { count: problem.triesLeft });
    case 'LOCKED_OUT': return t('errors.locked-out', { time: format.time(problem.untilMs) });
    case 'INTERNAL': return t('errors.internal', { id: problem.errorId });
    default: return t(`errors.code.${problem.code}`);
  }
}

/** One box's complaint, to stand under it. With `format` a day in it is written as the language writes days. */
export function issueText({ code, limit, suggestion }: Issue, t: TFunction, format?: Pick<Format, 'date'>): string {
  const said = format && typeof limit === 'string' && ISO_DAY.test(limit) ? isolated(format.date(limit)) : limit;
  return known(t, `errors.invalid.${code}`, 'errors.invalid.other', { limit: said, suggestion });
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A reason the program learnt after these sentences were written gets the general one. */
function known(t: TFunction, key: string, otherwise: string, values: Record<string, unknown> = {}): string {
  const text = t(key, { ...values, defaultValue: '' });
  return text === '' ? t(otherwise, values) : text;
}
