import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Choice, ChoiceFlag } from '#domain/lab/test.ts';
import classes from './laboratory.module.css';

const FLAGS: readonly ChoiceFlag[] = ['normal', 'abnormal', 'needs-confirmation', 'none'];
const MOST = 40;

interface Props {
  readonly choices: readonly Choice[];
  readonly error: string | undefined;
  readonly onChange: (choices: readonly Choice[]) => void;
}

/** What a coded test can answer, and what each answer means. */
export function AnswerBoxes({ choices, error, onChange }: Props) {
  const { t } = useTranslation();
  const change = (at: number, part: Partial<Choice>): void => onChange(choices.map((choice, index) => (index === at ? { ...choice, ...part } : choice)));
  return (
    <fieldset className={classes.ranges}>
      <legend>{t('laboratory.settings.answers')}</legend>
      {choices.map((choice, at) => (
        <div key={at} className={classes.answer} role="group" aria-label={t('laboratory.settings.answer-number', { number: at + 1 })}>
          <TextInput size="xs" label={t('laboratory.settings.answer')} value={choice.code} maxLength={80} dir="auto" onChange={(event) => change(at, { code: event.currentTarget.value })} />
          <NativeSelect size="xs" label={t('laboratory.settings.means')} value={choice.flag} data={FLAGS.map((flag) => ({ value: flag, label: flag === 'none' ? t('laboratory.settings.means-nothing') : t(`laboratory.flag.${flag}`) }))} onChange={(event) => change(at, { flag: event.currentTarget.value as ChoiceFlag })} />
          <ActionIcon variant="subtle" color="gray" aria-label={t('laboratory.settings.remove-answer', { number: at + 1 })} onClick={() => onChange(choices.filter((_, index) => index !== at))}><IconTrash size={16} aria-hidden /></ActionIcon>
        </div>
      ))}
      {error === undefined ? null : <span className={classes.problem} role="alert">{error}</span>}
      {choices.length >= MOST ? null : <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => onChange([...choices, { code: '', flag: 'abnormal' }])}>{t('laboratory.settings.add-answer')}</Button>}
    </fieldset>
  );
}
