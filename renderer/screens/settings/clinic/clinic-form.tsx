import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicSettings } from '#domain/contract/clinic.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { NumberBox } from '../parts/number-box.tsx';
import { Group } from '../parts/page.tsx';
import { SaveBar } from '../parts/save-bar.tsx';
import { useDraft } from '../parts/use-draft.ts';
import classes from './clinic.module.css';
import { LanguageList } from './language-list.tsx';
import { UnitBoxes } from './unit-boxes.tsx';
import { ZoneBox } from './zone-box.tsx';

const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;
const BOXES = [
  'name', 'zone', 'languages', 'dateOrder', 'elderlyAge', 'waitAttentionMinutes', 'waitLateMinutes', 'autoLockMinutes',
  'temperatureUnit', 'weightUnit', 'heightUnit', 'glucoseUnit', 'altitudeM',
];

/** All boxes at once; only what was changed is sent, so that two desks can change different things. */
export function ClinicForm({ stored }: { readonly stored: ClinicSettings }) {
  const { t } = useTranslation();
  const draft = useDraft('clinic', t('settings.page.clinic'), stored);
  const { value, changed, dirty, set, discard } = draft;
  const save = useCommand(async () => {
    await client.clinic.saveSettings(changed);
    discard();
    toast('done', t('settings.saved'));
  });
  const errorOf = useFieldError(save.problem);
  const run = (): void => { if (dirty) void save.run(); };
  const send = (event: FormEvent): void => {
    event.preventDefault();
    run();
  };
  const minutes = t('settings.minutes');
  return (
    <form onSubmit={send} noValidate style={{ display: 'flex', flexDirection: 'column', gap: 12, flex: 1 }}>
      <Group title={t('settings.group-place')}>
        <TextInput
          label={t('settings.clinic-name')} value={value.name} maxLength={200} error={errorOf('name')}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <ZoneBox value={value.zone} error={errorOf('zone')} onChange={(zone) => set({ zone })} />
        <NativeSelect
          label={t('settings.date-order')} value={value.dateOrder} error={errorOf('dateOrder')}
          onChange={(event) => set({ dateOrder: event.currentTarget.value as ClinicSettings['dateOrder'] })}
          data={DATE_ORDERS.map((order) => ({ value: order, label: t(`settings.order.${order}`) }))}
        />
        <NumberInput
          label={t('settings.altitude')} description={t('settings.altitude-hint')} value={value.altitudeM ?? ''} min={-400} max={5500} hideControls allowDecimal={false} clampBehavior="blur"
          suffix={` ${t('settings.metres')}`} error={errorOf('altitudeM')} onChange={(typed) => set({ altitudeM: typeof typed === 'number' ? typed : null })}
        />
      </Group>
      <UnitBoxes value={value} set={set} errorOf={errorOf} />
      <div className={classes.both}>
        <Group title={t('settings.languages')} wide>
          <LanguageList value={value.languages} error={errorOf('languages')} onChange={(languages) => set({ languages })} />
        </Group>
        <Group title={t('settings.group-times')} level>
          <NumberBox
            label={t('settings.wait-attention')} value={value.waitAttentionMinutes} min={1} max={600} suffix={minutes}
            error={errorOf('waitAttentionMinutes')} onChange={(waitAttentionMinutes) => set({ waitAttentionMinutes })}
          />
          <NumberBox
            label={t('settings.wait-late')} value={value.waitLateMinutes} min={2} max={900} suffix={minutes}
            error={errorOf('waitLateMinutes')} onChange={(waitLateMinutes) => set({ waitLateMinutes })}
          />
          <NumberBox
            label={t('settings.elderly-age')} value={value.elderlyAge} min={40} max={120} suffix={t('settings.years')}
            error={errorOf('elderlyAge')} onChange={(elderlyAge) => set({ elderlyAge })}
          />
          <NumberBox
            label={t('settings.auto-lock')} value={value.autoLockMinutes} min={1} max={240} suffix={minutes}
            error={errorOf('autoLockMinutes')} onChange={(autoLockMinutes) => set({ autoLockMinutes })}
          />
        </Group>
      </div>
      <SaveBar draft={draft} busy={save.busy} problem={elsewhere(save.problem, BOXES)} onSave={run} onDiscard={() => { discard(); save.clear(); }} />
    </form>
  );
}
