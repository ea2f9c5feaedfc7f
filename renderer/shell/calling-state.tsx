import { IconMicrophone2, IconRepeat } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useCallCommands, useCalling } from '#renderer/session/calling.ts';
import { useRooms } from '#renderer/session/clinic.ts';
import { useQueueToday } from '#renderer/session/queue.ts';
import { useWindowPlace } from '#renderer/session/window-place.ts';
import classes from './top-bar.module.css';

/** Who was called last from this window's room, and the key that calls the next. */
export function CallingState() {
  const { t } = useTranslation();
  const { callNext, call } = useCallCommands();
  const { busy } = useCalling();
  const { roomId } = useWindowPlace();
  const room = useRooms().find(({ id }) => id === roomId);
  const called = useQueueToday().data?.entries.find((entry) => entry.roomId === roomId && (entry.status === 'called' || entry.status === 'serving'));
  return (
    <div className={classes.calling}>
      <ActionButton
        action={{ id: 'queue.call-next', title: t('shell.call-next'), keys: 'F9', run: callNext }}
        icon={<IconMicrophone2 size={18} aria-hidden />} busy={busy}
      />
      {called ? (
        <>
          <ActionButton
            action={{ id: 'queue.recall', title: t('shell.recall', { label: called.label }), keys: 'F8', run: () => call(called.id) }}
            label={t('shell.again')} about={called.label} variant="default" icon={<IconRepeat size={16} aria-hidden />}
          />
          <div className={classes.called} role="status" aria-label={t('shell.called-now')}>
            <span className={classes.calledLabel} dir="ltr">{called.label}</span>
            <span className={classes.calledRoom}>{room?.name}</span>
          </div>
        </>
      ) : null}
    </div>
  );
}
