import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRooms, useServices } from '#renderer/session/clinic.ts';
import { setWindowPlace, useWindowPlace } from '#renderer/session/window-place.ts';
import classes from './queue-screen.module.css';

/** What this window calls, and to which room. Kept at this PC. */
export function WindowPlaceBar() {
  const { t } = useTranslation();
  const rooms = useRooms();
  const services = useServices();
  const { roomId, serviceId } = useWindowPlace();
  return (
    <div className={classes.place}>
      <label className={classes.placePart}>
        <span>{t('queue.call-to')}</span>
        <NativeSelect
          size="xs" value={roomId ?? ''} onChange={(event) => setWindowPlace({ roomId: event.currentTarget.value || null })}
          data={[{ value: '', label: t('queue.no-room') }, ...rooms.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      </label>
      <label className={classes.placePart}>
        <span>{t('queue.service')}</span>
        <NativeSelect
          size="xs" value={serviceId ?? ''} onChange={(event) => setWindowPlace({ serviceId: event.currentTarget.value || null })}
          data={[{ value: '', label: t('queue.all-services') }, ...services.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      </label>
    </div>
  );
}
