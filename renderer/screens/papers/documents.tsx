import { Button, FileButton, Switch } from '@mantine/core';
import { IconCamera, IconFilePlus, IconFiles } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_DOCUMENT_BYTES } from '#domain/record/document-content.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf, type Problem } from '#renderer/api/problem.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { useHasCamera } from '#renderer/parts/photo/camera.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { DocumentForm } from './document-form.tsx';
import { DocumentRow } from './document-row.tsx';
import classes from './papers.module.css';

const PageCamera = lazy(() => import('./page-camera.tsx').then((m) => ({ default: m.PageCamera })));

const ACCEPTED = 'application/pdf,image/jpeg,image/png,text/plain';
const MEGABYTE = 1024 * 1024;

/** A file that is about to be kept, or why it cannot be. */
type Chosen = { readonly file: File } | { readonly problem: Problem } | undefined;

/** A patient's documents: dropped, pasted, chosen or photographed; shown here, taken out and put back. spec: ENC-2 */
export function Documents({ patientId }: { readonly patientId: string }) {
  const { t } = useTranslation();
  const can = useCan()('record.write');
  const [chosen, setChosen] = useState<Chosen>();
  const [over, setOver] = useState(false);
  const [removed, setRemoved] = useState(false);
  const { data, error } = useLive(`documents:${patientId}:${String(removed)}`, () => client.documents.list({ patientId, removed }), ['record']);
  const take = (file: File | null | undefined): void => {
    if (!file || !can) return;
    const limit = MOST_DOCUMENT_BYTES / MEGABYTE;
    setChosen(file.size > MOST_DOCUMENT_BYTES ? { problem: { code: 'INVALID', issues: [{ field: 'data', code: 'document-too-large', limit }] } } : { file });
  };
  usePaste(take);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <Card title={t('papers.title')} tools={<Switch size="sm" label={t('papers.show-removed')} checked={removed} onChange={(event) => setRemoved(event.currentTarget.checked)} />}>
      {can ? (
        <div
          className={classes.drop} data-over={over || undefined} onDrop={drop} onDragLeave={() => setOver(false)}
          onDragOver={(event) => { event.preventDefault(); setOver(true); }}
        >
          <span className={classes.hint}>{t('papers.hint', { limit: MOST_DOCUMENT_BYTES / MEGABYTE })}</span>
          <Ways onFile={take} />
        </div>
      ) : null}
      {chosen && 'problem' in chosen ? <ProblemNote problem={chosen.problem} /> : null}
      {chosen && 'file' in chosen ? <DocumentForm key={`${chosen.file.name} ${String(chosen.file.lastModified)}`} patientId={patientId} file={chosen.file} onDone={() => setChosen(undefined)} /> : null}
      {error === undefined ? null : <ProblemNote problem={problemOf(error)} />}
      {data?.documents.length === 0 ? <Empty icon={IconFiles} title={t('papers.none')} hint={t('papers.none-hint')} /> : null}
      <ul className={classes.rows} aria-label={t('papers.list')}>
        {data?.documents.map((document) => <DocumentRow key={document.id} patientId={patientId} document={document} removed={removed} writable={can} />)}
      </ul>
    </Card>
  );
}

/** The buttons: a file by key, the camera where there is one. */
function Ways({ onFile }: { readonly onFile: (file: File | null) => void }) {
  const { t } = useTranslation();
  const camera = useHasCamera();
  const [filming, setFilming] = useState(false);
  const open = useRef<() => void>(null);
  return (
    <div className={classes.ways}>
      <FileButton accept={ACCEPTED} onChange={onFile} inputProps={{ 'aria-label': t('papers.choose') }}>
        {({ onClick }) => {
          open.current = onClick;
          return <ActionButton action={{ id: 'papers.add', title: t('papers.choose'), keys: 'n', run: onClick }} variant="default" icon={<IconFilePlus size={18} aria-hidden />} />;
        }}
      </FileButton>
      {camera ? <Button variant="default" leftSection={<IconCamera size={18} aria-hidden />} onClick={() => setFilming(true)}>{t('papers.camera')}</Button> : null}
      {filming ? (
        <Suspense fallback={null}>
          <PageCamera onTaken={(file) => { setFilming(false); onFile(file); }} onChoose={() => { setFilming(false); open.current?.(); }} onClose={() => setFilming(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** A file pasted anywhere on the page; text pasted into a box stays there. */
function usePaste(take: (file: File | undefined) => void): void {
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const file = event.clipboardData?.files[0];
    if (!file) return;
    event.preventDefault();
    take(file);
  });
  useEffect(() => {
    const listener = (event: ClipboardEvent): void => { onPaste(event); };
    window.addEventListener('paste', listener);
    return () => window.removeEventListener('paste', listener);
  }, []);
}
