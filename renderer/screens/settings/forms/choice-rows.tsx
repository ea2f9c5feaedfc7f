import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FORM_LIMITS, type Choice } from '#domain/forms/question.ts';
import { issueOf, type Problem } from '#renderer/api/problem.ts';
import { issueText } from '#renderer/parts/problem-text.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { moved, newChoice } from './form-draft.ts';
import classes from './forms.module.css';

interface Props {
  readonly choices: readonly Choice[];
  readonly languages: readonly string[];
  /** Where mistakes in it are told of. */
  readonly place: string;
  readonly problem: Problem | undefined;
  readonly onChange: (choices: readonly Choice[]) => void;
}

/** What can be chosen, a line each: Enter adds one below, Backspace in an empty one takes it out, Alt with arrows moves it. */
export function ChoiceRows({ choices, languages, place, problem, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const list = useRef<HTMLUListElement>(null);
  const want = useRef<string>(undefined);
  useEffect(() => {
    if (want.current !== undefined) list.current?.querySelector<HTMLElement>(`[data-choice="${want.current}"] input`)?.focus();
    want.current = undefined;
  }, [choices]);
  const change = (next: readonly Choice[], focus: string | undefined): void => {
    want.current = focus;
    onChange(next);
  };
  const addAfter = (at: number): void => {
    const added = newChoice();
    change([...choices.slice(0, at + 1), added, ...choices.slice(at + 1)], added.id);
  };
  const remove = (at: number): void => change(choices.filter((_, index) => index !== at), (choices[at - 1] ?? choices[at + 1])?.id);
  const onKey = (event: KeyboardEvent<HTMLInputElement>, choice: Choice, at: number): void => {
    if (event.key === 'Enter' && !event.ctrlKey) addAfter(at);
    else if (event.key === 'Backspace' && !event.altKey && Object.values(choice.names).every((name) => name === '')) remove(at);
    else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) change(moved(choices, at, event.key === 'ArrowUp' ? -1 : 1), choice.id);
    else return;
    event.preventDefault();
  };
  const whole = issueOf(problem, place);
  return (
    <div>
      <ul ref={list} className={classes.choices} aria-label={t('forms.choices')}>
        {choices.map((choice, at) => {
          const issue = issueOf(problem, `${place}.${String(at)}`);
          return (
            <li key={choice.id} data-choice={choice.id}>
              <div className={classes.choice}>
                {languages.map((language) => (
                  <input
                    key={language} value={choice.names[language] ?? ''} maxLength={FORM_LIMITS.name} dir="auto" autoComplete="off" aria-invalid={issue !== undefined} placeholder={languages.length === 1 ? undefined : format.languageName(language)}
                    aria-label={languages.length === 1 ? t('forms.choice-number', { number: at + 1 }) : t('forms.choice-number-in', { number: at + 1, language: format.languageName(language) })}
                    onChange={(event) => onChange(choices.map((each, index) => (index === at ? { ...each, names: { ...each.names, [language]: event.currentTarget.value } } : each)))}
                    onKeyDown={(event) => onKey(event, choice, at)}
                  />
                ))}
                <ActionIcon variant="subtle" color="gray" aria-label={t('forms.remove-choice', { number: at + 1 })} onClick={() => remove(at)}><IconTrash size={16} aria-hidden /></ActionIcon>
              </div>
              {issue ? <p className={classes.wrong}>{issueText(issue, t)}</p> : null}
            </li>
          );
        })}
      </ul>
      {whole ? <p className={classes.wrong}>{issueText(whole, t)}</p> : null}
      <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => addAfter(choices.length - 1)}>{t('forms.add-choice')}</Button>
    </div>
  );
}
