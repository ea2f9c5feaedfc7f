import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabLine } from '#domain/contract/lab-shapes.ts';
import type { LabTest } from '#domain/lab/test.ts';
import { unitsOfTest } from '#domain/lab/typed-result.ts';
import { unitLabel } from '#domain/lab/reading.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import type { Catalogue } from '#renderer/session/laboratory.ts';
import { FlagMark, useValueWords } from '../values/value-text.tsx';
import { readingOf } from './grid-state.ts';
import classes from './work.module.css';

interface Props {
  readonly opened: boolean;
  readonly line: LabLine;
  readonly catalogue: Catalogue;
  readonly onClose: () => void;
}

/** The unit the result stands in, else the test's own. */
const firstUnit = (line: LabLine, test: LabTest | undefined): string => (line.current === null || line.current.unit === '' ? test?.unit ?? '' : line.current.unit);

/** Types a result anew; one that was verified is corrected, and says why. */
export function RetypeDialog({ opened, line, catalogue, onClose }: Props) {
  const { t } = useTranslation();
  const words = useValueWords(catalogue);
  const test = catalogue.testOf(line.testCode);
  const verified = line.status === 'verified';
  const [text, setText] = useState(line.current ? words(line.current) : '');
  const [unit, setUnit] = useState(() => firstUnit(line, test));
  const [reason, setReason] = useState('');
  const [openedAt] = useState(() => Date.now());
  const reading = test && readingOf(line, test, { text, unit }, { now: openedAt, answerName: catalogue.answerName });
  const save = useCommand(async () => {
    if (verified) await client.laboratory.amend({ lineId: line.id, valueId: line.current?.id ?? '', typed: text, unit, reason });
    // Both numbers and the unit are on the screen: who presses Enter has seen them.
    else await client.laboratory.enter({ values: [{ lineId: line.id, typed: text, unit, replaces: line.current?.id ?? null }], confirmed: [`${line.id}:unit-slip`] });
    onClose();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void save.run();
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={t(verified ? 'laboratory.amend-title' : 'laboratory.retype-title', { test: catalogue.nameOf(line.testCode) })}>
      <form onSubmit={submit} className={classes.ask}>
        <TextInput data-autofocus label={t('laboratory.result')} value={text} maxLength={400} autoComplete="off" onChange={(event) => setText(event.currentTarget.value)} />
        {test && unitsOfTest(test).length > 1
          ? <NativeSelect label={t('laboratory.unit')} value={unit} data={unitsOfTest(test).map((each) => ({ value: each, label: unitLabel(each) }))} onChange={(event) => setUnit(event.currentTarget.value)} />
          : null}
        <div>{reading ? <FlagMark flag={reading.flag} /> : null}{reading?.slip === undefined ? null : <span className={classes.slip}>{t('laboratory.slip', { unit: unitLabel(reading.slip) })}</span>}</div>
        {verified ? <TextInput label={t('laboratory.amend-reason')} value={reason} maxLength={400} dir="auto" onChange={(event) => setReason(event.currentTarget.value)} /> : null}
        <ProblemNote problem={save.problem} />
        <Button type="submit" loading={save.busy} disabled={text.trim() === '' || (verified && reason.trim() === '')}>{t(verified ? 'laboratory.amend' : 'laboratory.retype')}</Button>
      </form>
    </Dialog>
  );
}
