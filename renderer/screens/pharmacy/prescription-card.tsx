import { NativeSelect, TextInput } from '@mantine/core';
import { IconCheck, IconTag } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DispenseChoice, StockBatch, StockItem, WaitingPrescription } from '#domain/contract/stock-shapes.ts';
import type { Scanned } from '#domain/stock/barcode.ts';
import { readQuantity } from '#domain/stock/quantity.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { takePacks } from '#renderer/session/scan-target.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { usePaper } from '#renderer/parts/use-paper.ts';
import { elsewhere, useFieldError } from '#renderer/screens/settings/parts/field-error.ts';
import classes from './pharmacy.module.css';
import { itemName, useStock, useStockWords } from './use-stock.ts';

interface Props {
  readonly prescription: WaitingPrescription;
  readonly patientId: string;
  readonly storeId: string;
  /** The one that Ctrl+Enter hands out. */
  readonly first: boolean;
}

const BOXES = ['quantity', 'substituted'];

/** The item that is to be handed out, how much of it the desk proposes, and whether it is what was prescribed. */
function useChoice({ choices }: WaitingPrescription) {
  const { stock } = useStock();
  const [itemId, setItemId] = useState<string>();
  const wanted = itemId ?? choices[0]?.item.id;
  const choice = choices.find(({ item }) => item.id === wanted);
  const item = choice?.item ?? stock?.items.find(({ id }) => id === wanted);
  return { item, setItemId, isMeant: choice?.meant ?? false, proposed: choice ? proposal(choice) : '' };
}

/** What is owed, or as much of it as is there; nothing where the prescription does not say it in this item's unit. */
function proposal({ quantity, usable }: DispenseChoice): string {
  if (quantity === null) return '';
  return String(usable > 0 ? Math.min(quantity, usable) : quantity);
}

/** One medicine: what was prescribed, what the desk would hand out, and the key that does it. */
export function PrescriptionCard({ prescription, patientId, storeId, first }: Props) {
  const { t } = useTranslation();
  const words = useStockWords();
  const { item, setItemId, isMeant, proposed } = useChoice(prescription);
  const [typed, setTyped] = useState<string>();
  const [reason, setReason] = useState('');
  const quantityBox = useRef<HTMLInputElement>(null);
  const quantity = typed ?? proposed;
  const [pack, dropPack] = useScannedPack(first, storeId, setItemId);
  const batch = pack?.itemId === item?.id ? pack : undefined;
  const paper = usePaper({ tells: false });
  const dispense = useCommand(async (withLabel: boolean) => {
    if (!item) return;
    const done = await client.dispensing.dispense({ patientId, prescriptionId: prescription.id, itemId: item.id, storeId, quantity, ...(batch ? { batchId: batch.batchId } : {}), ...(isMeant ? {} : { substituted: reason }) });
    toast('done', t('pharmacy.dispensed', { what: isolated(done.itemName), quantity: isolated(words.quantity(done.quantity, item)) }));
    setTyped(undefined);
    dropPack();
    const label = { patientId, dispensingId: done.id };
    // What was handed out stays handed out, whether or not the printer works.
    if (withLabel) await paper(() => client.printing.dispensingLabel(label), () => client.printing.dispensingLabelPdf(label));
  });
  const errorOf = useFieldError(dispense.problem);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void dispense.run(false);
  };
  useAction({ id: 'pharmacy.quantity', title: t('pharmacy.quantity'), keys: 'q', run: () => quantityBox.current?.select(), when: first });
  return (
    <form className={classes.rx} data-first={first || undefined} aria-label={prescription.drug} onSubmit={submit} noValidate>
      <Head prescription={prescription} />
      {prescription.choices.length === 0 ? <AttentionNote>{t('pharmacy.not-in-stock')}</AttentionNote> : null}
      <div className={classes.boxes}>
        <ItemBox choices={prescription.choices} item={item} onChoose={(id) => { setItemId(id); setTyped(undefined); }} />
        <TextInput ref={quantityBox} label={t('pharmacy.quantity')} value={quantity} maxLength={60} autoComplete="off" error={errorOf('quantity')} onChange={(event) => setTyped(event.currentTarget.value)} />
      </div>
      {item && !isMeant ? <TextInput label={t('pharmacy.why-instead')} value={reason} maxLength={400} dir="auto" error={errorOf('substituted')} onChange={(event) => setReason(event.currentTarget.value)} /> : null}
      {item ? <FromBatches item={item} pack={batch} storeId={storeId} quantity={quantity} onDrop={dropPack} /> : null}
      <ProblemNote problem={elsewhere(dispense.problem, BOXES)} />
      <div className={classes.actions}>
        <ActionButton
          action={{ id: `hand-out.${prescription.id}`, title: t('pharmacy.dispense'), ...(first ? { keys: 'Ctrl+Enter' as const } : {}), run: () => void dispense.run(false), when: item !== undefined && quantity.trim() !== '' }}
          busy={dispense.busy} about={prescription.drug} icon={<IconCheck size={18} aria-hidden />}
        />
        <ActionButton
          variant="default" about={prescription.drug} icon={<IconTag size={18} aria-hidden />}
          action={{ id: `hand-out-label.${prescription.id}`, title: t('pharmacy.dispense-label'), ...(first ? { keys: 'Ctrl+Shift+Enter' as const } : {}), run: () => void dispense.run(true), when: item !== undefined && quantity.trim() !== '' && !dispense.busy }}
        />
      </div>
    </form>
  );
}

