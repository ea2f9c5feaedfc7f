import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useClinicSettings } from '#renderer/session/clinic.ts';
import { useCan } from '#renderer/session/session.ts';
import { LiveContent } from '#renderer/screens/settings/parts/live-content.tsx';
import { Group, Page } from '#renderer/screens/settings/parts/page.tsx';
import { ExportButtons } from './export-buttons.tsx';
import { ImportForm } from './import-form.tsx';
import { ImportHistory } from './import-history.tsx';
import { ImportResult } from './import-result.tsx';
import { useImporting } from './use-importing.ts';

/** Bringing patients in, and taking them out. spec: REG-6 */
export function ExchangePage() {
  const { t } = useTranslation();
  const can = useCan();
  return (
    <Page title={t('settings.page.exchange')} about={t('exchange.about')}>
      {can('patients.import') && <Imports />}
      {can('patients.export') && <Group title={t('exchange.out')} wide><ExportButtons /></Group>}
    </Page>
  );
}

function Imports() {
  const { t } = useTranslation();
  const settings = useClinicSettings();
  const [shown, setShown] = useState<string>();
  /** The import of the file that stands ready, as against one looked up in the list. */
  const [started, setStarted] = useState<string>();
  const importing = useImporting(settings?.dateOrder ?? 'dmy', ({ id }) => {
    setStarted(id);
    setShown(id);
  });
  const ready = importing.chosen.kind === 'fhir' || importing.chosen.kind === 'table';
  const history = useLive('exchange.list', () => client.exchange.list({}), ['imports']);
  return (
    <>
      <Group title={t('exchange.in')} wide>
        <ImportForm importing={importing} />
      </Group>
      {shown !== undefined && (
        <ImportResult
          key={shown} importId={shown} onClose={() => setShown(undefined)}
          {...(ready && shown === started ? { onImport: () => importing.start(false), onStored: importing.forget } : {})}
        />
      )}
      <Group title={t('exchange.history')} wide>
        <LiveContent live={history}>{(data) => <ImportHistory imports={data.imports} chosen={shown} onChoose={setShown} />}</LiveContent>
      </Group>
    </>
  );
}
