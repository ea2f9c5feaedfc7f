import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { consentPurposes } from '#domain/patients/consent.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { Group } from '../parts/page.tsx';

/** What counts for patients who have not been asked; each switch is stored at once. */
export function ConsentDefaultBoxes() {
  const { t } = useTranslation();
  const { data } = useLive('consents.defaults', () => client.consents.defaults({}), ['clinic']);
  const save = useCommand((defaults: NonNullable<typeof data>) => client.consents.saveDefaults(defaults));
  if (!data) return null;
  return (
    <Group title={t('consent.defaults')}>
      {consentPurposes.filter((purpose) => purpose !== 'treatment').map((purpose) => (
        <Switch
          key={purpose} label={t(`consent.default.${purpose}`)} checked={data[purpose]} disabled={save.busy}
          onChange={(event) => void save.run({ ...data, [purpose]: event.currentTarget.checked })}
        />
      ))}
      <ProblemNote problem={save.problem} />
    </Group>
  );
}
