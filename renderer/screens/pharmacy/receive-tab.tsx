import { NativeSelect, TextInput } from '@mantine/core';
import { IconPackageImport, IconPlus } from '@tabler/icons-react';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { StockItem } from '#domain/contract/stock-shapes.ts';
import { readBarcode } from '#domain/stock/barcode.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { Card } from '#renderer/parts/card.tsx';
import { DateBox } from '#renderer/parts/date-box.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { SuggestBox } from '#renderer/parts/suggest-box.tsx';
import { useSuggestions } from '#renderer/parts/suggestions.ts';
import { useDraft } from '#renderer/session/draft.ts';
import { useCan } from '#renderer/session/session.ts';
import { elsewhere, useFieldError } from '#renderer/screens/settings/parts/field-error.ts';
import classes from './pharmacy.module.css';
import { ReceivedTable } from './received-table.tsx';
import { itemName, useStock, useStockWords } from './use-stock.ts';

const EMPTY = { text: '', itemId: '', quantity: '', lot: '', expiry: '', cost: '', supplierId: '' };
type Row = typeof EMPTY;
/** More than is taken: what is too long is refused in words, not cut and then stored. */
const MOST_TYPED = 200;
const BOXES = ['quantity', 'lot', 'expiry', 'cost'];

function readRow(content: string): Row {
  const kept = JSON.parse(content) as Partial<Record<keyof Row, unknown>>;
  return Object.fromEntries(Object.entries(EMPTY).map(([name, empty]) => [name, typeof kept[name as keyof Row] === 'string' ? kept[name as keyof Row] : empty])) as Row;
}

