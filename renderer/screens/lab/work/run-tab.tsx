import { NativeSelect, TextInput } from '@mantine/core';
import { IconArrowBackUp, IconDeviceFloppy, IconPackageImport, IconFlask2, IconX } from '@tabler/icons-react';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabLine } from '#domain/contract/lab-shapes.ts';
import { formatSpecimenNumber, parseSpecimenNumber } from '#domain/lab/specimen-number.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys } from '#renderer/parts/keys.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useDraft } from '#renderer/session/draft.ts';
import { useLabCatalogue } from '#renderer/session/laboratory.ts';
import { useCan } from '#renderer/session/session.ts';
import { readGrid, typedLines, type Grid, type Typed } from './grid-state.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { ResultGrid } from './result-grid.tsx';
import classes from './work.module.css';

const MOST = 200;
const NONE: readonly LabLine[] = [];

/** Specimens in the laboratory: results are typed down one column. `specimen` is the number of a scanned label. */
export function RunTab({ specimen }: { readonly specimen: string | undefined }) {
  const { t } = useTranslation();
  const mayWrite = useCan()('lab.write');
  const catalogue = useLabCatalogue();
  const [testCode, setTestCode] = useState('');
  const [wanted, setWanted] = useState(specimen ?? '');
  const [scanned, setScanned] = useState(specimen);
  // A label scanned while one is here already.
  if (specimen !== scanned) {
    setScanned(specimen);
    setWanted(specimen ?? '');
  }
  const live = useLive(`laboratory.worklist:run:${testCode}`, () => client.laboratory.worklist({ list: 'run', limit: MOST, ...(testCode === '' ? {} : { testCode }) }), ['lab', 'patients']);
  const open = live.data?.lines ?? NONE;
  const lines = catalogue ? open.filter((line) => catalogue.testOf(line.testCode)?.kind !== 'calculated' && fits(line, wanted)) : NONE;
  const codes = [...new Set([...(testCode === '' ? [] : [testCode]), ...open.map((line) => line.testCode)])];
  return (
    <Card title={t('laboratory.tab.run')} fill className={classes.whole}>
      <div className={classes.fill}>
        <div className={classes.tools}>
          <NativeSelect
            label={t('laboratory.test')} value={testCode} onChange={(event) => setTestCode(event.currentTarget.value)}
            data={[{ value: '', label: t('laboratory.all-tests') }, ...codes.map((code) => ({ value: code, label: catalogue?.nameOf(code) ?? code }))]}
          />
          <SpecimenBox value={wanted} onChange={setWanted} />
        </div>
        {live.error !== undefined && !live.data ? <ProblemNote problem={problemOf(live.error)} /> : null}
        {live.data && lines.length === 0 ? <Empty icon={IconFlask2} title={t('laboratory.none.run')} hint={t('laboratory.none-hint.run')} /> : null}
        {catalogue && lines.length > 0 ? <Typing lines={lines} catalogue={catalogue} mayWrite={mayWrite} /> : null}
        {open.length >= MOST ? <p className={classes.note}>{t('laboratory.first-only', { count: MOST })}</p> : null}
      </div>
    </Card>
  );
}

/** A specimen by its number, however it is written, or a patient by a part of name or number. */
function fits(line: LabLine, wanted: string): boolean {
  const text = wanted.trim();
  if (text === '') return true;
  const read = parseSpecimenNumber(text);
  if (read.ok) return line.specimen?.number === formatSpecimenNumber(read.value);
  return [line.specimen?.number ?? '', line.patient.name, line.patient.number].some((part) => part.toLowerCase().includes(text.toLowerCase()));
}

