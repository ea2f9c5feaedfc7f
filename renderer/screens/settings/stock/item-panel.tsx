import { Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StockItem } from '#domain/contract/stock-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';
import { boxesOf, itemOf, NEW_ITEM, type ItemBoxes } from './item-boxes.ts';

interface Props {
  /** Undefined for a new one. */
  readonly item: StockItem | undefined;
  readonly onClose: () => void;
}

const BOXES = ['name', 'strength', 'form', 'unit', 'packs', 'barcodes'];

/** What is known of an item: how it is named, counted and scanned, and when to order it. */
export function ItemPanel({ item, onClose }: Props) {
  const { t } = useTranslation();
  const title = item ? item.name : t('stock.add-item');
  const draft = useDraft(`stock-item:${item?.id ?? 'new'}`, title, item ? boxesOf(item) : NEW_ITEM);
  const { value, set } = draft;
  const save = useCommand(async () => {
    await client.stock.saveItem({ item: { ...itemOf(value), ...(item ? { id: item.id } : {}) } });
    toast('done', t('users.saved', { name: isolated(value.name.trim()) }));
    draft.discard();
    onClose();
  });
  const errorOf = useFieldError(save.problem);
  const text = (field: Exclude<keyof ItemBoxes, 'active'>, description?: string) => (
    <TextInput label={t(`stock.box.${field}`)} value={value[field]} maxLength={400} autoComplete="off" error={errorOf(field)} {...(description === undefined ? {} : { description })} onChange={(event) => set({ [field]: event.currentTarget.value })} />
  );
  return (
    <SidePanel title={title} onClose={onClose} onSubmit={() => void save.run()} busy={save.busy} draft={draft}>
      <ProblemNote problem={elsewhere(save.problem, BOXES)} />
      {text('name')}
      {text('strength')}
      {text('form')}
      {text('unit', t('stock.unit-hint'))}
      {text('packs', t('stock.packs-hint'))}
      {text('barcodes', t('stock.barcodes-hint'))}
      {text('reorderAt', t('stock.reorder-hint'))}
      {text('leadDays', t('stock.days-hint'))}
      {text('reviewDays')}
      {text('safetyDays')}
      {item ? <Switch label={t('stock.in-use')} checked={value.active} onChange={(event) => set({ active: event.currentTarget.checked })} /> : null}
    </SidePanel>
  );
}
