import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { documentKinds, titleOfFile, type DocumentKind } from '#domain/record/document-content.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { DateBox } from '#renderer/parts/date-box.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { elsewhere, useFieldError } from '../settings/parts/field-error.ts';
import classes from './papers.module.css';

interface Props {
  readonly patientId: string;
  readonly file: File;
  readonly onDone: () => void;
}

/** What a chosen file is called and what it is; Enter keeps it. */
export function DocumentForm({ patientId, file, onDone }: Props) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(() => titleOfFile(file.name));
  const [kind, setKind] = useState<DocumentKind>(file.type.startsWith('image/') ? 'picture' : 'other');
  const [writtenOn, setWrittenOn] = useState('');
  const keep = useCommand(async () => {
    await client.documents.add({ patientId, title, kind, data: file, ...(writtenOn === '' ? {} : { writtenOn }) });
    toast('done', t('papers.kept', { title: isolated(title) }));
    onDone();
  });
  const errorOf = useFieldError(keep.problem);
  const form = useRef<HTMLFormElement>(null);
  // Below the other cards of the page it would begin half out of sight.
  useEffect(() => { form.current?.scrollIntoView({ block: 'nearest' }); }, [keep.problem]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void keep.run();
  };
  return (
    <form ref={form} className={classes.form} onSubmit={submit} aria-label={t('papers.add')}>
      <ProblemNote problem={elsewhere(keep.problem, ['title', 'writtenOn'])} />
      <TextInput label={t('papers.name')} value={title} maxLength={200} autoFocus error={errorOf('title')} onChange={(event) => setTitle(event.currentTarget.value)} />
      <NativeSelect
        label={t('papers.kind')} value={kind} onChange={(event) => setKind(event.currentTarget.value as DocumentKind)}
        data={documentKinds.map((each) => ({ value: each, label: t(`papers.kinds.${each}`) }))}
      />
      <DateBox label={t('papers.written')} lean="past" value={writtenOn} error={errorOf('writtenOn')} onChange={setWrittenOn} />
      <div className={classes.formButtons}>
        <Button type="submit" loading={keep.busy}>{t('papers.keep')}</Button>
        <Button variant="default" disabled={keep.busy} onClick={onDone}>{t('papers.leave')}</Button>
      </div>
    </form>
  );
}
