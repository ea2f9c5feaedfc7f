import { CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PRIORITIES, type Priority } from '#domain/lab/status.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import type { Keys } from '#renderer/parts/keys.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import type { Orderable } from '#renderer/screens/lab/find-tests.ts';
import { TestBox } from '#renderer/screens/lab/test-box.tsx';
import classes from './lab.module.css';

interface Props {
  readonly patientId: string;
  /** The visit it is ordered in, if there is one. */
  readonly encounterId?: string | null;
  /** To the box, and to send what was chosen. */
  readonly keys?: { readonly box: Keys; readonly send: Keys };
  /** It stands in a card already. */
  readonly bare?: boolean;
}

const KEYS = { box: 'o', send: 'Ctrl+Enter' } as const;

/** Orders tests by typing: a beginning and Enter chooses, a key sends. */
export function LabOrderLine({ patientId, encounterId = null, keys = KEYS, bare = false }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<readonly Orderable[]>([]);
  const [priority, setPriority] = useState<Priority>('routine');
  const [note, setNote] = useState('');
  const send = useCommand(async () => {
    const of = (kind: Orderable['kind']): string[] => chosen.filter((each) => each.kind === kind).map(({ code }) => code);
    const { lines } = await client.laboratory.order({ patientId, encounterId, tests: of('test'), panels: of('panel'), priority, ...(note.trim() === '' ? {} : { note }) });
    setChosen([]);
    setNote('');
    setPriority('routine');
    toast('done', t('laboratory.chart.sent', { count: lines.length }));
  });
  const add = (orderable: Orderable): void => setChosen((before) => (before.some(({ kind, code }) => kind === orderable.kind && code === orderable.code) ? before : [...before, orderable]));
  const count = chosen.reduce((sum, each) => sum + each.count, 0);
  return (
    <section className={bare ? undefined : classes.order} aria-label={t('laboratory.chart.add')}>
      <div className={classes.orderLine}>
        <TestBox keys={keys.box} label={t('laboratory.chart.add')} bare={bare} onChoose={add} />
        {chosen.length === 0 ? null : (
          <>
            <NativeSelect label={t('laboratory.chart.priority')} value={priority} data={PRIORITIES.toReversed().map((each) => ({ value: each, label: t(`laboratory.priority.${each}`) }))} onChange={(event) => setPriority(event.currentTarget.value as Priority)} />
            <TextInput className={classes.noteBox ?? ''} label={t('laboratory.chart.note')} value={note} maxLength={400} dir="auto" onChange={(event) => setNote(event.currentTarget.value)} />
            <ActionButton action={{ id: 'lab.order', title: t('laboratory.chart.send', { count }), keys: keys.send, run: () => void send.run(), when: count > 0 }} busy={send.busy} icon={<IconSend size={18} aria-hidden className="db-flip" />} />
          </>
        )}
      </div>
      {chosen.length === 0 ? null : (
        <ul className={classes.chips} aria-label={t('laboratory.chart.chosen')}>
          {chosen.map((each) => (
            <li key={`${each.kind} ${each.code}`} className={classes.chip}>
              {each.name}{each.kind === 'panel' ? <span className={classes.dim}>{t('laboratory.chart.group', { count: each.count })}</span> : null}
              <CloseButton size="sm" aria-label={t('laboratory.chart.remove', { test: each.name })} onClick={() => setChosen(chosen.filter((other) => other !== each))} />
            </li>
          ))}
        </ul>
      )}
      <ProblemNote problem={send.problem} />
    </section>
  );
}
