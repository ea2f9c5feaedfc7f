import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { LiveContent } from '../parts/live-content.tsx';
import { Page } from '../parts/page.tsx';
import { ItemPanel } from './item-panel.tsx';
import { ItemTable } from './item-table.tsx';
import { PlacePanel } from './place-panel.tsx';
import { PlaceTable } from './place-table.tsx';
import { StockRules } from './stock-rules.tsx';

export type Chosen = { readonly kind: 'item' | 'supplier' | 'store'; readonly id?: string } | undefined;

/** Items, suppliers, stores and when to order. spec: STK-1, STK-2 */
export function StockPage() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen>();
  const live = useLive('stock.catalogue', () => client.stock.catalogue({}), ['stock', 'clinic']);
  const close = (): void => setChosen(undefined);
  const add = (): void => setChosen({ kind: 'item' });
  useAction({ id: 'settings.add-item', title: t('stock.add-item'), keys: 'Ctrl+Enter', run: add });
  const side = chosen?.kind === 'item' ? <ItemPanel key={chosen.id ?? 'new'} item={live.data?.items.find(({ id }) => id === chosen.id)} onClose={close} />
    : chosen ? <PlacePanel key={`${chosen.kind} ${chosen.id ?? ''}`} kind={chosen.kind} place={(chosen.kind === 'store' ? live.data?.stores : live.data?.suppliers)?.find(({ id }) => id === chosen.id)} onClose={close} /> : undefined;
  return (
    <Page
      title={t('settings.page.stock')} about={t('stock.about')} side={side}
      tools={<Button leftSection={<IconPlus size={18} aria-hidden />} rightSection={<KeyHint keys="Ctrl+Enter" onAccent />} onClick={add}>{t('stock.add-item')}</Button>}
    >
      <LiveContent live={live}>
        {({ items, suppliers, stores, settings }) => (
          <>
            <ItemTable items={items} chosenId={chosen?.id} onChoose={(id) => setChosen({ kind: 'item', id })} />
            <PlaceTable kind="supplier" places={suppliers} chosenId={chosen?.id} onChoose={setChosen} />
            <PlaceTable kind="store" places={stores} chosenId={chosen?.id} onChoose={setChosen} />
            <StockRules settings={settings} />
          </>
        )}
      </LiveContent>
    </Page>
  );
}
