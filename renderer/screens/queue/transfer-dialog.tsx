import { useTranslation } from 'react-i18next';
import type { QueueEntry } from '#domain/contract/queue.ts';
import { ChoiceList } from '#renderer/parts/choice-list.tsx';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { useServices } from '#renderer/session/clinic.ts';

interface Props {
  readonly opened: boolean;
  readonly entry: QueueEntry;
  readonly onClose: () => void;
  readonly onChoose: (serviceId: string) => void;
}

/** Where the person goes next. They wait there again, with the time they have waited. */
export function TransferDialog({ opened, entry, onClose, onChoose }: Props) {
  const { t } = useTranslation();
  const choices = useServices().filter(({ id }) => id !== entry.serviceId).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Dialog opened={opened} onClose={onClose} title={t('queue.transfer-title', { label: entry.label })}>
      {choices.length === 0 ? <p>{t('queue.transfer-nowhere')}</p> : <ChoiceList choices={choices} onChoose={onChoose} />}
    </Dialog>
  );
}
