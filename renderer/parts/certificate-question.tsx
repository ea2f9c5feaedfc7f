import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownCertificate } from '#domain/contract/shapes.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { ActionButton } from './action-button.tsx';
import { useNow } from './now.ts';
import { AttentionNote } from './attention-note.tsx';
import classes from './certificate-question.module.css';

interface Props {
  readonly shown: ShownCertificate;
  /** Another one was believed until now. */
  readonly changed?: boolean;
  readonly busy: boolean;
  /** Somebody compared the letters. */
  readonly onSame: () => void;
}

/** No authority vouches for the server: a person compares what it shows with what it printed where it stands. spec: SYN-2 */
export function CertificateQuestion({ shown, changed = false, busy, onSame }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const over = Date.parse(shown.until) < useNow();
  return (
    <AttentionNote>
      <span className={classes.question} role="group" aria-labelledby={id}>
        <strong id={id}>{t(changed ? 'sync.certificate.changed' : 'sync.certificate.title')}</strong>
        <span>{t('sync.certificate.compare')}</span>
        <span className={classes.words} dir="ltr">{shown.words}</span>
        <span>{t(over ? 'sync.certificate.over' : 'sync.certificate.until', { date: format.date(shown.until.slice(0, 10)) })}</span>
        <span hidden={over}><ActionButton action={{ id: 'sync.same-certificate', title: t('sync.certificate.same'), keys: 'Alt+S', run: onSame, when: !over }} busy={busy} size="sm" /></span>
      </span>
    </AttentionNote>
  );
}
