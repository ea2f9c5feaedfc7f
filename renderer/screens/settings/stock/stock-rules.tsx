import { TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { StockSettings } from '#domain/contract/stock-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { NumberBox } from '../parts/number-box.tsx';
import { Group } from '../parts/page.tsx';
import { SaveBar } from '../parts/save-bar.tsx';
import { useDraft } from '../parts/use-draft.ts';

/** When to order by itself, what counts as expiring soon, and the money prices are in. */
export function StockRules({ settings }: { readonly settings: StockSettings }) {
  const { t } = useTranslation();
  const draft = useDraft('stock-rules', t('stock.rules'), { ...settings, safetyDays: settings.safetyDays ?? settings.leadDays });
  const { value, set } = draft;
  const save = useCommand(async () => {
    await client.stock.saveSettings({ ...value, currency: value.currency.trim().toUpperCase(), ...('safetyDays' in draft.changed || settings.safetyDays !== null ? {} : { safetyDays: null }) });
    draft.discard();
  });
  const errorOf = useFieldError(save.problem);
  const days = (field: 'leadDays' | 'reviewDays' | 'safetyDays' | 'expiringDays', min: number, max: number) => (
    <NumberBox label={t(`stock.rule.${field}`)} value={value[field]} min={min} max={max} suffix={t('stock.days')} onChange={(next) => set({ [field]: next })} />
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save.run();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Group title={t('stock.rules')}>
        {days('leadDays', 0, 365)}
        {days('reviewDays', 1, 365)}
        {days('safetyDays', 0, 365)}
        {days('expiringDays', 1, 730)}
        <TextInput label={t('stock.rule.currency')} value={value.currency} maxLength={3} error={errorOf('currency')} onChange={(event) => set({ currency: event.currentTarget.value })} />
      </Group>
      <SaveBar draft={draft} busy={save.busy} problem={elsewhere(save.problem, ['currency'])} onSave={() => void save.run()} onDiscard={draft.discard} />
    </form>
  );
}
