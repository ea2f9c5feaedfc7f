import { IconDoor, IconScreenShare } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Card } from '#renderer/parts/card.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useWindowPlace } from '#renderer/session/window-place.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './queue-screen.module.css';

/** Who is where, and which rooms are free. */
export function RoomsCard() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { roomId } = useWindowPlace();
  const { data } = useLive('queue.rooms', () => client.queue.rooms({}), ['queue', 'clinic']);
  const openDisplay = async (): Promise<void> => {
    try {
      const { opened, url } = await client.clinic.openDisplay({});
      if (!opened && url !== null) window.open(url, 'daybook-display');
    } catch {
      toast('danger', t('queue.display-failed'));
    }
  };
  return (
    <Card
      title={t('queue.rooms')} className={classes.rooms}
      tools={<ActionButton action={{ id: 'queue.open-display', title: t('queue.open-display'), keys: 'Alt+D', run: () => void openDisplay() }} variant="subtle" size="compact-sm" icon={<IconScreenShare size={16} aria-hidden />} />}
    >
      <ul className={classes.roomList}>
        {data?.rooms.map((room) => (
          <li key={room.id} className={classes.room} data-busy={room.label !== null || undefined}>
            <IconDoor size={18} aria-hidden className={classes.door} />
            <span className={classes.roomName}>
              <bdi>{room.name}</bdi>
              {room.id === roomId ? <span className={classes.here}>{t('queue.this-window')}</span> : null}
            </span>
            {room.label === null ? <span className={classes.free}>{t('queue.free')}</span> : <span className={classes.roomLabel} dir="ltr">{room.label}</span>}
            <span className={classes.since}>{room.since === null ? '' : format.wait(room.since, now)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