function SpecimenBox({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const box = useRef<HTMLInputElement>(null);
  // With Alt: the cursor mostly stands in a result's box.
  const keys = 'Alt+S';
  useAction({ id: 'lab.find-specimen', title: t('laboratory.find'), keys, run: () => box.current?.select() });
  return (
    <TextInput
      ref={box} className={classes.find} label={t('laboratory.find')} placeholder={t('laboratory.find-hint')} value={value} maxLength={60} autoComplete="off" spellCheck={false} aria-keyshortcuts={ariaKeys(keys)}
      rightSection={<KeyHint keys={keys} />} rightSectionWidth={60} onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface TypingProps {
  readonly lines: readonly LabLine[];
  readonly catalogue: NonNullable<ReturnType<typeof useLabCatalogue>>;
  readonly mayWrite: boolean;
}

function Typing({ lines, catalogue, mayWrite }: TypingProps) {
  const { t } = useTranslation();
  const [grid, setGrid] = useState<Grid>({});
  const [rejecting, setRejecting] = useState(false);
  const [at, setAt] = useState<string>();
  const typed = typedLines(grid);
  const draft = useDraft('lab-results', typed.length === 0 ? null : JSON.stringify(grid), (content) => setGrid(readGrid(content)));
  const set = useCallback((lineId: string, next: Typed): void => setGrid((before) => ({ ...before, [lineId]: next })), []);
  const here = lines.find(({ id }) => id === at) ?? lines[0];
  const save = useCommand(async () => {
    // Only what is on the screen: a filter must not hide a mistake.
    const shown = new Map(lines.map((line) => [line.id, line]));
    const values = typed.flatMap(([lineId, { text, unit }]) => {
      const line = shown.get(lineId);
      return line ? [{ lineId, typed: text, replaces: line.current?.id ?? null, ...(unit === undefined ? {} : { unit }) }] : [];
    });
    if (values.length === 0) return;
    await client.laboratory.enter({ values, confirmed: typed.filter(([, { kept }]) => kept === true).map(([lineId]) => `${lineId}:unit-slip`) });
    setGrid(Object.fromEntries(Object.entries(grid).filter(([lineId]) => !shown.has(lineId))));
    draft.drop();
    toast('done', t('laboratory.saved', { count: values.length }));
  });
  const reject = useCommand(async (reason: string) => {
    if (here?.specimen) await client.laboratory.reject({ specimenId: here.specimen.id, reason, recollect: true });
    setRejecting(false);
  });
  const receive = useCommand(async () => {
    if (!here?.specimen) return;
    await client.laboratory.receive({ specimenId: here.specimen.id });
    toast('done', t('laboratory.received', { number: here.specimen.number }));
  });
  const clearAll = (): void => { setGrid({}); draft.drop(); save.clear(); };
  return (
    <>
      <ResultGrid lines={lines} catalogue={catalogue} grid={grid} problem={save.problem} mayWrite={mayWrite} onType={set} onAt={setAt} />
      {save.problem && save.problem.code !== 'INVALID' && save.problem.code !== 'CONFIRM' ? <ProblemNote problem={save.problem} /> : null}
      <ProblemNote problem={receive.problem} />
      {mayWrite ? (
        <div className={classes.actions} data-foot>
          <ActionButton action={{ id: 'lab.save', title: t('laboratory.save', { count: typed.length }), keys: 'Ctrl+Enter', run: () => void save.run(), when: typed.length > 0 }} busy={save.busy} icon={<IconDeviceFloppy size={18} aria-hidden />} />
          <ActionButton variant="default" action={{ id: 'lab.receive', title: t('laboratory.receive'), keys: 'Alt+I', run: () => void receive.run(), when: here?.specimen?.status === 'collected' }} busy={receive.busy} icon={<IconPackageImport size={18} aria-hidden />} />
          <ActionButton variant="default" action={{ id: 'lab.reject', title: t('laboratory.reject'), keys: 'Alt+X', run: () => { reject.clear(); setRejecting(true); }, when: here?.specimen != null }} icon={<IconX size={18} aria-hidden />} />
          <ActionButton variant="subtle" action={{ id: 'lab.clear', title: t('laboratory.clear'), keys: 'Alt+Z', run: clearAll, when: typed.length > 0 }} icon={<IconArrowBackUp size={18} aria-hidden />} />
          <span className={classes.dim}>{t('laboratory.grid-keys')}</span>
        </div>
      ) : null}
      <ReasonDialog
        opened={rejecting} title={t('laboratory.reject-title', { number: here?.specimen?.number ?? '' })} label={t('laboratory.reason')} confirm={t('laboratory.reject')} problem={reject.problem} busy={reject.busy}
        onClose={() => setRejecting(false)} onReason={(reason) => void reject.run(reason)}
      />
    </>
  );
}
