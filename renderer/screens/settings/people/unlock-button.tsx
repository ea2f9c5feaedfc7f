import { Button } from '@mantine/core';
import { IconLockOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import classes from '../parts/page.module.css';

/** Lets somebody try again at once after too many wrong PINs. */
export function UnlockButton({ personId }: { readonly personId: string }) {
  const { t } = useTranslation();
  const unlock = useCommand(async () => {
    await client.users.unlock({ id: personId });
    toast('done', t('users.unlocked'));
  });
  return (
    <div style={{ display: 'grid', gap: 4, justifyItems: 'start' }}>
      <Button variant="default" leftSection={<IconLockOpen size={18} aria-hidden />} loading={unlock.busy} onClick={() => void unlock.run()}>{t('users.unlock')}</Button>
      <span className={classes.dim}>{t('users.unlock-hint')}</span>
      <ProblemNote problem={unlock.problem} />
    </div>
  );
}
