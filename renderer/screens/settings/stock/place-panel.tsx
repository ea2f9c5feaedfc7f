import { Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StockStore, StockSupplier } from '#domain/contract/stock-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';

interface Props {
  readonly kind: 'supplier' | 'store';
  /** Undefined for a new one. */
  readonly place: StockSupplier | StockStore | undefined;
  readonly onClose: () => void;
}

const EMPTY = { name: '', phone: '', email: '', note: '', active: true };

/** A supplier with how to reach them, or a store. */
export function PlacePanel({ kind, place, onClose }: Props) {
  const { t } = useTranslation();
  const title = place ? place.name : t(`stock.add-${kind}`);
  const contact = place && 'phone' in place ? place : { phone: '', email: '', note: '' };
  const draft = useDraft(`stock-${kind}:${place?.id ?? 'new'}`, title, place ? { name: place.name, active: place.active, phone: contact.phone ?? '', email: contact.email ?? '', note: contact.note ?? '' } : EMPTY);
  const { value, set } = draft;
  const save = useCommand(async () => {
    const id = place ? { id: place.id } : {};
    if (kind === 'store') await client.stock.saveStore({ store: { name: value.name, active: value.active, ...id } });
    else await client.stock.saveSupplier({ supplier: { ...value, ...id } });
    toast('done', t('users.saved', { name: isolated(value.name.trim()) }));
    draft.discard();
    onClose();
  });
  const errorOf = useFieldError(save.problem);
  const text = (field: 'name' | 'phone' | 'email' | 'note', label: string) => <TextInput label={label} value={value[field]} maxLength={400} error={errorOf(field)} onChange={(event) => set({ [field]: event.currentTarget.value })} />;
  return (
    <SidePanel title={title} onClose={onClose} onSubmit={() => void save.run()} busy={save.busy} draft={draft}>
      <ProblemNote problem={elsewhere(save.problem, ['name', 'phone', 'email', 'note'])} />
      {text('name', t('stock.box.name'))}
      {kind === 'supplier' ? <>{text('phone', t('patient.phone'))}{text('email', t('patient.email'))}{text('note', t('stock.note'))}</> : null}
      {place ? <Switch label={t('stock.in-use')} checked={value.active} onChange={(event) => set({ active: event.currentTarget.checked })} /> : null}
    </SidePanel>
  );
}
