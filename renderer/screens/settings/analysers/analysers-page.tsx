import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { LiveContent } from '../parts/live-content.tsx';
import { Group, Page } from '../parts/page.tsx';
import { AnalyserPanel } from './analyser-panel.tsx';
import { AnalyserTable } from './analyser-table.tsx';

type Chosen = { readonly id: string } | 'new' | undefined;

/** Laboratory analysers of this PC. spec: VIT-7, INS-3 */
export function AnalysersPage() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen>();
  const live = useLive('analysers.list', () => client.analysers.list({}), ['lab']);
  const analyser = typeof chosen === 'object' ? live.data?.analysers.find(({ id }) => id === chosen.id) : undefined;
  return (
    <Page
      title={t('settings.page.analysers')} about={t('analysers.about')}
      tools={<ActionButton action={{ id: 'settings.add-analyser', title: t('analysers.add'), keys: 'Ctrl+Enter', run: () => setChosen('new') }} icon={<IconPlus size={18} aria-hidden />} />}
      side={(chosen === 'new' || analyser) && <AnalyserPanel key={analyser?.id ?? 'new'} analyser={analyser} onClose={() => setChosen(undefined)} />}
    >
      <Group wide>
        <LiveContent live={live}>{(data) => <AnalyserTable analysers={data.analysers} chosen={analyser?.id} onChoose={(id) => setChosen({ id })} />}</LiveContent>
      </Group>
    </Page>
  );
}
