import { Button } from '@mantine/core';
import { IconDownload, IconPlus, IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PriceShape } from '#domain/contract/billing-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { saveFile } from '#renderer/parts/save-document.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useBillingSetup, useMoney, type BillingSetup } from '#renderer/session/billing.ts';
import { Group, Page } from '../parts/page.tsx';
import table from '../parts/page.module.css';
import { MoneyForm } from './money-form.tsx';
import { PayerList } from './payer-list.tsx';
import { PricePanel } from './price-panel.tsx';

type Chosen = { readonly id: string } | 'new' | undefined;

/** What things cost, who pays a part of it, and in which money. spec: BIL-1 */
export function PricesPage() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Chosen>();
  const setup = useBillingSetup();
  const price = typeof chosen === 'object' ? setup?.prices.find(({ id }) => id === chosen.id) : undefined;
  return (
    <Page
      title={t('settings.page.prices')} about={t('prices.about')}
      tools={<ActionButton action={{ id: 'settings.add-price', title: t('prices.add'), keys: 'Ctrl+Enter', run: () => setChosen('new') }} icon={<IconPlus size={18} aria-hidden />} />}
      side={setup && (chosen === 'new' || price) ? <PricePanel key={price?.id ?? 'new'} price={price} setup={setup} onClose={() => setChosen(undefined)} /> : null}
    >
      {setup ? (
        <>
          <MoneyForm key={JSON.stringify(setup.settings)} settings={setup.settings} />
          <PayerList payers={setup.payers} />
          <Group title={t('prices.list')} wide>
            <ListTools />
            <PriceTable setup={setup} chosen={price?.id} onChoose={(id) => setChosen({ id })} />
          </Group>
        </>
      ) : null}
    </Page>
  );
}

/** The whole list as a file, out and in. */
function ListTools() {
  const { t } = useTranslation();
  const file = useRef<HTMLInputElement>(null);
  const out = useCommand(async () => { saveFile(new Blob([(await client.billing.exportPrices({})).csv], { type: 'text/csv' }), 'prices.csv'); });
  const into = useCommand(async (chosen: File) => {
    const { added, changed, refused } = await client.billing.importPrices({ csv: await chosen.text() });
    toast(refused.length === 0 ? 'done' : 'info', t('prices.imported', { added, changed, refused: refused.length }));
    for (const { line, reason } of refused.slice(0, 3)) toast('danger', t('prices.refused', { line, reason: t(`prices.why.${reason}`, { defaultValue: reason }) }));
  });
  return (
    <div>
      <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />} loading={out.busy} onClick={() => void out.run()}>{t('prices.export')}</Button>{' '}
      <Button variant="default" leftSection={<IconUpload size={18} aria-hidden />} loading={into.busy} onClick={() => file.current?.click()}>{t('prices.import')}</Button>
      <input ref={file} type="file" accept=".csv,text/csv" hidden aria-label={t('prices.import')} onChange={(event) => {
        const [chosen] = event.currentTarget.files ?? [];
        if (chosen) void into.run(chosen);
        event.currentTarget.value = '';
      }} />
      <ProblemNote problem={into.problem ?? out.problem} />
    </div>
  );
}

function PriceTable({ setup: { prices, payers, settings }, chosen, onChoose }: { readonly setup: BillingSetup; readonly chosen: string | undefined; readonly onChoose: (id: string) => void }) {
  const { t } = useTranslation();
  const money = useMoney(settings.currency);
  const payerName = (id: string | null): string => (id === null ? t('prices.everybody') : payers.find((payer) => payer.id === id)?.name ?? '');
  const ages = ({ ageFrom, ageBefore }: PriceShape): string => (ageFrom === null && ageBefore === null ? '' : `${String(ageFrom ?? 0)}–${ageBefore === null ? '' : String(ageBefore - 1)}`);
  if (prices.length === 0) return <p>{t('prices.none')}</p>;
  return (
    <div className={table.scroll} tabIndex={0} role="group" aria-label={t('prices.list')}>
      <table className={table.table}>
        <thead><tr>{(['name', 'kind', 'payer', 'ages', 'amount'] as const).map((column) => <th key={column} scope="col">{t(`prices.${column}`)}</th>)}</tr></thead>
        <tbody>
          {prices.map((price) => (
            <tr key={price.id} data-chosen={price.id === chosen || undefined} data-off={!price.active || undefined}>
              <th scope="row"><button type="button" className={table.rowButton} aria-pressed={price.id === chosen} onClick={() => onChoose(price.id)}><bdi>{price.name}</bdi></button></th>
              <td>{t(`prices.kinds.${price.itemKey.split(':')[0] ?? 'other'}`, { defaultValue: '' })}</td><td><bdi>{payerName(price.payerId)}</bdi></td><td><bdi dir="ltr">{ages(price)}</bdi></td><td><bdi dir="ltr">{money.show(price.amount)}</bdi></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
