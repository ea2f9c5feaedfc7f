import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { LiveContent } from '../parts/live-content.tsx';
import { Page } from '../parts/page.tsx';
import { ProviderPanel } from './provider-panel.tsx';
import { ProviderTable } from './provider-table.tsx';

/** What stands in the panel: somebody, somebody new, or nobody. */
type Chosen = { readonly id: string } | 'new' | undefined;

/** Doctors, nurses, midwives and others who treat. spec: ENC-3 */
export function ProvidersPage() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen>();
  const live = useLive('providers.list', () => client.providers.list({}), ['clinic']);
  const provider = typeof chosen === 'object' ? live.data?.providers.find(({ id }) => id === chosen.id) : undefined;
  const add = (): void => setChosen('new');
  useAction({ id: 'settings.add-provider', title: t('providers.add'), keys: 'Ctrl+Enter', run: add });
  return (
    <Page
      title={t('settings.page.providers')} about={t('providers.about')}
      tools={<Button leftSection={<IconUserPlus size={18} aria-hidden />} rightSection={<KeyHint keys="Ctrl+Enter" onAccent />} onClick={add}>{t('providers.add')}</Button>}
      side={(chosen === 'new' || provider) && <ProviderPanel key={provider?.id ?? 'new'} provider={provider} onClose={() => setChosen(undefined)} />}
    >
      <LiveContent live={live}>
        {({ providers }) => <ProviderTable providers={providers} chosen={provider?.id} onChoose={(id) => setChosen({ id })} />}
      </LiveContent>
    </Page>
  );
}