type Pack = StockBatch & { readonly itemId: string };

/** A pack that is scanned chooses its item, and its batch where that lies in this store: what is handed out is what is in the hand. */
function useScannedPack(isFirst: boolean, storeId: string, onItem: (id: string) => void): readonly [Pack | undefined, () => void] {
  const { t } = useTranslation();
  const items = useStock().stock?.items;
  const [pack, setPack] = useState<Pack>();
  const take = useEffectEvent(({ code, lot }: Scanned): boolean => {
    const item = items?.find(({ barcodes, active }) => active && barcodes.includes(code));
    if (!item) return false;
    onItem(item.id);
    setPack(undefined);
    if (lot === null) return true;
    client.stock.item({ itemId: item.id }).then(({ batches }) => {
      const found = batches.find((batch) => batch.storeId === storeId && batch.lot === lot && batch.onHand > 0);
      if (found) setPack({ ...found, itemId: item.id });
      else toast('info', t('pharmacy.pack-not-here', { lot: isolated(lot) }));
    }).catch(() => toast('danger', t('shell.scan-failed')));
    return true;
  });
  useEffect(() => (isFirst ? takePacks((scanned) => take(scanned)) : undefined), [isFirst]);
  return [pack, () => setPack(undefined)];
}

interface FromProps { readonly item: StockItem; readonly pack: Pack | undefined; readonly storeId: string; readonly quantity: string; readonly onDrop: () => void }

/** The batch that was scanned, else those the desk proposes. */
function FromBatches({ item, pack, storeId, quantity, onDrop }: FromProps) {
  return pack ? <OfPack pack={pack} item={item} onDrop={onDrop} /> : <Takes item={item} storeId={storeId} quantity={quantity} />;
}

