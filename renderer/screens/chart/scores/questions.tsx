import { NumberInput, SegmentedControl, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AskedFor } from '#domain/contract/scores.ts';
import { inputName, unitLabel } from './rule-words.ts';
import classes from './scores.module.css';

type Answer = string | number | boolean;
/** Undefined takes an answer back. */
export type AnswerOne = (id: string, value: Answer | undefined) => void;

interface Props {
  readonly asks: readonly AskedFor[];
  readonly answers: Readonly<Record<string, Answer>>;
  readonly onAnswer: AnswerOne;
}

/** What no measurement tells; each answer counts at once. */
export function Questions({ asks, answers, onAnswer }: Props) {
  const { t } = useTranslation();
  return (
    <section>
      <h3 className={classes.small}>{t('rules.asked')}</h3>
      <div className={classes.questions}>
        {asks.map((ask) => <Question key={ask.id} ask={ask} answer={answers[ask.id]} onAnswer={onAnswer} />)}
      </div>
    </section>
  );
}

function Question({ ask, answer, onAnswer }: { readonly ask: AskedFor; readonly answer: Answer | undefined; readonly onAnswer: AnswerOne }) {
  const { t } = useTranslation();
  const label = inputName(ask.id, t);
  if (ask.kind === 'yes-no') {
    return (
      <div className={classes.question}>
        <span aria-hidden>{label}</span>
        <SegmentedControl
          size="xs" aria-label={label} value={answer === undefined ? '' : answer === true ? 'yes' : 'no'}
          data={[{ value: 'yes', label: t('rules.yes') }, { value: 'no', label: t('rules.no') }, { value: '', label: t('rules.unknown') }]}
          onChange={(value) => onAnswer(ask.id, value === '' ? undefined : value === 'yes')}
        />
      </div>
    );
  }
  if (ask.kind === 'number') {
    return (
      <NumberInput
        size="xs" label={`${label}${unitLabel(ask.unit) === '' ? '' : ` (${unitLabel(ask.unit)})`}`} value={typeof answer === 'number' ? answer : ''} hideControls
        min={ask.low ?? undefined} max={ask.high ?? undefined} clampBehavior="none"
        onChange={(value) => onAnswer(ask.id, typeof value === 'number' ? value : undefined)}
      />
    );
  }
  return (
    <Select
      size="xs" label={label} clearable value={typeof answer === 'string' ? answer : null}
      data={ask.options.map((option) => ({ value: option, label: t(`rules.option.${ask.id}.${option}`) }))}
      onChange={(value) => onAnswer(ask.id, value ?? undefined)}
    />
  );
}
