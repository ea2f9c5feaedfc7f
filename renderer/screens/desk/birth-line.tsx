import { TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '#renderer/parts/now.ts';
import { useClinicPlace, useFormat } from '#renderer/text/use-format.ts';
import { birthPreview } from './birth-preview.ts';
import type { Registration } from './use-registration.ts';
import classes from './register.module.css';

/** Age or birth date in one box, and beside it how it is understood. */
export function BirthLine({ registration, error }: { readonly registration: Registration; readonly error: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const id = useId();
  const order = useClinicPlace((place) => place.dateOrder);
  const { form, change } = registration;
  const preview = birthPreview(form.ageOrBirth, { today: format.today(now), order }, t, format, now);
  const text = error ?? (preview.kind === 'empty' ? t(`desk.birth-hint.${order}`) : preview.text);
  return (
    <div className={classes.birth}>
      <TextInput
        label={t('desk.age-or-birth')} size="md" value={form.ageOrBirth} autoComplete="off" spellCheck={false} maxLength={60} aria-describedby={id}
        error={error !== undefined || preview.kind === 'wrong'} onChange={(event) => change({ ageOrBirth: event.currentTarget.value })}
      />
      <div id={id} className={classes.preview} data-kind={error === undefined ? preview.kind : 'wrong'} role={error === undefined ? undefined : 'alert'}>{text}</div>
    </div>
  );
}
