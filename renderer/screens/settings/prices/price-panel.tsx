import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PriceShape } from '#domain/contract/billing-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useMoney, type BillingSetup } from '#renderer/session/billing.ts';
import { useLabCatalogue } from '#renderer/session/laboratory.ts';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';

interface Props { readonly price: PriceShape | undefined; readonly setup: BillingSetup; readonly onClose: () => void }

const KINDS = ['service', 'lab', 'procedure', 'stock', 'other'] as const;
const NEW = { kind: 'service', item: '', name: '', code: '', payerId: '', ageFrom: '', ageBefore: '', amount: '', tax: '', active: true };
const BOXES = ['name', 'itemKey', 'amount', 'ageBefore'];

const years = (text: string): number | null => (/^\d{1,3}$/.test(text.trim()) ? Number(text) : null);

/** What one thing costs: for everybody, with one payer, or for an age. */
export function PricePanel({ price, setup, onClose }: Props) {
  const { t } = useTranslation();
  const money = useMoney(setup.settings.currency);
  const start = price ? {
    kind: price.itemKey.split(':')[0] ?? 'other', item: price.itemKey.slice(price.itemKey.indexOf(':') + 1), name: price.name, code: price.code, payerId: price.payerId ?? '',
    ageFrom: price.ageFrom === null ? '' : String(price.ageFrom), ageBefore: price.ageBefore === null ? '' : String(price.ageBefore), amount: money.type(price.amount), tax: price.tax ?? '', active: price.active,
  } : NEW;
  const title = price ? price.name : t('prices.add');
  const draft = useDraft(`price:${price?.id ?? 'new'}`, title, start);
  const { value, set } = draft;
  const things = useThings(value.kind);
  const amount = money.read(value.amount);
  const save = useCommand(async () => {
    if (amount === undefined) return;
    await client.billing.savePrice({
      ...(price ? { id: price.id } : {}), itemKey: `${value.kind}:${value.item}`, name: value.name, code: value.code, payerId: value.payerId === '' ? null : value.payerId,
      ageFrom: years(value.ageFrom), ageBefore: years(value.ageBefore), amount, tax: value.tax === '' ? null : value.tax, active: value.active,
    });
    draft.discard();
    onClose();
  });
  const errorOf = useFieldError(save.problem);
  const pick = (item: string): void => set({ item, name: things?.find((thing) => thing.value === item)?.label ?? value.name });
  const text = (field: 'name' | 'code' | 'ageFrom' | 'ageBefore', label: string) => <TextInput label={label} value={value[field]} maxLength={200} error={errorOf(field)} onChange={(event) => set({ [field]: event.currentTarget.value })} />;
  return (
    <SidePanel title={title} onClose={onClose} onSubmit={() => void save.run()} busy={save.busy} draft={draft}>
      <ProblemNote problem={elsewhere(save.problem, BOXES)} />
      <NativeSelect label={t('prices.kind')} value={value.kind} onChange={(event) => set({ kind: event.currentTarget.value, item: '' })} data={KINDS.map((kind) => ({ value: kind, label: t(`prices.kinds.${kind}`) }))} />
      {things ? <NativeSelect label={t('prices.thing')} value={value.item} error={errorOf('itemKey')} onChange={(event) => pick(event.currentTarget.value)} data={[{ value: '', label: '' }, ...things]} /> : null}
      {text('name', t('prices.name'))}
      <TextInput label={t('prices.amount')} value={value.amount} dir="ltr" inputMode="decimal" error={value.amount !== '' && amount === undefined ? t('errors.invalid.not-money') : errorOf('amount')} onChange={(event) => set({ amount: event.currentTarget.value })} />
      <NativeSelect label={t('prices.tax')} value={value.tax} onChange={(event) => set({ tax: event.currentTarget.value })} data={[{ value: '', label: t('prices.no-tax') }, ...setup.settings.taxes.map(({ code, name }) => ({ value: code, label: name }))]} />
      <NativeSelect label={t('prices.payer')} value={value.payerId} onChange={(event) => set({ payerId: event.currentTarget.value })} data={[{ value: '', label: t('prices.everybody') }, ...setup.payers.map(({ id, name }) => ({ value: id, label: name }))]} />
      {text('ageFrom', t('prices.age-from'))}
      {text('ageBefore', t('prices.age-before'))}
      {text('code', t('prices.code'))}
      {price ? <Switch label={t('prices.in-use')} checked={value.active} onChange={(event) => set({ active: event.currentTarget.checked })} /> : null}
    </SidePanel>
  );
}

/** What can be chosen of a kind; undefined where it is typed. */
function useThings(kind: string): { readonly value: string; readonly label: string }[] | undefined {
  const services = useLive('clinic.services', () => client.clinic.services({}), ['clinic']).data?.services;
  const items = useLive(kind === 'stock' ? 'prices.stock-items' : null, () => client.stock.catalogue({}), ['stock']).data?.items;
  const catalogue = useLabCatalogue();
  if (kind === 'service') return services?.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  if (kind === 'lab') return catalogue?.tests.map(({ code }) => ({ value: code, label: catalogue.nameOf(code) })) ?? [];
  return kind === 'stock' ? items?.map(({ id, name, strength }) => ({ value: id, label: [name, strength].filter((part) => part !== null && part !== '').join(' ') })) ?? [] : undefined;
}
