import { FileButton, NativeSelect, TextInput } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, type Client } from '#renderer/api/client.ts';
import { issueOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { issueText } from '#renderer/parts/problem-text.ts';
import { RefusalRows } from '#renderer/screens/exchange/refusal-table.tsx';
import { placeWords } from '#renderer/screens/exchange/refusal-words.ts';
import { useFaultFocus } from '#renderer/parts/fault-focus.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { SYSTEMS, systemName } from './systems.ts';
import classes from './terms.module.css';

type Done = Awaited<ReturnType<Client['terms']['importList']>>;

/** A CSV file with codes and titles becomes a list that is searched on this PC. */
export function BringIn({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [name, setName] = useState('');
  const [system, setSystem] = useState(SYSTEMS[0] ?? '');
  const [file, setFile] = useState<File>();
  const [done, setDone] = useState<Done>();
  const bring = useCommand(async (data: File) => {
    setDone(undefined);
    setDone(await client.terms.importList({ name, system, data }));
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
  useFaultFocus(bring.problem);
  return (
    <div className={classes.form}>
      <FileButton accept=".csv,.txt,.tsv,text/csv,text/plain" onChange={chosen} inputProps={{ 'aria-label': t('terms.choose') }}>
        {({ onClick }) => (
          <ActionButton
            action={{ id: 'terms.choose', title: t('terms.choose'), keys: 'f', run: onClick }} variant="default" icon={<IconFileUpload size={18} aria-hidden />}
          />
        )}
      </FileButton>
      <span className={classes.file}>{file === undefined ? t('terms.file-hint') : t('terms.chosen', { name: file.name })}</span>
      <TextInput label={t('terms.name')} value={name} maxLength={200} error={wrong ? issueText(wrong, t) : undefined} onChange={(event) => { setName(event.currentTarget.value); bring.clear(); }} />
      <NativeSelect label={t('terms.system')} value={system} data={SYSTEMS.map((value) => ({ value, label: systemName(value) }))} onChange={(event) => setSystem(event.currentTarget.value)} />
      <div className={classes.foot}>
        <ActionButton
          action={{ id: 'terms.bring-in', title: bring.busy ? t('terms.working') : t('terms.go'), keys: 'Ctrl+Enter', when: file !== undefined, run: () => { if (file) void bring.run(file); } }}
          busy={bring.busy}
        />
        <span role="status">{done && t('terms.done', { count: done.list.terms, terms: format.number(done.list.terms) })}</span>
      </div>
      {done && done.refused > 0 ? <LeftOut done={done} /> : null}
      {wrong ? null : <ProblemNote problem={bring.problem} />}
    </div>
  );
}

/** The lines of the file that hold no term, each with the reason. */
function LeftOut({ done: { refused, lines } }: { readonly done: Done }) {
  const { t } = useTranslation();
  const format = useFormat();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => { place.current?.scrollIntoView({ block: 'nearest' }); }, [lines]);
  return (
    <div ref={place} className={classes.form}>
      <strong>{t('terms.left-out', { count: refused })}</strong>
      <RefusalRows heads={[t('terms.begins'), t('exchange.where'), t('exchange.why')]} rows={lines.map(({ line, fault, text }) => [text, placeWords(`line ${format.number(line)}`, t), t(`terms.fault.${fault}`)])} />
      {lines.length < refused ? <span className={classes.file}>{t('terms.first-told', { count: lines.length })}</span> : null}
    </div>
  );
}
