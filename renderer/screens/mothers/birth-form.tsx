import { Button } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Delivery, DeliveryDraft, NewbornDraft, Pregnancy } from '#domain/contract/mothers.ts';
import { caesareanReasons, deliveryConditions, deliveryLies, deliveryModes, deliveryOnsets, deliveryPlaces, motherOutcomes } from '#domain/mothers/words.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { Box, Boxes, Pick, Ticks } from './form-boxes.tsx';
import { FormFrame } from './form-frame.tsx';
import classes from './mothers.module.css';
import { confirmations, errorOf, typedOf, wholeOf } from './mothers-words.ts';
import { NewbornFields } from './newborn-fields.tsx';
import { emptyNewborn, newbornOf, typedNewborn, type TypedNewborn } from './newborn-values.ts';
import { useKeptForm } from './use-kept-form.ts';

interface Props {
  readonly pregnancy: Pregnancy;
  readonly onClose: () => void;
}

type Kept = Omit<DeliveryDraft, 'bloodLossMl' | 'note' | 'newborns'>;
interface Typed extends Kept { readonly bloodLossMl: string; readonly note: string; readonly newborns: readonly TypedNewborn[] }

const emptyBirth = (today: string, fetuses: number): Typed => ({
  bornOn: today, bornTime: '', place: 'here', onset: null, mode: 'vaginal', caesareanReason: null, lie: null, conditions: [], bloodLossMl: '', motherOutcome: 'well', note: '',
  newborns: Array.from({ length: fetuses }, () => emptyNewborn),
});

const typedBirth = ({ bornOn, bornTime, place, onset, mode, caesareanReason, lie, conditions, bloodLossMl, motherOutcome, note, newborns }: Delivery): Typed => ({
  bornOn, bornTime, place, onset, mode, caesareanReason, lie, conditions, bloodLossMl: typedOf(bloodLossMl), motherOutcome, note: note ?? '', newborns: newborns.map(typedNewborn),
});

/** A birth and who was born. spec: MAT-1 */
export function BirthForm({ pregnancy, onClose }: Props) {
  const { t } = useTranslation();
  const today = useFormat().today(useNow());
  const { delivery } = pregnancy;
  const form = useKeptForm(`mothers:birth:${pregnancy.id}`, delivery ? typedBirth(delivery) : emptyBirth(today, pregnancy.fetuses));
  const { values, set } = form;
  const save = useCommand(async (confirmed: string[]) => {
    const draft: DeliveryDraft = {
      bornOn: values.bornOn, bornTime: values.bornTime, place: values.place, onset: values.onset, mode: values.mode, caesareanReason: values.caesareanReason, lie: values.lie, conditions: values.conditions,
      bloodLossMl: wholeOf(values.bloodLossMl), motherOutcome: values.motherOutcome, note: values.note === '' ? null : values.note, newborns: values.newborns.map((newborn): NewbornDraft => newbornOf(newborn)),
    };
    await client.mothers.saveDelivery({ ...draft, pregnancyId: pregnancy.id, confirmed, ...(delivery ? { deliveryId: delivery.id, version: delivery.version } : {}) });
    form.forget();
    toast('done', t('mothers.saved'));
    onClose();
  });
  const error = (field: string): string | undefined => errorOf(save.problem, field, t);
  return (
    <FormFrame
      title={t('mothers.birth')} busy={save.busy} problem={save.problem} restoredAt={form.restoredAt} onForget={form.forget} onClose={onClose}
      onSave={() => void save.run(confirmations(save.problem))}
    >
      <Boxes title={t('mothers.birth-how')}>
        <Box label={t('mothers.field.bornOn')} value={values.bornOn} kind="date" autoFocus error={error('bornOn')} onChange={(bornOn) => set({ bornOn })} />
        <Box label={t('mothers.field.bornTime')} value={values.bornTime} kind="time" error={error('bornTime')} onChange={(bornTime) => set({ bornTime })} />
        <Pick label={t('mothers.field.mode')} value={values.mode} from={deliveryModes} name={(word) => t(`mothers.mode.${word}`)} needed onChange={(mode) => set({ mode: mode ?? 'vaginal' })} />
        {values.mode === 'caesarean'
          ? <Pick label={t('mothers.field.caesareanReason')} value={values.caesareanReason} from={caesareanReasons} name={(word) => t(`mothers.caesarean-reason.${word}`)} onChange={(caesareanReason) => set({ caesareanReason })} /> : null}
        <Pick label={t('mothers.field.onset')} value={values.onset} from={deliveryOnsets} name={(word) => t(`mothers.onset.${word}`)} error={error('onset')} onChange={(onset) => set({ onset })} />
        <Pick label={t('mothers.field.lie')} value={values.lie} from={deliveryLies} name={(word) => t(`mothers.lie.${word}`)} error={error('lie')} onChange={(lie) => set({ lie })} />
        <Pick label={t('mothers.field.place')} value={values.place} from={deliveryPlaces} name={(word) => t(`mothers.place.${word}`)} needed onChange={(place) => set({ place: place ?? 'here' })} />
        <Box label={t('mothers.field.bloodLossMl')} value={values.bloodLossMl} unit="ml" error={error('bloodLossMl')} onChange={(bloodLossMl) => set({ bloodLossMl })} />
        <Pick label={t('mothers.field.motherOutcome')} value={values.motherOutcome} from={motherOutcomes} name={(word) => t(`mothers.mother-outcome.${word}`)} needed onChange={(outcome) => set({ motherOutcome: outcome ?? 'well' })} />
      </Boxes>
      {values.newborns.map((newborn, at) => (
        <NewbornFields
          // Newborns have no id until they are stored, and are only added at the end.
          key={newborn.id ?? `new ${at}`} position={at + 1} newborn={newborn} errorOf={(field) => error(`newborns.${at}.${field}`)}
          onChange={(part) => set({ newborns: values.newborns.map((each, other) => (other === at ? { ...each, ...part } : each)) })}
        />
      ))}
      <div className={classes.buttons}>
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />} disabled={values.newborns.length >= 6} onClick={() => set({ newborns: [...values.newborns, emptyNewborn] })}>
          {t('mothers.add-newborn')}
        </Button>
        {values.newborns.length > 1
          ? <Button variant="subtle" size="compact-sm" leftSection={<IconMinus size={16} aria-hidden />} onClick={() => set({ newborns: values.newborns.slice(0, -1) })}>{t('mothers.remove-newborn')}</Button> : null}
      </div>
      <Ticks title={t('mothers.conditions')} from={deliveryConditions} ticked={values.conditions} name={(word) => t(`mothers.condition.${word}`)} onChange={(conditions) => set({ conditions })} />
      <Boxes title={t('mothers.field.note')} wide><Box label={t('mothers.field.note')} value={values.note} kind="text" onChange={(note) => set({ note })} /></Boxes>
    </FormFrame>
  );
}
