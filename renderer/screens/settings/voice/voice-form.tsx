import { NativeSelect, Switch } from '@mantine/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnnounceSettings } from '#domain/contract/clinic.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { NumberBox } from '../parts/number-box.tsx';
import { Group } from '../parts/page.tsx';
import { SaveBar } from '../parts/save-bar.tsx';
import { useDraft } from '../parts/use-draft.ts';
import { SliderBox } from './slider-box.tsx';
import { TryButton } from './try-button.tsx';
import { useVoiceTrial } from './use-voice-trial.ts';
import { VoiceChoices } from './voice-choices.tsx';

interface Props {
  readonly stored: AnnounceSettings;
  readonly languages: readonly string[];
}

/** Everything about calling aloud, to be heard before it is saved. */
export function VoiceForm({ stored, languages }: Props) {
  const { t } = useTranslation();
  const draft = useDraft('voice', t('settings.page.voice'), stored);
  const { value, dirty, set, discard } = draft;
  const { trial, state } = useVoiceTrial();
  const save = useCommand(async () => {
    await client.clinic.saveSettings({ announce: value });
    discard();
    toast('done', t('settings.saved'));
  });
  const run = (): void => { if (dirty) void save.run(); };
  const send = (event: FormEvent): void => {
    event.preventDefault();
    run();
  };
  return (
    <form onSubmit={send} noValidate style={{ display: 'flex', flexDirection: 'column', gap: 12, flex: 1 }}>
      <Group title={t('settings.group-said')}>
        <Switch
          label={t('settings.announce')} description={t('settings.announce-hint')} checked={value.on}
          onChange={(event) => set({ on: event.currentTarget.checked })}
        />
        <NativeSelect
          label={t('settings.privacy')} value={value.privacy}
          onChange={(event) => set({ privacy: event.currentTarget.value as AnnounceSettings['privacy'] })}
          data={[{ value: 'name', label: t('settings.privacy-name') }, { value: 'token-only', label: t('settings.privacy-token-only') }]}
        />
        <NumberBox label={t('settings.repeats')} value={value.repeats} min={1} max={5} onChange={(repeats) => set({ repeats })} />
        <NativeSelect
          label={t('settings.speaker')} value={value.speaker}
          onChange={(event) => set({ speaker: event.currentTarget.value as AnnounceSettings['speaker'] })}
          data={[{ value: 'desk', label: t('settings.speaker-desk') }, { value: 'display', label: t('settings.speaker-display') }]}
        />
      </Group>
      <Group title={t('settings.group-sound')}>
        <Switch label={t('settings.chime')} checked={value.chime} onChange={(event) => set({ chime: event.currentTarget.checked })} />
        <SliderBox
          label={t('settings.rate')} value={value.rate} min={0.5} max={2} step={0.1}
          shown={t('settings.rate-value', { value: value.rate.toFixed(1) })} onChange={(rate) => set({ rate })}
        />
        <SliderBox
          label={t('settings.volume')} value={value.volume} min={0} max={1} step={0.05}
          shown={t('settings.volume-value', { value: Math.round(value.volume * 100) })} onChange={(volume) => set({ volume })}
        />
      </Group>
      <Group title={t('settings.group-voices')} wide>
        <VoiceChoices languages={languages} chosen={value.voices} trial={trial} onChange={(voices) => set({ voices })} />
        <TryButton settings={value} languages={languages} trial={trial} state={state} />
      </Group>
      <SaveBar draft={draft} busy={save.busy} problem={save.problem} onSave={run} onDiscard={() => { discard(); save.clear(); }} />
    </form>
  );
}
