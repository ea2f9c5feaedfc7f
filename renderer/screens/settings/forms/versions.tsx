import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FormShape } from '#domain/contract/forms-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useWhen } from '#renderer/screens/record/lines.tsx';
import { Group } from '../parts/page.tsx';
import classes from './forms.module.css';

/** Every version of a form, with how often it was answered; each can be begun from anew. */
export function Versions({ form, onTake }: { readonly form: FormShape; readonly onTake: (definition: NonNullable<FormShape['definition']>) => void }) {
  const { t } = useTranslation();
  const when = useWhen();
  const { data } = useLive(`forms.versions:${form.formKey}`, () => client.forms.versions({ formKey: form.formKey }), ['clinic', 'record']);
  if (!data) return null;
  return (
    <Group title={t('forms.versions')} wide>
      <ul className={classes.versions}>
        {data.versions.map(({ id, version, definition, createdAt, createdBy, answers }) => (
          <li key={id}>
            <strong>{t('forms.version', { version })}</strong>
            <span className={classes.dim}>{when(createdAt, createdBy)}</span>
            <span>{t('forms.answered', { count: answers })}</span>
            {definition && id !== form.id ? <Button size="compact-xs" variant="subtle" onClick={() => onTake(definition)}>{t('forms.begin-from')}<span className="db-hidden">{` ${String(version)}`}</span></Button> : null}
          </li>
        ))}
      </ul>
    </Group>
  );
}
