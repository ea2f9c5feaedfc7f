import { useTranslation } from 'react-i18next';
import type { QueueEntry } from '#domain/contract/queue.ts';
import { priorityClasses } from '#domain/queue/order.ts';
import { ChoiceList } from '#renderer/parts/choice-list.tsx';
import { Dialog } from '#renderer/parts/dialog.tsx';

interface Props {
  readonly opened: boolean;
  readonly entry: QueueEntry;
  readonly onClose: () => void;
  readonly onChoose: (priority: QueueEntry['priority']) => void;
}

/** Who goes first is decided by class, then by time. */
export function PriorityDialog({ opened, entry, onClose, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('queue.priority-title', { label: entry.label })}>
      <ChoiceList choices={priorityClasses.map((priority) => ({ value: priority, label: t(`priority.${priority}`) }))} onChoose={onChoose} />
    </Dialog>
  );
}
