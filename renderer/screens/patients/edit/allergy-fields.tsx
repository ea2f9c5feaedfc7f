import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { AllergyRow } from '../form-values.ts';
import { AskedNote } from './asked-note.tsx';
import classes from './edit.module.css';

interface Props {
  readonly rows: readonly AllergyRow[];
  readonly onChange: (rows: readonly AllergyRow[]) => void;
}

/** What the patient must not be given, and what happened when it was; any number. */
export function AllergyFields({ rows, onChange }: Props) {
  const { t } = useTranslation();
  const change = (at: number, part: Partial<AllergyRow>): void => onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <fieldset className={classes.group}>
      <legend className={classes.label}>{t('patients.field.allergies')}</legend>
      {rows.map((row, index) => (
        // Lines have no id until they are stored, and are only added at the end.
        <Fragment key={row.id ?? `new ${index}`}>
          <div className={classes.line}>
            <TextInput
              aria-label={t('patients.allergy.substance', { position: index + 1 })} placeholder={t('patients.allergy.substance-short')} value={row.substance} maxLength={400}
              onChange={(event) => change(index, { substance: event.currentTarget.value })} className={classes.grow} dir="auto"
            />
            <TextInput
              aria-label={t('patients.allergy.reaction', { position: index + 1 })} placeholder={t('patients.allergy.reaction-short')} value={row.reaction} maxLength={400}
              onChange={(event) => change(index, { reaction: event.currentTarget.value })} className={classes.grow} dir="auto"
            />
            <CloseButton aria-label={t('patients.allergy.remove', { position: index + 1 })} onClick={() => onChange(rows.filter((_, other) => other !== index))} />
          </div>
          {row.asked ? <AskedNote /> : null}
        </Fragment>
      ))}
      <Button
        variant="subtle" size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} className={classes.add}
        onClick={() => onChange([...rows, { substance: '', reaction: '' }])}
      >
        {t('patients.allergy.add')}
      </Button>
    </fieldset>
  );
}
