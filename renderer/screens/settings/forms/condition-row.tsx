import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AnswerSearch, SearchableShape } from '#domain/contract/forms-shapes.ts';
import { waysOf, type ComparisonWay } from '#domain/forms/comparison-ways.ts';
import { nameIn } from '#domain/forms/question.ts';
import { issueOf, type Problem } from '#renderer/api/problem.ts';
import { DateBox } from '#renderer/parts/date-box.tsx';
import { issueText } from '#renderer/parts/problem-text.ts';
import classes from './forms.module.css';

/** One condition as its boxes hold it; without a way, the first of the question's kind counts. */
export interface ConditionDraft {
  readonly question: string;
  readonly how: ComparisonWay | undefined;
  readonly value: string;
  readonly to: string;
  readonly ids: readonly string[];
}

type Sent = NonNullable<AnswerSearch['where']>[number];

/** The kind stands in the key of a question: `weight number kg`. */
const kindOf = (key: string): SearchableShape['kind'] => (key.split(' ')[1] ?? 'text') as SearchableShape['kind'];
const wayOf = ({ question, how }: ConditionDraft): ComparisonWay => how ?? waysOf[kindOf(question)][0] ?? 'answered';

export function sentCondition(draft: ConditionDraft): Sent {
  const { question, value, to, ids } = draft;
  return { question, how: wayOf(draft), value: kindOf(question) === 'yes-no' && value === '' ? 'yes' : value, to, ids: [...ids] };
}

interface Props {
  readonly at: number;
  readonly condition: ConditionDraft;
  readonly questions: readonly SearchableShape[];
  readonly problem: Problem | undefined;
  readonly onChange: (condition: ConditionDraft) => void;
  readonly onRemove: () => void;
}

/** Question, comparison and what it is compared with. */
export function ConditionRow({ at, condition, questions, problem, onChange, onRemove }: Props) {
  const { t, i18n } = useTranslation();
  const question = questions.find(({ key }) => key === condition.question);
  const kind = kindOf(condition.question);
  const how = wayOf(condition);
  const number = at + 1;
  const errorOf = (field: string): string | undefined => {
    const issue = issueOf(problem, `where.${String(at)}.${field}`);
    return issue && issueText(issue, t);
  };
  const nameOf = ({ names, id, unit, earlier, kind: asked }: SearchableShape): string =>
    [nameIn(names, i18n.language, id), unit === '' ? '' : `(${unit})`, earlier ? t('forms.asked-earlier', { kind: t(`forms.kind.${asked}`) }) : ''].filter((part) => part !== '').join(' ');
  const box = (field: 'value' | 'to', label: string) => (kind === 'date'
    ? <DateBox size="sm" label={label} value={condition[field]} error={errorOf(field)} onChange={(value) => onChange({ ...condition, [field]: value })} />
    : (
      <label className={classes.box} data-wrong={errorOf(field) ? true : undefined}>
        <span>{label}</span>
        <input value={condition[field]} maxLength={400} dir={kind === 'number' ? 'ltr' : 'auto'} autoComplete="off" onChange={(event) => onChange({ ...condition, [field]: event.currentTarget.value })} />
        {errorOf(field) ? <span className={classes.wrong}>{errorOf(field)}</span> : null}
      </label>
    ));
  return (
    <div className={classes.condition} role="group" aria-label={t('forms.condition-number', { number })}>
      <label className={classes.box}>
        <span>{t('forms.question')}</span>
        <select value={condition.question} onChange={(event) => onChange({ question: event.currentTarget.value, how: undefined, value: '', to: '', ids: [] })}>
          {questions.map((each) => <option key={each.key} value={each.key}>{nameOf(each)}</option>)}
        </select>
      </label>
      <label className={classes.box}>
        <span>{t('forms.comparison')}</span>
        <select value={how} onChange={(event) => onChange({ ...condition, how: event.currentTarget.value as ComparisonWay })}>
          {waysOf[kind].map((way) => <option key={way} value={way}>{t(`forms.way.${way}`)}</option>)}
        </select>
      </label>
      {kind === 'yes-no' && how === 'is' ? (
        <label className={classes.box}>
          <span>{t('forms.answer')}</span>
          <select value={condition.value === '' ? 'yes' : condition.value} onChange={(event) => onChange({ ...condition, value: event.currentTarget.value })}>
            <option value="yes">{t('forms.yes')}</option><option value="no">{t('forms.no')}</option>
          </select>
        </label>
      ) : null}
      {kind !== 'yes-no' && ['is', 'contains', 'below', 'above', 'between'].includes(how) ? box('value', t('forms.answer')) : null}
      {how === 'between' ? box('to', t('forms.and')) : null}
      {how === 'one-of' ? (
        <div className={classes.options} role="group" aria-label={t('forms.answer')}>
          {question?.choices.map(({ id, names }) => (
            <label key={id} className={classes.option}>
              <input
                type="checkbox" checked={condition.ids.includes(id)}
                onChange={(event) => onChange({ ...condition, ids: event.currentTarget.checked ? [...condition.ids, id] : condition.ids.filter((each) => each !== id) })}
              />
              <bdi>{nameIn(names, i18n.language, id)}</bdi>
            </label>
          ))}
          {errorOf('ids') ? <span className={classes.wrong}>{errorOf('ids')}</span> : null}
        </div>
      ) : null}
      <ActionIcon variant="subtle" color="gray" aria-label={t('forms.remove-condition', { number })} onClick={onRemove}><IconTrash size={16} aria-hidden /></ActionIcon>
    </div>
  );
}
