import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useCan } from '#renderer/session/session.ts';
import { LiveContent } from '../parts/live-content.tsx';
import { Group, Page } from '../parts/page.tsx';
import { JobTable } from './job-table.tsx';
import { PrinterPanel } from './printer-panel.tsx';
import { PrinterTable } from './printer-table.tsx';

type Chosen = { readonly id: string } | 'new' | undefined;

/** Printers of this PC, and what was sent to them. spec: ADM-6 */
export function PrintersPage() {
  const { t } = useTranslation();
  const manage = useCan()('print.manage');
  const [chosen, setChosen] = useState<Chosen>();
  const printers = useLive('printing.printers', () => client.printing.printers({}), ['printing']);
  const jobs = useLive('printing.jobs.50', () => client.printing.jobs({ limit: 50 }), ['printing']);
  const known = printers.data?.printers ?? [];
  const printer = typeof chosen === 'object' ? known.find(({ id }) => id === chosen.id) : undefined;
  const add = (): void => setChosen('new');
  useAction({ id: 'settings.add-printer', title: t('printers.add'), keys: 'Ctrl+Enter', run: add, when: manage });
  return (
    <Page
      title={t('settings.page.printers')} about={t('printers.about')}
      tools={manage && <Button leftSection={<IconPlus size={18} aria-hidden />} rightSection={<KeyHint keys="Ctrl+Enter" onAccent />} onClick={add}>{t('printers.add')}</Button>}
      side={(chosen === 'new' || printer) && (
        <PrinterPanel key={printer?.id ?? 'new'} printer={printer} onClose={() => setChosen(undefined)} />
      )}
    >
      <Group title={t('printers.list')} wide>
        <LiveContent live={printers}>
          {(data) => <PrinterTable printers={data.printers} chosen={printer?.id} {...(manage ? { onChoose: (id: string) => setChosen({ id }) } : {})} />}
        </LiveContent>
      </Group>
      <Group title={t('printers.queue')} wide>
        <LiveContent live={jobs}>{(data) => <JobTable jobs={data.jobs} printers={known} />}</LiveContent>
      </Group>
    </Page>
  );
}
