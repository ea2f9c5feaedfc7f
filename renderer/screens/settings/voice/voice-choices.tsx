import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from '../parts/page.module.css';
import own from './voice.module.css';
import type { VoiceTrial } from './voice-trial.ts';

interface Props {
  readonly languages: readonly string[];
  /** Voice by language tag. */
  readonly chosen: Readonly<Record<string, string>>;
  readonly trial: VoiceTrial | undefined;
  readonly onChange: (chosen: Record<string, string>) => void;
}

/** A voice of this PC for each of the clinic's languages, or what happens where there is none. */
export function VoiceChoices({ languages, chosen, trial, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!trial) return null;
  return (
    <>
      <span className={classes.dim}>{t('settings.voices-hint')}</span>
      <div className={own.choices}>
        {languages.map((tag) => {
          const language = format.languageName(tag);
          const voices = trial.voicesFor(tag);
          if (voices.length === 0) {
            return <AttentionNote key={tag}>{t(trial.hasClips(tag) ? 'settings.voice-clips' : 'settings.voice-none', { language })}</AttentionNote>;
          }
          const { [tag]: before, ...others } = chosen;
          const known = voices.some((voice) => voice.voiceURI === before);
          return (
            <NativeSelect
              key={tag} label={t('settings.voice-for', { language })} value={known ? before : ''}
              onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? others : { ...others, [tag]: currentTarget.value })}
              data={[{ value: '', label: t('settings.voice-best') }, ...voices.map((voice) => ({ value: voice.voiceURI, label: voice.name }))]}
            />
          );
        })}
      </div>
    </>
  );
}
