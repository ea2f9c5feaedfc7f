import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AnnounceSettings } from '#domain/contract/clinic.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import classes from '../parts/page.module.css';
import type { TrialState } from './use-voice-trial.ts';
import own from './voice.module.css';
import type { VoiceTrial } from './voice-trial.ts';

interface Props {
  readonly settings: AnnounceSettings;
  readonly languages: readonly string[];
  readonly trial: VoiceTrial | undefined;
  readonly state: TrialState;
}

/** Speaks an example with what stands in the boxes now, saved or not, and says how it was spoken. */
export function TryButton({ settings, languages, trial, state }: Props) {
  const { t } = useTranslation();
  const say = (): void => trial?.say({
    patientName: t('settings.try-name'), roomName: t('settings.try-room'), languages,
  }, settings);
  return (
    <div className={own.try}>
      <ActionButton
        variant="default" icon={<IconPlayerPlay size={18} aria-hidden />}
        action={{ id: 'settings.try-voice', title: t('settings.try'), keys: 'Alt+T', run: say, when: trial !== undefined }}
      />
      <span className={classes.dim} role="status">{t(`settings.try-state.${state}`)}</span>
    </div>
  );
}
