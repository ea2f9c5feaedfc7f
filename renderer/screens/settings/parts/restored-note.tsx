import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import type { Draft } from './use-draft.ts';

interface Props {
  readonly draft: Pick<Draft<object>, 'restoredAt'>;
  /** Left out where a button for it stands elsewhere. */
  readonly onDiscard?: () => void;
  /** Secrets are never kept; where there are some, they are typed again. */
  readonly secrets?: boolean;
}

/** Says that what stands here was typed earlier and is not saved. */
export function RestoredNote({ draft, onDiscard, secrets = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (draft.restoredAt === null) return null;
  return (
    <AttentionNote>
      {t('settings.restored', { time: format.dateTime(draft.restoredAt, now) })}{secrets ? ` ${t('settings.secrets-not-kept')}` : ''}
      {onDiscard ? <>{' '}<Button variant="subtle" size="compact-sm" onClick={onDiscard}>{t('settings.discard')}</Button></> : null}
    </AttentionNote>
  );
}
