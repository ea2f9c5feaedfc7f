import { Progress } from '@mantine/core';
import { IconArrowBackUp, IconArrowsJoin2, IconChecks, IconPlayerStop, IconSearch, IconUsersMinus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PairOfRecords } from '#domain/contract/merging.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { PatientLine } from '#renderer/parts/patient-line.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { navigate } from '#renderer/router.ts';
import { goBack } from '../patients/go-back.ts';
import classes from './merge.module.css';
import { dropPair, putPairBack, searchPairs, stopSearch, usePairSearch } from './pair-search.ts';

/** More lines than this are for after these. */
const DRAWN = 100;

/** Records of the whole clinic that are likely one person's, likeliest first. Enter compares a pair, `x` says they are two people. spec: REG-5 */
export function DuplicatesScreen() {
  const { t } = useTranslation();
  const { pairs, done, problem } = usePairSearch();
  const [at, setAt] = useState(0);
  const [last, setLast] = useState<PairOfRecords>();
  useEffect(() => { if (usePairSearch.getState().pairs === undefined) void searchPairs(); }, []);
  const shown = (pairs ?? []).slice(0, DRAWN);
  const chosen = Math.min(at, shown.length - 1);
  const pair = shown[chosen];
  const compare = (of: PairOfRecords): void => navigate('patients', of.first.id, 'merge', of.second.id);
  const part = useCommand(async (of: PairOfRecords, notSame: boolean) => {
    await client.merging.setNotSame({ patientId: of.first.id, otherId: of.second.id, notSame });
    if (notSame) dropPair(of.first.id, of.second.id);
    else putPairBack(of);
    setLast(notSame ? of : undefined);
  });
  const step = (by: number) => () => setAt(Math.max(0, Math.min(shown.length - 1, chosen + by)));
  useAction({ id: 'duplicates.next', title: t('merge.pairs.next'), keys: 'ArrowDown', run: step(1), when: shown.length > 1 });
  useAction({ id: 'duplicates.previous', title: t('merge.pairs.previous'), keys: 'ArrowUp', run: step(-1), when: shown.length > 1 });
  return (
    <div className={classes.screen} data-wide>
      <header className={classes.head}>
        <h1 className={classes.title}>{t('merge.pairs.title')}</h1>
        <ActionButton action={{ id: 'merge.back', title: t('merge.back'), keys: 'Escape', run: () => goBack('patients') }} variant="default" icon={<IconArrowBackUp size={18} aria-hidden />} />
      </header>
      <div className={classes.actions}>
        <ActionButton action={{ id: 'duplicates.compare', title: t('merge.pairs.compare'), keys: 'Enter', run: () => { if (pair) compare(pair); }, when: pair !== undefined }} icon={<IconArrowsJoin2 size={18} aria-hidden />} />
        <ActionButton
          action={{ id: 'duplicates.not-same', title: t('merge.pairs.not-same'), keys: 'x', run: () => { if (pair) void part.run(pair, true); }, when: pair !== undefined }} busy={part.busy} variant="default"
          icon={<IconUsersMinus size={18} aria-hidden />}
        />
        <SearchTools />
      </div>
      {done === undefined ? null : <Progress value={done * 100} aria-label={t('merge.pairs.progress')} />}
      <ProblemNote problem={problem ?? part.problem} />
      {last ? <Parted pair={last} onUndo={() => void part.run(last, false)} /> : null}
      {shown.length === 0 && done === undefined && pairs ? <Empty icon={IconChecks} title={t('merge.pairs.none')} hint={t('merge.pairs.none-hint')} /> : null}
      <Pairs pairs={shown} chosen={chosen} onChoose={compare} />
      {(pairs?.length ?? 0) > DRAWN ? <p className={classes.dim}>{t('merge.pairs.more', { count: (pairs?.length ?? 0) - DRAWN })}</p> : null}
    </div>
  );
}

/** Stops the search or begins it anew, and says how many were found. */
function SearchTools() {
  const { t } = useTranslation();
  const { pairs, done, stopped } = usePairSearch();
  const searching = done !== undefined;
  return (
    <>
        {searching
          ? <ActionButton action={{ id: 'duplicates.stop', title: t('merge.pairs.stop'), keys: 's', run: stopSearch }} variant="default" icon={<IconPlayerStop size={18} aria-hidden />} />
          : <ActionButton action={{ id: 'duplicates.again', title: t('merge.pairs.again'), keys: 's', run: () => void searchPairs() }} variant="default" icon={<IconSearch size={18} aria-hidden />} />}
        <span className={classes.dim} role="status">{t(searching ? 'merge.pairs.searching' : stopped ? 'merge.pairs.stopped' : 'merge.pairs.found', { count: pairs?.length ?? 0 })}</span>
    </>
  );
}

/** Two lines a pair; a click compares it. */
function Pairs({ pairs, chosen, onChoose }: { readonly pairs: readonly PairOfRecords[]; readonly chosen: number; readonly onChoose: (pair: PairOfRecords) => void }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.pairs} tabIndex={0} aria-label={t('merge.pairs.title')}>
      {pairs.map((each, index) => (
        <li key={`${each.first.id} ${each.second.id}`} className={classes.pair} aria-current={index === chosen || undefined}>
          <button type="button" className={classes.both} onClick={() => onChoose(each)}>
            <PatientLine patient={each.first} detail />
            <PatientLine patient={each.second} detail />
            <span className={classes.dim}>{each.reasons.map((reason) => t(`desk.duplicate.${reason}`)).join(' · ')}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Says who were just told apart, and takes it back. */
function Parted({ pair: { first, second }, onUndo }: { readonly pair: PairOfRecords; readonly onUndo: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.undone} role="status">
      <span>{t('merge.pairs.parted', { first: isolated(first.name), second: isolated(second.name) })}</span>
      <ActionButton action={{ id: 'duplicates.undo', title: t('merge.pairs.undo'), keys: 'Alt+Z', run: onUndo }} variant="default" size="compact-sm" icon={<IconArrowBackUp size={16} aria-hidden />} />
    </div>
  );
}
