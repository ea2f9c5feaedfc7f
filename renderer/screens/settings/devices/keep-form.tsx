import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicSettings } from '#domain/contract/clinic.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useClinicSettings } from '#renderer/session/clinic.ts';
import { NumberBox } from '../parts/number-box.tsx';

type Kept = Pick<ClinicSettings, 'waveDays' | 'chartMinutes'>;

/** How long waveforms stay, and how often a value that streams goes into the chart by itself. */
export function KeepForm() {
  const { t } = useTranslation();
  const settings = useClinicSettings();
  const [typed, setTyped] = useState<Partial<Kept>>({});
  const save = useCommand(async () => {
    await client.clinic.saveSettings(typed);
    setTyped({});
    toast('done', t('settings.saved'));
  });
  if (!settings) return null;
  const value = { ...settings, ...typed };
  return (
    <>
      <NumberBox label={t('devices.wave-days')} description={t('devices.wave-days-hint')} value={value.waveDays} min={1} max={365} suffix={t('devices.days')} onChange={(waveDays) => setTyped({ ...typed, waveDays })} />
      <NumberBox label={t('devices.chart-minutes')} description={t('devices.chart-minutes-hint')} value={value.chartMinutes} min={1} max={240} suffix={t('settings.minutes')} onChange={(chartMinutes) => setTyped({ ...typed, chartMinutes })} />
      <Button style={{ justifySelf: 'start' }} disabled={Object.keys(typed).length === 0} loading={save.busy} onClick={() => { void save.run(); }}>{t('settings.save')}</Button>
      <ProblemNote problem={save.problem} />
    </>
  );
}
