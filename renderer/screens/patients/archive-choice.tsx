import { Button, Popover, TextInput } from '@mantine/core';
import { IconArchive, IconArchiveOff } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';

interface Props {
  readonly patientId: string;
  readonly archived: boolean;
}

/** Puts a record away with a reason, or takes it back. Nothing is erased either way. spec: REG-8 */
export function ArchiveChoice({ patientId, archived }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState('');
  const archive = useCommand(async () => {
    await client.patients.archive({ patientId, reason });
    setOpened(false);
    setReason('');
    toast('done', t('patients.archive-done'));
  });
  const restore = useCommand(async () => {
    await client.patients.restore({ patientId });
    toast('done', t('patients.restore-done'));
  });
  if (archived) {
    return (
      <>
        <Button variant="default" leftSection={<IconArchiveOff size={18} aria-hidden />} loading={restore.busy} onClick={() => void restore.run()}>
          {t('patients.restore')}
        </Button>
        <ProblemNote problem={restore.problem} />
      </>
    );
  }
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void archive.run();
  };
  return (
    <Popover opened={opened} onChange={setOpened} withRoles={false} trapFocus returnFocus position="top-end" width={340}>
      <Popover.Target>
        <Button variant="subtle" color="gray" leftSection={<IconArchive size={18} aria-hidden />} aria-haspopup="dialog" aria-expanded={opened} onClick={() => setOpened(true)}>
          {t('patients.archive')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={t('patients.archive')}>
        <form onSubmit={send} style={{ display: 'grid', gap: 12 }}>
          <TextInput
            label={t('patients.archive-reason')} description={t('patients.archive-hint')} value={reason} maxLength={400}
            onChange={(event) => setReason(event.currentTarget.value)} data-autofocus
          />
          <ProblemNote problem={archive.problem} />
          <Button type="submit" loading={archive.busy}>{t('patients.archive')}</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