function OfPack({ pack, item, onDrop }: { readonly pack: Pack; readonly item: StockItem; readonly onDrop: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useStockWords();
  return (
    <ul className={classes.takes} aria-label={t('pharmacy.scanned-pack')}>
      <li className={classes.take} data-scanned>
        {t('pharmacy.scanned-pack')}: <bdi>{pack.lot}</bdi> · {pack.expiresOn === null ? t('pharmacy.no-expiry') : format.date(pack.expiresOn)} · {words.units(pack.onHand, item)}
      </li>
      <li><ActionButton variant="subtle" size="compact-sm" action={{ id: 'pharmacy.drop-pack', title: t('pharmacy.drop-pack'), keys: 'Alt+X', run: onDrop }} /></li>
    </ul>
  );
}

interface ItemBoxProps { readonly choices: readonly DispenseChoice[]; readonly item: StockItem | undefined; readonly onChoose: (id: string) => void }

/** What the text may mean with how much is there, then everything else. */
function ItemBox({ choices, item, onChoose }: ItemBoxProps) {
  const { t } = useTranslation();
  const words = useStockWords();
  const others = useStock().stock?.items.filter(({ id, active }) => active && !choices.some((each) => each.item.id === id)) ?? [];
  return (
    <NativeSelect
      label={t('pharmacy.item')} value={item?.id ?? ''} onChange={(event) => onChoose(event.currentTarget.value)}
      data={[
        ...(item ? [] : [{ value: '', label: t('pharmacy.choose-item') }]), ...choices.map(({ item: each, usable }) => ({ value: each.id, label: `${itemName(each)} – ${words.units(usable, each)}` })),
        ...others.map((each) => ({ value: each.id, label: itemName(each) })),
      ]}
    />
  );
}

/** The batches that would be used, first expiring first. */
function Takes({ item, storeId, quantity }: { readonly item: StockItem; readonly storeId: string; readonly quantity: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useStockWords();
  const plan = usePlan(item.id, storeId, quantity);
  if (!plan) return null;
  return (
    <ul className={classes.takes} aria-label={t('pharmacy.batches')}>
      {plan.takes.map((take) => <li key={take.batchId} className={classes.take}><bdi>{take.lot ?? t('pharmacy.no-lot')}</bdi> · {take.expiresOn === null ? t('pharmacy.no-expiry') : format.date(take.expiresOn)} · {words.units(take.quantity, item)}</li>)}
      {plan.missing > 0 ? <li className={classes.bad}>{t('pharmacy.missing', { quantity: words.units(plan.missing, item) })}</li> : null}
    </ul>
  );
}

function Head({ prescription: { drug, strength, dose, doseUnit, timing, days, quantity, quantityUnit, instructions, prescribedBy, warning, dispensed } }: { readonly prescription: WaitingPrescription }) {
  const { t } = useTranslation();
  const format = useFormat();
  const how = [dose === null ? null : `${dose} ${doseUnit ?? ''}`.trim(), timing, days === null ? null : t('pharmacy.days', { count: days }), instructions].filter((part): part is string => part !== null && part !== '');
  return (
    <div className={classes.rxHead}>
      <span className={classes.drug}><bdi>{[drug, strength].filter(Boolean).join(' ')}</bdi></span>
      <span>{how.map((part) => isolated(part)).join(' · ')}</span>
      {quantity === null ? null : <span>{t('pharmacy.prescribed', { quantity: `${format.number(quantity)} ${quantityUnit ?? ''}`.trim() })}</span>}
      {dispensed > 0 ? <span className={classes.amber}>{t('pharmacy.given-before', { quantity: format.number(dispensed) })}</span> : null}
      {prescribedBy === null ? null : <span className={classes.dim}>{t('pharmacy.by', { name: prescribedBy })}</span>}
      {warning ? <span className={classes.bad}>{t('pharmacy.allergy-answered')}</span> : null}
    </div>
  );
}

/** The batches that would be used for what stands in the box; undefined while it cannot be read. */
function usePlan(itemId: string | undefined, storeId: string, quantity: string) {
  const item = useStock().stock?.items.find(({ id }) => id === itemId);
  const read = item ? readQuantity(quantity, item) : undefined;
  const key = itemId === undefined || !read?.ok ? null : `dispensing.plan:${itemId}:${storeId}:${String(read.value)}`;
  return useLive(key, () => client.dispensing.plan({ itemId: itemId ?? '', storeId, quantity }), ['stock']).data;
}
