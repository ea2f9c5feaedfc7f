import type { TFunction } from 'i18next';
import type { VitalIssue } from '#domain/vitals/form.ts';
import { isQuantity, unitOf } from '#domain/vitals/quantities.ts';
import { ltr } from '#renderer/text/ltr.ts';
import { quantityOfBox, unitLabel, type BoxCode, type BoxVerdict, type Suggestion } from './boxes.ts';

/** What the rules say about a box, in one sentence for each complaint. */
export function verdictWords(code: BoxCode, { refused, unusual }: BoxVerdict, t: TFunction): string {
  // What cannot be is said alone: that it is unusual too helps nobody.
  return (refused.length > 0 ? refused : unusual).map((issue) => issueWords(code, issue, t)).join(' ');
}

function issueWords(code: BoxCode, issue: VitalIssue, t: TFunction): string {
  const limit = issue.limit === undefined ? '' : limitWords(issue.field, code, issue.limit);
  const name = t(`vitals.sign.${isQuantity(issue.field) ? issue.field : code}`);
  return t(`vitals.issue.${issue.code}`, { limit, name, defaultValue: t('vitals.issue.other', { name }) });
}

/** `34–41 Cel` with the unit as printed: `34–41 °C`. */
function limitWords(field: string, code: BoxCode, limit: string): string {
  const [, range = limit, ucum = ''] = /^(.*\S) (\S+)$/.exec(limit) ?? [];
  const unit = isQuantity(field) ? unitOf(field, ucum)?.label : undefined;
  const label = unit ?? (quantityOfBox(code) ? unitLabel(code, ucum) : ucum);
  // Scores have no unit to print.
  return ltr(label === '{score}' || label === '' ? range : `${range} ${label}`);
}

/** `98 °F?`, or the state to record instead. */
export function suggestionWords(code: BoxCode, typed: string, suggestion: Suggestion, t: TFunction): string {
  return suggestion.kind === 'unit'
    ? t('vitals.meant-unit', { value: ltr(`${typed.trim()} ${unitLabel(code, suggestion.unit)}`) })
    : t('vitals.meant-state', { state: t(`vitals.sign.${suggestion.state}`) });
}
