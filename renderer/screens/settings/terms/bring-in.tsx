import { Button, FileButton, NativeSelect, TextInput } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { issueOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { issueText } from '#renderer/parts/problem-text.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './terms.module.css';

/** Code systems as FHIR names them; a file may name another one line by line. */
const SYSTEMS = ['http://hl7.org/fhir/sid/icd-10-cm', 'http://hl7.org/fhir/sid/icd-10', 'http://id.who.int/icd/release/11/mms', 'http://hl7.org/fhir/sid/icpc-2'];

/** A CSV file with codes and titles becomes a list that is searched on this PC. */
export function BringIn({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [name, setName] = useState('');
  const [system, setSystem] = useState(SYSTEMS[0] ?? '');
  const [file, setFile] = useState<File>();
  const [told, setTold] = useState<string>();
  const bring = useCommand(async (data: File) => {
    setTold(undefined);
    const { list, refused, firstRefused } = await client.terms.importList({ name, system, data });
    const left = refused === 0 ? '' : ` ${t('terms.refused', { count: refused, line: format.number(firstRefused ?? 0) })}`;
    setTold(`${t('terms.done', { terms: format.number(list.terms) })}${left}`);
    setFile(undefined);
    setName('');
    onDone();
  });
  const chosen = (next: File | null): void => {
    if (!next) return;
    setFile(next);
    bring.clear();
    if (name === '') setName(next.name.replace(/\.\w+$/, ''));
  };
  const wrong = issueOf(bring.problem, 'name');
  return (
    <div className={classes.form}>
      <FileButton accept=".csv,.txt,.tsv,text/csv,text/plain" onChange={chosen} inputProps={{ 'aria-label': t('terms.choose') }}>
        {(props) => <Button {...props} variant="default" leftSection={<IconFileUpload size={18} aria-hidden />}>{t('terms.choose')}</Button>}
      </FileButton>
      <span className={classes.file}>{file === undefined ? t('terms.file-hint') : t('terms.chosen', { name: file.name })}</span>
      <TextInput label={t('terms.name')} value={name} maxLength={200} error={wrong ? issueText(wrong, t) : undefined} onChange={(event) => { setName(event.currentTarget.value); bring.clear(); }} />
      <NativeSelect label={t('terms.system')} value={system} data={SYSTEMS} onChange={(event) => setSystem(event.currentTarget.value)} />
      <div className={classes.foot}>
        <ActionButton
          action={{ id: 'terms.bring-in', title: bring.busy ? t('terms.working') : t('terms.go'), keys: 'Ctrl+Enter', when: file !== undefined, run: () => { if (file) void bring.run(file); } }}
          busy={bring.busy}
        />
        <span role="status">{told}</span>
      </div>
      {wrong ? null : <ProblemNote problem={bring.problem} />}
    </div>
  );
}
