import type { TFunction } from 'i18next';
import type { Issue, Problem } from '#renderer/api/problem.ts';
import { issueText } from '#renderer/parts/problem-text.ts';

/** `30w 2d`. */
export const gestationWords = (days: number, t: TFunction): string => t('mothers.weeks-days', { weeks: Math.floor(days / 7), days: days % 7 });

/** What is wrong with one box, or what is to be confirmed: of pregnancies, else of vital signs, else of any form. */
export function issueWords({ field, code, limit }: Issue, t: TFunction): string {
  // A number box whose text is none, and a day that is none: the contract's own words for them are not a person's.
  if (code === 'invalid_type') return t('errors.invalid.not-a-number');
  if (code === 'invalid_format') return t('errors.invalid.not-a-day');
  const own = t(`mothers.issue.${code}`, { limit, defaultValue: '' });
  if (own !== '') return own;
  const sign = field.slice(field.lastIndexOf('.') + 1);
  const name = t(`vitals.sign.${sign}`, { defaultValue: '' });
  const said = t(`vitals.issue.${code}`, { name, limit, defaultValue: '' });
  return said === '' || name === '' ? issueText({ field, code, limit }, t) : said;
}

/** A complaint away from its box: with what the box is called. */
export function namedIssueWords(issue: Issue, t: TFunction): string {
  const words = issueWords(issue, t);
  const field = issue.field.slice(issue.field.lastIndexOf('.') + 1);
  const name = t(`mothers.field.${field}`, { defaultValue: '' });
  return name === '' || words.includes(name) ? words : t('mothers.named', { name, words });
}

/** The complaint about one box. */
export function errorOf(problem: Problem | undefined, field: string, t: TFunction): string | undefined {
  if (problem?.code !== 'INVALID' && problem?.code !== 'CONFIRM') return undefined;
  const issue = problem.issues.find((each) => each.field === field);
  return issue && issueWords(issue, t);
}

/** The words that confirm what was asked about. */
export const confirmations = (problem: Problem | undefined): string[] => (problem?.code === 'CONFIRM' ? problem.issues.map(({ field, code }) => `${field}:${code}`) : []);

/** A whole number as typed; null for an empty box, NaN for what is none, which the program then refuses by name. */
export const wholeOf = (typed: string): number | null => (typed.trim() === '' ? null : /^\d{1,6}$/.test(typed.trim()) ? Number(typed.trim()) : Number.NaN);
export const decimalOf = (typed: string): number | null => {
  const text = typed.trim().replace(',', '.');
  return text === '' ? null : /^\d{1,5}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
};
export const typedOf = (value: number | null): string => (value === null ? '' : String(value));
/** Days of gestation from weeks and days as typed: `12+3`, `12w3d`, `12 3`, `12`. */
export function daysOfWeeks(typed: string): number | null {
  if (typed.trim() === '') return null;
  const found = /^(\d{1,2})(?:\s*(?:w|\+|\s|\/|\.)\s*(\d)\s*d?)?\s*w?$/i.exec(typed.trim());
  const [weeks, days] = [Number(found?.[1]), Number(found?.[2] ?? 0)];
  return found && days < 7 ? weeks * 7 + days : Number.NaN;
}
export const weeksOf = (days: number | null): string => (days === null ? '' : `${Math.floor(days / 7)}+${days % 7}`);
/** The plus of a test strip's word stands in no name of a sentence. */
export const urineKey = (word: string): string => word.replace('+', '-plus');
