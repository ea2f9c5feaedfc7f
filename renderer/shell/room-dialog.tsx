import { useTranslation } from 'react-i18next';
import { ChoiceList } from '#renderer/parts/choice-list.tsx';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { chooseRoom, useCalling } from '#renderer/session/calling.ts';
import { useRooms } from '#renderer/session/clinic.ts';
import classes from './palette.module.css';

/** Which room this window calls to; asked once, and changed on the queue screen. */
export function RoomDialog() {
  const { t } = useTranslation();
  const { askRoom } = useCalling();
  const rooms = useRooms();
  return (
    <Dialog opened={askRoom !== undefined} onClose={() => useCalling.setState({ askRoom: undefined })} title={t('queue.choose-room')}>
      <p className={classes.lead}>{t('queue.choose-room-hint')}</p>
      <ChoiceList choices={rooms.map(({ id, name }) => ({ value: id, label: name }))} onChoose={chooseRoom} />
    </Dialog>
  );
}
