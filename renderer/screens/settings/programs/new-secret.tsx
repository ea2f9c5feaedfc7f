import { Button, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { Group } from '../parts/page.tsx';

interface Props {
  readonly name: string;
  readonly secret: string;
  readonly onClose: () => void;
}

/** A token's secret, the only time it is seen: only its digest is stored. */
export function NewSecret({ name, secret, onClose }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => { box.current?.select(); }, [secret]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(secret);
      setCopied(true);
    } catch {
      // Some browsers refuse; the text is selected for the person to copy.
      box.current?.select();
    }
  };
  return (
    <Group title={t('tokens.secret-of', { name })} wide>
      <AttentionNote>{t('tokens.secret-once')}</AttentionNote>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'end' }}>
        <TextInput ref={box} label={t('tokens.secret')} value={secret} readOnly dir="ltr" style={{ flex: '1 1 320px' }} onFocus={(event) => event.currentTarget.select()} />
        <Button onClick={() => void copy()} leftSection={copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}>
          {t(copied ? 'tokens.copied' : 'tokens.copy')}
        </Button>
        <Button variant="default" onClick={onClose}>{t('tokens.kept')}</Button>
      </div>
    </Group>
  );
}
