import { IconAlertTriangle, IconCheck, IconEar, IconLock, IconPlugConnectedX, IconPower, IconZzz, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DeviceView } from '#domain/contract/devices.ts';
import own from './devices.module.css';

type State = DeviceView['state'];

const LOOKS: Readonly<Record<State, readonly [Icon, 'plain' | 'attention' | 'danger']>> = {
  off: [IconPower, 'plain'], absent: [IconPlugConnectedX, 'attention'], opening: [IconEar, 'plain'], listening: [IconEar, 'plain'], on: [IconCheck, 'plain'],
  silent: [IconZzz, 'attention'], held: [IconLock, 'danger'], refused: [IconLock, 'danger'], fault: [IconAlertTriangle, 'danger'],
};

/** How a device is, in words, and what to do where something is wrong. */
export function DeviceState({ state }: { readonly state: State }) {
  const { t } = useTranslation();
  const [Picture, tone] = LOOKS[state];
  return (
    <span className={own.state} data-tone={tone} data-state={state}>
      <Picture size={16} aria-hidden />
      <span>
        {t(`devices.state.${state}`)}
        {tone === 'plain' ? null : <span className={own.todo}>{t(`devices.todo.${state}`)}</span>}
        {state === 'refused' ? <code className={own.command} dir="ltr">{OPEN_COMMAND}</code> : null}
      </span>
    </span>
  );
}

/** Lets the account that is at work open serial ports on Linux; it counts from the next sign-in to the system on. */
const OPEN_COMMAND = 'sudo usermod -aG dialout "$USER"';
