import { IconArrowsJoin2, IconHistory, IconShieldCheck, IconTable } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { navigate } from '#renderer/router.ts';
import { useCan } from '#renderer/session/session.ts';
import { PatientFacts } from '../desk/patient-facts.tsx';
import type { Side } from './chart-side.tsx';
import classes from './chart.module.css';
import { SignTile } from './sign-tile.tsx';
import { tilesOf } from './tiles.ts';
import { Timeline } from './timeline.tsx';
import type { Chart } from './use-chart.ts';
import { useUnitChoice } from './use-unit-choice.ts';

interface Props {
  readonly chart: Chart;
  readonly ageDays: number | null;
  /** The vital sign whose panel stands open. */
  readonly sign: string | undefined;
  readonly onSide: (side: Side) => void;
}

/** The chart's first page: how the vital signs went, what happened when. */
export function Overview({ chart: { patient, record }, ageDays, sign, onSide }: Props) {
  const { t, i18n } = useTranslation();
  const units = useUnitChoice();
  const can = useCan();
  const tiles = useMemo(
    () => (record ? tilesOf(record.latest, record.series, { ageDays, units }) : []), [record, ageDays, units],
  );
  return (
    <>
      {tiles.length === 0 ? null : (
        <section className={classes.tiles} aria-label={t('chart.vital-signs')}>
          {tiles.map((tile) => (
            <SignTile
              key={tile.key} tile={tile} language={i18n.language} open={tile.key === sign} onOpen={() => onSide({ kind: 'measure', key: tile.key })}
            />
          ))}
        </section>
      )}
      <div className={classes.all}>
        {record ? <Further onValues={() => onSide({ kind: 'measure', key: 'all' })} onHistory={() => onSide({ kind: 'history' })} /> : null}
        <ActionButton
          action={{ id: 'chart.consent', title: t('consent.title'), keys: 'c', run: () => onSide({ kind: 'consent' }) }} variant="subtle" size="compact-sm"
          icon={<IconShieldCheck size={16} aria-hidden />}
        />
        {can('patients.merge') ? (
          <ActionButton
            action={{ id: 'patients.merge', title: t('merge.open'), keys: 'm', run: () => navigate('patients', patient.id, 'merge') }} variant="subtle" size="compact-sm"
            icon={<IconArrowsJoin2 size={16} aria-hidden />}
          />
        ) : null}
      </div>
      {record ? <Timeline patientId={patient.id} visits={record.visits} count={record.visitCount} /> : <Known patient={patient} />}
    </>
  );
}

/** For who may not read the record: what else the clinic knows of the patient. */
function Known({ patient }: Pick<Chart, 'patient'>) {
  const { t } = useTranslation();
  return (
    <>
      <div className={classes.known}><PatientFacts patient={patient} /></div>
      <p className={classes.note}>{t('chart.not-yours')}</p>
    </>
  );
}

/** The way to values that no picture shows (notes, and those that were all entered in error), and to how the record came to be. */
function Further({ onValues, onHistory }: { readonly onValues: () => void; readonly onHistory: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <ActionButton
        action={{ id: 'chart.all-values', title: t('chart.all-values'), keys: 'a', run: onValues }} variant="subtle" size="compact-sm"
        icon={<IconTable size={16} aria-hidden />}
      />
      <ActionButton
        action={{ id: 'chart.history', title: t('chart.history.title'), keys: 'h', run: onHistory }} variant="subtle" size="compact-sm"
        icon={<IconHistory size={16} aria-hidden />}
      />
    </>
  );
}
