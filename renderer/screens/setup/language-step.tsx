import { Checkbox, Select } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { showLanguage } from '#renderer/text/i18n.ts';
import { languageNames, screenLanguages, type ScreenLanguage } from '#renderer/text/languages.ts';
import { zonesWith, type Answers } from './answers.ts';
import { StepHead } from './step-head.tsx';
import classes from './setup.module.css';

interface Props {
  readonly answers: Answers;
  readonly onChange: (part: Partial<Answers>) => void;
}

/** Languages in the order they were chosen: the first is the clinic's own, and the screens turn to it at once. */
export function LanguageStep({ answers, onChange }: Props) {
  const { t } = useTranslation();
  const toggle = (language: ScreenLanguage, on: boolean): void => {
    const languages = on ? [...answers.languages, language] : answers.languages.filter((other) => other !== language);
    onChange({ languages });
    const [first] = languages;
    if (first !== answers.languages[0] && first !== undefined) void showLanguage(first as ScreenLanguage);
  };
  // The cards are buttons, which take Enter for a press: here the space bar ticks and Enter goes on, as in any form.
  const onCardKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    event.currentTarget.closest('form')?.requestSubmit();
  };
  return (
    <>
      <StepHead title={t('setup.language.title')} hint={t('setup.language.hint')} />
      <div className={classes.languages} role="group" aria-label={t('setup.language.languages')} onKeyDown={onCardKey}>
        {screenLanguages.map((language, index) => (
          <Checkbox.Card
            key={language} className={classes.language} checked={answers.languages.includes(language)} lang={language} autoFocus={index === 0}
            onChange={(on) => toggle(language, on)}
          >
            <Checkbox.Indicator />
            <span>{languageNames[language]}</span>
            {answers.languages[0] === language ? <span className={classes.first}>{t('setup.language.own')}</span> : null}
          </Checkbox.Card>
        ))}
      </div>
      <Select
        label={t('setup.language.zone')} data={zonesWith(answers.zone)} value={answers.zone} searchable allowDeselect={false} limit={60}
        onChange={(zone) => { if (zone !== null) onChange({ zone }); }} nothingFoundMessage={t('setup.language.no-zone')}
      />
    </>
  );
}