/** A delivery, one row after the other: Enter takes the row into stock and the next one begins. */
export function ReceiveTab() {
  const { t } = useTranslation();
  const { stock, storeId } = useStock();
  const words = useStockWords();
  const mayManage = useCan()('stock.manage');
  const [row, setRow] = useState(EMPTY);
  const itemBox = useRef<HTMLInputElement>(null);
  const quantityBox = useRef<HTMLInputElement>(null);
  const isTyped = Object.entries(row).some(([name, value]) => name !== 'supplierId' && value !== '');
  const draft = useDraft('stock-receive', isTyped ? JSON.stringify(row) : null, (content) => setRow(readRow(content)));
  const item = stock?.items.find(({ id }) => id === row.itemId);
  const receive = useCommand(async () => {
    if (!item) {
      itemBox.current?.focus();
      return;
    }
    const supplierId = row.supplierId === '' ? null : row.supplierId;
    await client.stock.receive({ itemId: item.id, storeId, supplierId, quantity: row.quantity, lot: row.lot, expiry: row.expiry, cost: row.cost });
    setRow({ ...EMPTY, supplierId: row.supplierId });
    draft.drop();
    itemBox.current?.focus();
  });
  const set = (change: Partial<Row>): void => {
    setRow((before) => ({ ...before, ...change }));
    receive.clear();
  };
  const suggestions = useSuggestions(row.text, (text) => set({ text, itemId: '' }), async (text) => (await client.stock.list({ text, limit: 8 })).lines.map((line) => line.item));
  const pick = (found: StockItem): void => {
    const scanned = row.text;
    set({ itemId: found.id, text: itemName(found) });
    quantityBox.current?.focus();
    // A code on the pack may carry batch and expiry; of a batch that is known the batch alone tells when it expires.
    const read = readBarcode(scanned);
    if (read && (read.lot !== null || read.expiresOn !== null)) void client.stock.scan({ code: scanned }).then(({ lot, expiresOn }) => set({ ...(lot === null ? {} : { lot }), ...(expiresOn === null ? {} : { expiry: expiresOn }) }), () => undefined);
  };
  const errorOf = useFieldError(receive.problem);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void receive.run();
  };
  useAction({ id: 'pharmacy.new-row', title: t('pharmacy.new-row'), keys: 'n', run: () => itemBox.current?.focus() });
  const noItems = stock?.items.length === 0;
  return (
    <div className={classes.stack}>
      <Card title={t('pharmacy.tab.receive')}>
        {noItems ? <Empty icon={IconPackageImport} title={t('pharmacy.no-items')} hint={t(mayManage ? 'pharmacy.no-items-hint' : 'pharmacy.ask-manager')} /> : (
          <form onSubmit={submit} noValidate className={classes.ask} aria-label={t('pharmacy.delivery-row')}>
            <div className={classes.entry}>
              <div>
                <span className={classes.label}>{t('pharmacy.item')}</span>
                <SuggestBox
                  label={t('pharmacy.item')} placeholder={t('pharmacy.item-hint')} suggestions={suggestions} input={itemBox} keyOf={({ id }) => id} show={(found) => <bdi>{itemName(found)}</bdi>} keys="n"
                  onPick={pick} onTyped={() => itemBox.current?.select()} typedLabel={(text) => t('pharmacy.not-an-item', { text })} count={(found) => t('pharmacy.found', { count: found })}
                />
              </div>
              <TextInput ref={quantityBox} label={t('pharmacy.quantity')} placeholder={item ? words.quantity((item.packs[0]?.size ?? 1) * 3, item) : t('pharmacy.quantity-hint')} value={row.quantity} maxLength={MOST_TYPED} autoComplete="off" error={errorOf('quantity')} onChange={(event) => set({ quantity: event.currentTarget.value })} />
              <TextInput label={t('pharmacy.lot')} value={row.lot} maxLength={MOST_TYPED} autoComplete="off" error={errorOf('lot')} onChange={(event) => set({ lot: event.currentTarget.value })} />
              <DateBox label={t('pharmacy.expiry')} value={row.expiry} monthEnd lean="ahead" error={errorOf('expiry')} onChange={(expiry) => set({ expiry })} />
              <TextInput label={t('pharmacy.cost', { currency: stock?.settings.currency ?? '' })} value={row.cost} maxLength={60} inputMode="decimal" autoComplete="off" error={errorOf('cost')} onChange={(event) => set({ cost: event.currentTarget.value })} />
              <div>
                <span className={classes.label} aria-hidden>{'\u00a0'}</span>
                <ActionButton action={{ id: 'pharmacy.receive', title: t('pharmacy.add-row'), keys: 'Ctrl+Enter', run: () => void receive.run(), when: item !== undefined }} busy={receive.busy} icon={<IconPlus size={18} aria-hidden />} />
                {/* Enter in any box sends the form. */}
                <button type="submit" hidden>{t('pharmacy.add-row')}</button>
              </div>
            </div>
            <SupplierBox value={row.supplierId} onChange={(supplierId) => set({ supplierId })} />
            <ProblemNote problem={elsewhere(receive.problem, BOXES)} />
          </form>
        )}
      </Card>
      <Received currency={stock?.settings.currency ?? 'USD'} />
    </div>
  );
}

/** Whom it came from; nothing where the clinic names no suppliers. */
function SupplierBox({ value, onChange }: { readonly value: string; readonly onChange: (id: string) => void }) {
  const { t } = useTranslation();
  const suppliers = useStock().stock?.suppliers.filter(({ active }) => active) ?? [];
  if (suppliers.length === 0) return null;
  return <NativeSelect label={t('pharmacy.supplier')} value={value} onChange={(event) => onChange(event.currentTarget.value)} data={[{ value: '', label: t('pharmacy.no-supplier') }, ...suppliers.map(({ id, name }) => ({ value: id, label: name }))]} />;
}

function Received({ currency }: { readonly currency: string }) {
  const { t } = useTranslation();
  const live = useLive('stock.received', () => client.stock.received({ limit: 50 }), ['stock']);
  if (!live.data || live.data.received.length === 0) return null;
  return <Card title={t('pharmacy.received-lately')} fill className={classes.whole}><div className={classes.scroll}><ReceivedTable rows={live.data.received} currency={currency} /></div></Card>;
}
