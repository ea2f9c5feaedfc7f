import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FORM_LIMITS, hasChoices, nameIn, questionKinds, type QuestionKind } from '#domain/forms/question.ts';
import { issueOf, type Problem } from '#renderer/api/problem.ts';
import { issueText } from '#renderer/parts/problem-text.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { ChoiceRows } from './choice-rows.tsx';
import type { QuestionDraft } from './form-draft.ts';
import classes from './forms.module.css';

interface Props {
  readonly question: QuestionDraft;
  readonly at: number;
  readonly languages: readonly string[];
  readonly problem: Problem | undefined;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onChange: (question: QuestionDraft) => void;
  readonly onAddBelow: () => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

const MOVES: Readonly<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowDown: 1 };

/** One question in a line; what else belongs to it opens below while it has the cursor. */
export function QuestionRow({ question, at, languages, problem, open, onOpen, onChange, onAddBelow, onMove, onRemove }: Props) {
  const { t } = useTranslation();
  const number = at + 1;
  const place = `questions.${String(at)}`;
  const [language = 'en'] = languages;
  const { names, kind, required } = question;
  const issue = [place, `${place}.names`].map((field) => issueOf(problem, field)).find((each) => each !== undefined);
  const inside = problem?.code === 'INVALID' && problem.issues.some(({ field }) => field.startsWith(`${place}.`));
  const onKey = (event: KeyboardEvent): void => {
    const by = event.altKey ? MOVES[event.key] : undefined;
    // A choice moves and is removed by the same keys.
    if (event.defaultPrevented) return;
    if (by !== undefined) onMove(by);
    else if (event.altKey && event.key === 'Backspace') onRemove();
    else return;
    event.preventDefault();
  };
  return (
    <li className={classes.question} data-question={question.id} data-open={open || undefined} data-heading={kind === 'heading' || undefined} onFocus={onOpen} onKeyDown={onKey}>
      <div className={classes.line}>
        <span className={classes.number} aria-hidden>{number}</span>
        <input
          value={names[language] ?? ''} placeholder={nameIn(names, language) || t(kind === 'heading' ? 'forms.heading-text' : 'forms.question-text')} aria-label={t('forms.question-number', { number })} aria-invalid={issue !== undefined} maxLength={FORM_LIMITS.name} dir="auto" autoComplete="off"
          onChange={(event) => onChange({ ...question, names: { ...names, [language]: event.currentTarget.value } })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey) return;
            event.preventDefault();
            onAddBelow();
          }}
        />
        <select value={kind} aria-label={t('forms.kind-number', { number })} onChange={(event) => onChange({ ...question, kind: event.currentTarget.value as QuestionKind })}>
          {questionKinds.map((each) => <option key={each} value={each}>{t(`forms.kind.${each}`)}</option>)}
        </select>
        {kind === 'heading' ? null : (
          <label className={classes.must}>
            <input type="checkbox" checked={required} onChange={(event) => onChange({ ...question, required: event.currentTarget.checked })} />{t('forms.must')}<span className="db-hidden">{` ${String(number)}`}</span>
          </label>
        )}
        <ActionIcon variant="subtle" color="gray" aria-label={t('forms.move-up', { number })} onClick={() => onMove(-1)}><IconArrowUp size={16} aria-hidden /></ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={t('forms.move-down', { number })} onClick={() => onMove(1)}><IconArrowDown size={16} aria-hidden /></ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={t('forms.remove-question', { number })} onClick={onRemove}><IconTrash size={16} aria-hidden /></ActionIcon>
      </div>
      {issue ? <p className={classes.wrong}>{issueText(issue, t)}</p> : null}
      {open || inside ? <More question={question} place={place} languages={languages} problem={problem} onChange={onChange} /> : null}
    </li>
  );
}

interface MoreProps extends Pick<Props, 'question' | 'languages' | 'problem' | 'onChange'> { readonly place: string }

/** Names in other languages, help, and what the kind of question needs. */
function More({ question, place, languages, problem, onChange }: MoreProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, names, help, unit, low, high, choices } = question;
  const inWords = (language: string): string => (languages.length === 1 ? '' : format.languageName(language));
  const box = (label: string, value: string, field: string, most: number, set: (value: string) => void, isNumber = false) => {
    const issue = issueOf(problem, `${place}.${field}`);
    return (
      <label key={`${field} ${label}`} className={classes.box} data-wrong={issue ? true : undefined}>
        <span>{label}</span>
        <input value={value} maxLength={most} dir={isNumber ? 'ltr' : 'auto'} inputMode={isNumber ? 'decimal' : undefined} autoComplete="off" onChange={(event) => set(event.currentTarget.value)} />
        {issue ? <span className={classes.wrong}>{issueText(issue, t)}</span> : null}
      </label>
    );
  };
  return (
    <div className={classes.more}>
      <div className={classes.boxes}>
        {languages.slice(1).map((language) => box(inWords(language), names[language] ?? '', 'other-names', FORM_LIMITS.name, (value) => onChange({ ...question, names: { ...names, [language]: value } })))}
        {kind === 'number' ? (
          <>
            {box(t('forms.unit'), unit, 'unit', FORM_LIMITS.unit, (value) => onChange({ ...question, unit: value }))}
            {box(t('forms.low'), low, 'low', 20, (value) => onChange({ ...question, low: value }), true)}
            {box(t('forms.high'), high, 'high', 20, (value) => onChange({ ...question, high: value }), true)}
          </>
        ) : null}
        {kind === 'heading' ? null : languages.map((language) => box(`${t('forms.help')} ${inWords(language)}`.trim(), help[language] ?? '', 'help', FORM_LIMITS.help, (value) => onChange({ ...question, help: { ...help, [language]: value } })))}
      </div>
      {hasChoices(question) ? <ChoiceRows choices={choices} languages={languages} place={`${place}.choices`} problem={problem} onChange={(next) => onChange({ ...question, choices: next })} /> : null}
    </div>
  );
}
