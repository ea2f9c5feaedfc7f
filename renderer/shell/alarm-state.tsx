import { IconBellRinging, IconVolumeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { navigate } from '#renderer/router.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { useAlarmWords } from '#renderer/screens/bedside/alarms/alarm-words.ts';
import { useAlarmBell, useBellState, useRingingAlarms } from '#renderer/session/alarms.ts';
import classes from './top-bar.module.css';

/** Alarms of the bedside, wherever one is: how many and the worst, in words, and their sound. spec: VIT-5 */
export function AlarmState() {
  const { t } = useTranslation();
  const words = useAlarmWords();
  const alarms = useRingingAlarms();
  const { trouble } = useBellState();
  useAlarmBell(alarms);
  const [worst, ...others] = alarms;
  useAction({ id: 'bedside.alarms', title: t('shell.show-alarms'), keys: 'Alt+B', when: worst !== undefined, run: () => navigate('bedside') });
  if (!worst) return null;
  const sentence = worst.bed === null ? words(worst.alarm) : t('shell.alarm-at', { bed: worst.bed, alarm: words(worst.alarm) });
  return (
    <>
      <a className={classes.trouble} data-tone="danger" href="#/bedside" title={t('shell.show-alarms')}>
        <IconBellRinging size={16} aria-hidden />
        <span className={classes.alarm}>{sentence}</span>
        {others.length > 0 ? <span>{t('shell.more-alarms', { count: others.length })}</span> : null}
      </a>
      {trouble === undefined ? null : (
        <span className={classes.trouble} data-tone="attention"><IconVolumeOff size={16} aria-hidden />{t(trouble === 'not-allowed' ? 'shell.voice-blocked' : 'bedside.sound-failed')}</span>
      )}
    </>
  );
}
