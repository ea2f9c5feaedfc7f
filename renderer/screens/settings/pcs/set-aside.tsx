import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { Group } from '../parts/page.tsx';
import page from '../parts/page.module.css';
import { contentWords } from './content-words.ts';
import classes from './pcs.module.css';
import { RowQuestion } from './row-question.tsx';

const COLUMNS = ['record', 'contents', 'pc', 'why', 'at'] as const;
type Answer = 'admit' | 'discard';

/** Changes the server did not take into the record; nothing of them is lost. Not there while there are none. */
export function SetAside() {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<{ readonly opId: string; readonly answer: Answer }>();
  const live = useLive('sync.set-aside', () => client.sync.setAside({}), ['sync']);
  const decide = useCommand(async (opId: string, admit: boolean, needed: boolean) => {
    await client.sync.decide({ opId, admit, needed, reason: t(admit ? 'sync.aside.admitted' : 'sync.aside.discarded') });
    setAsking(undefined);
    live.reload();
  });
  const operations = live.data?.operations ?? [];
  if (operations.length === 0) return null;
  return (
    <Group title={t('sync.aside.title')} wide>
      <p className={classes.server}>{t('sync.aside.about')}</p>
      <table className={`${page.table} ${classes.aside}`}>
        <thead>
          <tr>{COLUMNS.map((column) => <th key={column} scope="col">{t(`sync.aside.column.${column}`)}</th>)}<th scope="col"><span className="db-hidden">{t('sync.devices.actions')}</span></th></tr>
        </thead>
        <tbody>
          {operations.map((each) => (
            <AsideRow
              key={each.opId} operation={each} busy={decide.busy} asking={asking?.opId === each.opId ? asking.answer : undefined}
              onAsk={(answer) => setAsking(answer && { opId: each.opId, answer })} onDecide={(answer) => void decide.run(each.opId, answer === 'admit', isNeeded(each))}
            />
          ))}
        </tbody>
      </table>
      <ProblemNote problem={decide.problem} />
    </Group>
  );
}

type Operation = Awaited<ReturnType<typeof client.sync.setAside>>['operations'][number];

/** Discarded before: the record has later changes of it. */
const isNeeded = ({ reason }: Operation): boolean => reason === 'needed';

interface RowProps {
  readonly operation: Operation;
  readonly busy: boolean;
  readonly asking: Answer | undefined;
  readonly onAsk: (answer: Answer | undefined) => void;
  readonly onDecide: (answer: Answer) => void;
}

function AsideRow({ operation, busy, asking, onAsk, onDecide }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const contents = contentWords(operation.contents, t, format);
  return (
    <>
      <tr>
        <th scope="row">{t(`audit.record.${operation.record}`, { defaultValue: operation.record })}</th>
        <td className={classes.contents}><bdi>{contents}</bdi></td>
        <td><bdi>{operation.pc}</bdi></td>
        <td>{t(`sync.aside.reason.${operation.reason}`, { defaultValue: operation.reason })}</td>
        <td className={classes.when}>{format.dateTime(operation.receivedAt, now)}</td>
        <td className={classes.actions}>
          <span className={classes.rowButtons}>
            {(['admit', 'discard'] as const).map((answer) => (
              <Button key={answer} size="compact-sm" variant="default" onClick={() => onAsk(answer)}>{t(`sync.aside.${answer}`)}<span className="db-hidden">: {contents}</span></Button>
            ))}
          </span>
        </td>
      </tr>
      {asking === undefined ? null : (
        <tr data-question>
          <td colSpan={COLUMNS.length + 1}>
            <RowQuestion
              question={t(isNeeded(operation) ? `sync.aside.needed.${asking}-question` : `sync.aside.${asking}-question`)} confirm={t(`sync.aside.${asking}`)} forGood={asking === 'discard'} busy={busy}
              onYes={() => onDecide(asking)} onNo={() => onAsk(undefined)}
            />
          </td>
        </tr>
      )}
    </>
  );
}
