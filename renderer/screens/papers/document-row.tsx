import { Button } from '@mantine/core';
import { IconArrowBackUp, IconDownload, IconEye, IconEyeOff, IconFileText, IconFileTypePdf, IconPhoto, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentEntry } from '#domain/contract/documents.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { saveFile } from '#renderer/parts/save-document.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './papers.module.css';

interface Props {
  readonly patientId: string;
  readonly document: DocumentEntry;
  /** It stands among those that were taken out. */
  readonly removed: boolean;
  readonly writable: boolean;
}

/** What is shown of a document: a picture's address, or a text. */
type Shown = { readonly address: string } | { readonly text: string } | undefined;

function KindIcon({ mediaType }: { readonly mediaType: string }) {
  const look = { size: 22, stroke: 1.5, 'aria-hidden': true, className: classes.icon ?? '' } as const;
  if (mediaType.startsWith('image/')) return <IconPhoto {...look} />;
  return mediaType === 'application/pdf' ? <IconFileTypePdf {...look} /> : <IconFileText {...look} />;
}

/** One document: what it is, and what can be done with it. */
export function DocumentRow({ patientId, document, removed, writable }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { id, title, kind, mediaType, bytes, writtenOn, recordedAt, person, whole } = document;
  const [shown, setShown] = useState<Shown>();
  useEffect(() => () => { if (shown && 'address' in shown) URL.revokeObjectURL(shown.address); }, [shown]);
  const read = useCommand(() => client.documents.read({ patientId, documentId: id }));
  const show = async (): Promise<void> => {
    const file = (await read.run())?.file;
    if (!file) return;
    // Text is shown as text, whatever is in it: nothing of a document is ever taken for a page.
    setShown(mediaType.startsWith('image/') ? { address: URL.createObjectURL(file) } : { text: await file.text() });
  };
  const save = async (): Promise<void> => {
    const answer = await read.run();
    if (answer) saveFile(answer.file, answer.fileName);
  };
  const put = useCommand(async () => {
    await client.documents.setRemoved({ patientId, documentId: id, removed: !removed });
    if (!removed) toast('done', t('papers.removed', { title: isolated(title) }));
  });
  const about = <span className="db-hidden">{` ${title}`}</span>;
  const look = { variant: 'subtle', size: 'compact-sm' } as const;
  const canShow = mediaType !== 'application/pdf';
  return (
    <li className={classes.row}>
      <KindIcon mediaType={mediaType} />
      <div className={classes.what}>
        <strong className={classes.title}><bdi>{title}</bdi></strong>
        <span className={classes.facts}>
          <span>{t([`papers.kinds.${kind}`, 'papers.kinds.other'])}</span>
          {writtenOn === null ? null : <span>{format.date(writtenOn)}</span>}
          <span>{t('papers.size', { size: format.number(Math.max(1, Math.round(bytes / 1024))) })}</span>
          <span>{t('papers.by', { when: format.dateTime(recordedAt, now), person: isolated(person ?? t('audit.program')) })}</span>
          {whole ? null : <em>{t('papers.arriving')}</em>}
        </span>
      </div>
      <div className={classes.rowButtons}>
        {canShow ? (
          <Button {...look} disabled={!whole} loading={read.busy} leftSection={shown ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />} aria-expanded={shown !== undefined} onClick={() => (shown ? setShown(undefined) : void show())}>
            {t(shown ? 'papers.hide' : 'papers.show')}{about}
          </Button>
        ) : null}
        <Button {...look} disabled={!whole} leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void save()}>{t('papers.save')}{about}</Button>
        {writable ? (
          <Button {...look} color="gray" loading={put.busy} leftSection={removed ? <IconArrowBackUp size={16} aria-hidden /> : <IconTrash size={16} aria-hidden />} onClick={() => void put.run()}>
            {t(removed ? 'papers.put-back' : 'papers.remove')}{about}
          </Button>
        ) : null}
      </div>
      <ProblemNote problem={read.problem ?? put.problem} />
      {shown && 'address' in shown ? <img className={classes.picture} src={shown.address} alt={title} /> : null}
      {shown && 'text' in shown ? <pre className={classes.text} tabIndex={0} dir="auto">{shown.text}</pre> : null}
    </li>
  );
}
