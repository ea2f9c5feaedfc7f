import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FORM_LIMITS, nameIn, type FormDefinition, type Question } from '#domain/forms/question.ts';
import type { TypedAnswers } from '#domain/forms/answers.ts';
import { issueOf, type Problem } from '#renderer/api/problem.ts';
import { DateBox } from '#renderer/parts/date-box.tsx';
import { issueText } from '#renderer/parts/problem-text.ts';
import classes from './forms.module.css';

interface Props {
  readonly definition: FormDefinition;
  readonly typed: TypedAnswers;
  readonly onTyped: (typed: TypedAnswers) => void;
  readonly problem?: Problem | undefined;
}

/** The boxes of a form in their order; tab goes through them, a mistake is told at its box. */
export function FormFields({ definition, typed, onTyped, problem }: Props) {
  const { t, i18n } = useTranslation();
  const set = (id: string, value: string | readonly string[]): void => onTyped({ ...typed, [id]: value });
  return (
    <div className={classes.fields}>
      {definition.questions.map((question) => {
        const { id, kind, names } = question;
        const name = nameIn(names, i18n.language, t('forms.unnamed'));
        if (kind === 'heading') return <h3 key={id} className={classes.heading} dir="auto">{name}</h3>;
        const issue = issueOf(problem, `answers.${id}`);
        return (
          <FieldBox
            key={id} question={question} name={name} help={nameIn(question.help, i18n.language)} error={issue && issueText(issue, t)}
            value={Object.hasOwn(typed, id) ? typed[id] ?? '' : ''} onChange={(value) => set(id, value)}
          />
        );
      })}
    </div>
  );
}

interface FieldProps {
  readonly question: Question;
  readonly name: string;
  readonly help: string;
  readonly error: string | undefined;
  readonly value: string | readonly string[];
  readonly onChange: (value: string | readonly string[]) => void;
}

function FieldBox({ question, name, help, error, value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const { kind, required } = question;
  const told = { required, 'aria-invalid': error !== undefined, 'aria-describedby': `${id}-help ${id}-wrong` };
  const label = <>{name}{required ? <span className={classes.must} title={t('forms.required')}> *</span> : null}</>;
  const notes: ReactNode = (
    <>
      <span id={`${id}-help`} className={classes.help} dir="auto">{[help, limitsText(question, t)].filter((part) => part !== '').join(' · ')}</span>
      <span id={`${id}-wrong`} className={classes.wrong} role={error === undefined ? undefined : 'alert'}>{error}</span>
    </>
  );
  if (kind === 'yes-no' || kind === 'one' || kind === 'several') {
    return (
      <fieldset className={`${classes.field ?? ''} ${kind === 'yes-no' ? '' : classes.wide ?? ''}`} data-wrong={error === undefined ? undefined : true} data-question={question.id}>
        <legend className={classes.label} dir="auto">{label}</legend>
        <Options question={question} group={id} value={value} onChange={onChange} told={told} />
        {notes}
      </fieldset>
    );
  }
  return <TextBox {...{ question, name, help, error, value, onChange }} id={id} label={label} notes={notes} told={told} />;
}

interface TextProps extends FieldProps {
  readonly id: string;
  readonly label: ReactNode;
  readonly notes: ReactNode;
  readonly told: { readonly required: boolean; readonly 'aria-invalid': boolean; readonly 'aria-describedby': string };
}

/** A box to type in. */
function TextBox({ question: { id: questionId, kind, unit, required }, name, help, error, value, onChange, id, label, notes, told }: TextProps) {
  const text = typeof value === 'string' ? value : value.join(', ');
  if (kind === 'date') {
    return (
      <div className={classes.field} data-question={questionId}>
        <DateBox label={name} value={text} onChange={onChange} required={required} description={help === '' ? undefined : help} error={error} size="sm" />
      </div>
    );
  }
  const boxOf = { ...told, id, value: text };
  return (
    <div className={`${classes.field ?? ''} ${kind === 'long' ? classes.wide ?? '' : ''}`} data-wrong={error === undefined ? undefined : true} data-question={questionId}>
      <label className={classes.label} htmlFor={id} dir="auto">{label}</label>
      {kind === 'long' ? <textarea {...boxOf} className={classes.textarea} dir="auto" maxLength={FORM_LIMITS.long} onChange={(event) => onChange(event.currentTarget.value)} /> : null}
      {kind === 'text' ? <input {...boxOf} className={classes.input} dir="auto" maxLength={FORM_LIMITS.text} autoComplete="off" onChange={(event) => onChange(event.currentTarget.value)} /> : null}
      {kind === 'number' ? (
        <span className={classes.number}>
          <input {...boxOf} className={classes.input} dir="ltr" inputMode="decimal" maxLength={30} autoComplete="off" onChange={(event) => onChange(event.currentTarget.value)} />
          {unit === '' ? null : <bdi className={classes.unit}>{unit}</bdi>}
        </span>
      ) : null}
      {notes}
    </div>
  );
}

function limitsText({ kind, low, high }: Question, t: ReturnType<typeof useTranslation>['t']): string {
  if (kind !== 'number' || (low === null && high === null)) return '';
  if (low === null) return t('forms.at-most', { high });
  return high === null ? t('forms.at-least', { low }) : t('forms.from-to', { low, high });
}

interface OptionsProps extends Pick<FieldProps, 'question' | 'value' | 'onChange'> {
  readonly group: string;
  readonly told: { readonly 'aria-invalid': boolean; readonly 'aria-describedby': string };
}

/** What can be chosen: arrow keys within it, Space for several, Backspace takes an answer back. */
function Options({ question: { kind, choices }, group, value, onChange, told: { 'aria-describedby': described } }: OptionsProps) {
  const { t, i18n } = useTranslation();
  const several = kind === 'several';
  const offered = kind === 'yes-no' ? (['yes', 'no'] as const).map((id) => ({ id, name: t(`forms.${id}`) })) : choices.map(({ id, names }) => ({ id, name: nameIn(names, i18n.language, id) }));
  const chosen = typeof value === 'string' ? [value].filter((each) => each !== '') : value;
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Backspace' && event.key !== 'Delete') return;
    event.preventDefault();
    onChange(several ? [] : '');
  };
  return (
    <div className={classes.options} onKeyDown={onKey} aria-describedby={described}>
      {offered.map(({ id, name }) => (
        <label key={id} className={classes.option}>
          <input
            type={several ? 'checkbox' : 'radio'} name={group} checked={chosen.includes(id)}
            onChange={(event) => onChange(several ? (event.currentTarget.checked ? [...chosen, id] : chosen.filter((each) => each !== id)) : id)}
          />
          <span dir="auto">{name}</span>
        </label>
      ))}
    </div>
  );
}
