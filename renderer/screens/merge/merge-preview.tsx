import { Loader } from '@mantine/core';
import { IconArrowsExchange, IconArrowsJoin2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MergePreview } from '#domain/contract/merging.ts';
import type { MergeFact } from '#domain/patients/merge-facts.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { navigate } from '#renderer/router.ts';
import { FactTable, type Whose } from './fact-table.tsx';
import classes from './merge.module.css';
import { dropRecord } from './pair-search.ts';

interface Props {
  readonly patientId: string;
  readonly otherId: string;
}

/** What merging two records would do, either of them staying. */
export function MergePreviewPane({ patientId, otherId }: Props) {
  const { t } = useTranslation();
  const [swapped, setSwapped] = useState<boolean>();
  const first = useLive(`merge.preview ${patientId} ${otherId}`, () => client.merging.preview({ patientId, otherId }), ['merging']);
  // The fuller record stays unless somebody turns it round.
  const isTurned = swapped ?? first.data?.fuller === 'other';
  const turned = useLive(isTurned ? `merge.preview ${otherId} ${patientId}` : null, () => client.merging.preview({ patientId: otherId, otherId: patientId }), ['merging']);
  const { data, error } = isTurned ? turned : first;
  if (error !== undefined && !data) return <ProblemNote problem={problemOf(error)} />;
  if (!data) return <Loader size="sm" aria-label={t('patients.loading')} />;
  return <Preview key={data.kept.id} preview={data} onSwap={() => setSwapped(!isTurned)} />;
}

function Preview({ preview, onSwap }: { readonly preview: MergePreview; readonly onSwap: () => void }) {
  const { t } = useTranslation();
  const { kept, other, differences, moves, obstacle } = preview;
  const [chosen, setChosen] = useState<Partial<Record<MergeFact, Whose>>>({});
  const whose = (fact: MergeFact): Whose => chosen[fact] ?? differences.find((each) => each.fact === fact)?.suggested ?? 'kept';
  const merge = useCommand(async () => {
    await client.merging.merge({ patientId: kept.id, otherId: other.id, take: differences.map(({ fact }) => fact).filter((fact) => whose(fact) === 'other') });
    dropRecord(other.id);
    toast('done', t('merge.done', { name: isolated(whose('name') === 'other' ? other.name : kept.name) }));
    navigate('patients', kept.id);
  });
  return (
    <>
      <p className={classes.about}>{t('merge.about')}</p>
      {obstacle === null ? null : <AttentionNote>{t(`errors.conflict.${obstacle}`)}</AttentionNote>}
      {kept.sex === other.sex || kept.sex === 'unknown' || other.sex === 'unknown' ? null : <AttentionNote>{t('merge.other-sex')}</AttentionNote>}
      <ProblemNote problem={merge.problem} />
      <FactTable preview={preview} whose={whose} onChoose={(fact, which) => setChosen({ ...chosen, [fact]: which })} />
      <section className={classes.moves} aria-label={t('merge.moves')}>
        <h2 className={classes.heading}>{t('merge.moves')}</h2>
        {moves.length === 0 ? <p className={classes.dim}>{t('merge.moves-nothing')}</p> : (
          <ul className={classes.counts}>
            {moves.map(({ record, count }) => <li key={record}>{t('merge.count', { record: t(`audit.record.${record}`), rows: count })}</li>)}
          </ul>
        )}
      </section>
      <div className={classes.actions}>
        <ActionButton
          action={{ id: 'merge.now', title: t('merge.now'), keys: 'Ctrl+Enter', run: () => void merge.run(), when: obstacle === null }} busy={merge.busy}
          icon={<IconArrowsJoin2 size={18} aria-hidden />}
        />
        <ActionButton action={{ id: 'merge.swap', title: t('merge.swap'), keys: 'w', run: onSwap }} variant="default" icon={<IconArrowsExchange size={18} aria-hidden />} />
        <span className={classes.dim}>{t('merge.reversible')}</span>
      </div>
    </>
  );
}
