import { Button } from '@mantine/core';
import { IconFileUpload, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useStock } from '#renderer/screens/pharmacy/use-stock.ts';
import { LiveContent } from '../parts/live-content.tsx';
import { Page } from '../parts/page.tsx';
import { ImportedFiles, ImportedList } from './imported-files.tsx';
import { ItemImport } from './item-import.tsx';
import { ItemPanel } from './item-panel.tsx';
import { ItemTable } from './item-table.tsx';
import { PlacePanel } from './place-panel.tsx';
import { PlaceTable } from './place-table.tsx';
import { StockRules } from './stock-rules.tsx';
import { useItemImport } from './use-item-import.ts';

export type Chosen = { readonly kind: 'item' | 'supplier' | 'store'; readonly id?: string } | undefined;

/** Items, suppliers, stores and when to order. spec: STK-1, STK-2 */
export function StockPage() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen>();
  const live = useLive('stock.catalogue', () => client.stock.catalogue({}), ['stock', 'clinic']);
  const importing = useItemImport(useStock().storeId);
  const imports = useLive('stock.imports', () => client.stock.imports({}), ['imports']);
  const listed = { imports: imports.data?.imports ?? [], shown: importing.shown, onShow: importing.show };
  const close = (): void => setChosen(undefined);
  const bring = (): void => {
    setChosen(undefined);
    importing.begin();
  };
  const add = (): void => setChosen({ kind: 'item' });
  useAction({ id: 'settings.add-item', title: t('stock.add-item'), keys: 'Ctrl+Enter', run: add, when: !importing.open });
  const side = chosen?.kind === 'item' ? <ItemPanel key={chosen.id ?? 'new'} item={live.data?.items.find(({ id }) => id === chosen.id)} onClose={close} />
    : chosen ? <PlacePanel key={`${chosen.kind} ${chosen.id ?? ''}`} kind={chosen.kind} place={(chosen.kind === 'store' ? live.data?.stores : live.data?.suppliers)?.find(({ id }) => id === chosen.id)} onClose={close} /> : undefined;
  return (
    <Page
      title={t('settings.page.stock')} about={t('stock.about')} side={side}
      tools={importing.open ? undefined : (
        <>
          <ActionButton variant="default" action={{ id: 'stock.open-import', title: t('stock.import.open'), keys: 'Alt+I', run: bring }} icon={<IconFileUpload size={18} aria-hidden />} />
          <Button leftSection={<IconPlus size={18} aria-hidden />} rightSection={<KeyHint keys="Ctrl+Enter" onAccent />} onClick={add}>{t('stock.add-item')}</Button>
        </>
      )}
    >
      {importing.open && <ItemImport importing={importing} />}
      <ImportedFiles {...listed} />
      <LiveContent live={live}>
        {({ items, suppliers, stores, settings }) => (
          <>
            <ItemTable items={items} chosenId={chosen?.id} onChoose={(id) => setChosen({ kind: 'item', id })} />
            <PlaceTable kind="supplier" places={suppliers} chosenId={chosen?.id} onChoose={setChosen} />
            <PlaceTable kind="store" places={stores} chosenId={chosen?.id} onChoose={setChosen} />
            <StockRules settings={settings} />
            <ImportedList {...listed} />
          </>
        )}
      </LiveContent>
    </Page>
  );
}
