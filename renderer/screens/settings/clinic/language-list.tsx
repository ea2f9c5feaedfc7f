import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './clinic.module.css';
import { languagesToAdd, moved } from './languages.ts';

interface Props {
  readonly value: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (languages: string[]) => void;
}

const MOST = 8;

/** The clinic's languages in order: the first is its own, calls are spoken in all of them. */
export function LanguageList({ value, error, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.languages}>
      <ol className={classes.order} aria-label={t('settings.languages')}>
        {value.map((tag, index) => {
          const language = format.languageName(tag);
          return (
            <li key={tag} className={classes.language}>
              <span className={classes.languageName}>{language}</span>
              <ActionIcon
                variant="subtle" aria-label={t('settings.move-up', { language })} disabled={index === 0}
                onClick={() => onChange(moved(value, index, -1))}
              ><IconArrowUp size={16} aria-hidden /></ActionIcon>
              <ActionIcon
                variant="subtle" aria-label={t('settings.move-down', { language })} disabled={index === value.length - 1}
                onClick={() => onChange(moved(value, index, 1))}
              ><IconArrowDown size={16} aria-hidden /></ActionIcon>
              <ActionIcon
                variant="subtle" color="gray" aria-label={t('settings.remove-language', { language })} disabled={value.length === 1}
                onClick={() => onChange(value.filter((other) => other !== tag))}
              ><IconX size={16} aria-hidden /></ActionIcon>
            </li>
          );
        })}
      </ol>
      {value.length < MOST && (
        <NativeSelect
          label={t('settings.add-language')} description={t('settings.languages-hint')} value="" error={error}
          onChange={({ currentTarget }) => { if (currentTarget.value !== '') onChange([...value, currentTarget.value]); }}
          data={[{ value: '', label: t('settings.choose-language') }, ...languagesToAdd(value).map((tag) => ({ value: tag, label: format.languageName(tag) }))]}
        />
      )}
    </div>
  );
}
