import { NativeSelect, TextInput, UnstyledButton } from '@mantine/core';
import { memo, useCallback, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ltr } from '#renderer/text/ltr.ts';
import type { LabLine } from '#domain/contract/lab-shapes.ts';
import { rangeText } from '#domain/lab/range.ts';
import type { LabTest } from '#domain/lab/test.ts';
import { unitsOfTest } from '#domain/lab/typed-result.ts';
import { unitLabel } from '#domain/lab/reading.ts';
import { issueOf, type Problem } from '#renderer/api/problem.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import type { Catalogue } from '#renderer/session/laboratory.ts';
import { FlagMark } from '../values/value-text.tsx';
import { readingOf, type Grid, type Reading, type Typed } from './grid-state.ts';
import { PriorityMark } from './order-list.tsx';
import classes from './work.module.css';

interface Props {
  readonly lines: readonly LabLine[];
  readonly catalogue: Catalogue;
  readonly grid: Grid;
  readonly problem: Problem | undefined;
  readonly mayWrite: boolean;
  readonly onType: (lineId: string, typed: Typed) => void;
  /** The line that has the cursor. */
  readonly onAt: (lineId: string) => void;
}

/** One line a test, one column to type in: Enter goes down. */
export function ResultGrid({ lines, catalogue, grid, problem, mayWrite, onType, onAt }: Props) {
  const { t } = useTranslation();
  const body = useRef<HTMLTableSectionElement>(null);
  const step = useCallback((from: HTMLElement, by: number): void => {
    const boxes = [...(body.current?.querySelectorAll<HTMLInputElement>('input[data-result]') ?? [])];
    const next = boxes[boxes.findIndex((box) => box === from) + by];
    next?.focus();
    next?.select();
  }, []);
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('laboratory.results')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('laboratory.number')}</th>
            <th scope="col">{t('laboratory.patient')}</th>
            <th scope="col">{t('laboratory.test')}</th>
            <th scope="col">{t('laboratory.result')}</th>
            <th scope="col">{t('laboratory.unit')}</th>
            <th scope="col">{t('laboratory.meaning')}</th>
            <th scope="col">{t('laboratory.range')}</th>
            <th scope="col">{t('laboratory.previous')}</th>
          </tr>
        </thead>
        <tbody ref={body}>
          {lines.map((line, index) => (
            <GridRow
              key={line.id} line={line} catalogue={catalogue} typed={grid[line.id]} issueCode={issueOf(problem, line.id)?.code} mayWrite={mayWrite} first={index === 0}
              onType={onType} onAt={onAt} onStep={step}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps extends Omit<Props, 'lines' | 'grid' | 'problem'> {
  readonly line: LabLine;
  readonly typed: Typed | undefined;
  /** What was wrong with it when it was to be stored. */
  readonly issueCode: string | undefined;
  readonly first: boolean;
  readonly onStep: (from: HTMLElement, by: number) => void;
}

/** Drawn anew only when something of it changes: each key that is pressed changes one line of two hundred. */
const GridRow = memo(function GridRow({ line, catalogue, typed, issueCode, mayWrite, first, onType, onAt, onStep }: RowProps) {
  const { t } = useTranslation();
  const now = useNow();
  const test = catalogue.testOf(line.testCode);
  if (!test) return null;
  const reading = readingOf(line, test, typed, { now, answerName: catalogue.answerName });
  const unit = typed?.unit ?? test.unit;
  const units = unitsOfTest(test);
  const switchUnit = (to: string): void => onType(line.id, { text: typed?.text ?? '', unit: to });
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.altKey && event.code === 'KeyU' && reading.slip !== undefined) switchUnit(reading.slip);
    else if (event.altKey && event.code === 'KeyK' && reading.slip !== undefined) onType(line.id, { ...(typed ?? { text: '' }), kept: true });
    else if (event.altKey) return;
    else if (event.key === 'Enter' || event.key === 'ArrowDown') onStep(event.currentTarget, event.shiftKey ? -1 : 1);
    else if (event.key === 'ArrowUp') onStep(event.currentTarget, -1);
    else return;
    event.preventDefault();
  };
  const name = catalogue.nameOf(line.testCode);
  const answers = answersOf(test, catalogue);
  return (
    <tr>
      <td className={classes.specimen}><bdi dir="ltr">{line.specimen?.number ?? '–'}</bdi> <PriorityMark priority={line.priority} /></td>
      <td><Name>{line.patient.name}</Name></td>
      <th scope="row">{name}</th>
      <td>
        <TextInput
          className={test.kind === 'coded' ? classes.answers : classes.box} size="sm" data-result aria-label={t('laboratory.result-of', { test: name, patient: line.patient.name })} value={typed?.text ?? ''} dir={directionOf(test.kind, typed?.text)} maxLength={400} autoComplete="off" spellCheck={false}
          disabled={!mayWrite} {...(first ? { autoFocus: true } : {})} placeholder={answers}
          error={isWrong(reading, issueCode)} onFocus={() => onAt(line.id)} onKeyDown={onKeyDown}
          onChange={(event) => onType(line.id, { text: event.currentTarget.value, ...(typed?.unit === undefined ? {} : { unit: typed.unit }) })}
        />
        <Trouble reading={reading} issueCode={issueCode} answers={answers} onSwitch={switchUnit} onKeep={() => onType(line.id, { ...(typed ?? { text: '' }), kept: true })} />
      </td>
      <td className={classes.nowrap}>
        {units.length > 1
          ? <NativeSelect className={classes.unitBox} size="sm" aria-label={t('laboratory.unit-of', { test: name })} tabIndex={-1} value={unit} disabled={!mayWrite} data={units.map((each) => ({ value: each, label: ltr(unitLabel(each)) }))} onChange={(event) => switchUnit(event.currentTarget.value)} />
          : <span dir="ltr">{unitLabel(unit)}</span>}
      </td>
      <td><Meaning reading={reading} catalogue={catalogue} /></td>
      <td className={classes.nowrap}><bdi dir="ltr">{rangeText(reading.range) || '–'}</bdi></td>
      <td className={classes.nowrap}>
        <Previous line={line} reading={reading} />
      </td>
    </tr>
  );
});

/** The answers to choose from, for a test that has some. */
const answersOf = (test: LabTest, catalogue: Catalogue): string =>
  (test.kind === 'coded' ? test.choices.map(({ code }) => isolated(catalogue.answerName(code).split(/[,،]/)[0] ?? '')).join(' / ') : '');

const isWrong = ({ error, slip }: Reading, issueCode: string | undefined): boolean =>
  (issueCode !== undefined && issueCode !== 'unit-slip') || (error !== null && slip === undefined);

/** Words are written as their language is; until there are some, the answers to choose from read as the screen does. */
const directionOf = (kind: LabTest['kind'], typed = ''): 'ltr' | 'auto' | undefined => (kind === 'numeric' ? 'ltr' : typed === '' ? undefined : 'auto');

/** The last value, and how far the new one is from it where that is far. */
function Previous({ line: { previous }, reading: { delta } }: { readonly line: LabLine; readonly reading: Reading }) {
  const { t } = useTranslation();
  return (
    <>
      {previous === null ? '–' : <bdi dir="ltr">{`${String(previous.value)} ${unitLabel(previous.unit)}`}</bdi>}
      {delta === null ? null : <span className={classes.delta}>{t('laboratory.delta', { percent: `${delta.percent > 0 ? '+' : ''}${String(delta.percent)}` })}</span>}
    </>
  );
}

/** The flag of what is typed; of a coded test the answer it was read as. */
function Meaning({ reading: { measured, flag }, catalogue }: { readonly reading: Reading; readonly catalogue: Catalogue }) {
  const { t } = useTranslation();
  if (measured === null) return <>–</>;
  return (
    <>
      {measured.text === null ? null : <span>{catalogue.answerName(measured.text)} </span>}
      {flag === 'normal' ? <span className={classes.dim}>{t('laboratory.flag.normal')}</span> : <FlagMark flag={flag} />}
    </>
  );
}

interface TroubleProps { readonly reading: Reading; readonly issueCode: string | undefined; readonly answers: string; readonly onSwitch: (unit: string) => void; readonly onKeep: () => void }

/** What is wrong with a box, or a unit it was probably meant in. */
function Trouble({ reading, issueCode, answers, onSwitch, onKeep }: TroubleProps) {
  const { t } = useTranslation();
  const { slip } = reading;
  if (slip !== undefined) {
    return (
      <span className={classes.slip} role="status">
        {t('laboratory.slip', { unit: unitLabel(slip) })}
        <UnstyledButton onClick={() => onSwitch(slip)} aria-keyshortcuts="Alt+U">{t('laboratory.slip-switch')} <KeyHint keys="Alt+U" /></UnstyledButton>
        <UnstyledButton onClick={onKeep} aria-keyshortcuts="Alt+K">{t('laboratory.slip-keep')} <KeyHint keys="Alt+K" /></UnstyledButton>
      </span>
    );
  }
  const code = issueCode !== undefined && issueCode !== 'unit-slip' ? issueCode : reading.error;
  if (code === null) return null;
  const said = t(`errors.invalid.${code}`, { defaultValue: t('errors.invalid.other') });
  // What may be typed stood in the empty box; now that it is not empty it stands here.
  return <span className={classes.problem}>{said}{code === 'no-such-answer' && answers !== '' ? <> {answers}</> : null}</span>;
}
