import { IconUrgent } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import classes from './register.module.css';

/** Goes before everybody who waits. */
export function EmergencyToggle({ on, onChange }: { readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  const { t } = useTranslation();
  useAction({ id: 'desk.emergency', title: t('desk.emergency'), keys: 'Alt+E', run: () => onChange(!on) });
  return (
    <button type="button" className={classes.emergency} aria-pressed={on} aria-keyshortcuts="Alt+E" onClick={() => onChange(!on)}>
      <IconUrgent size={18} aria-hidden />
      <span>{t('priority.emergency')}</span>
      <KeyHint keys="Alt+E" />
    </button>
  );
}
