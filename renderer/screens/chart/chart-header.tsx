import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangleFilled, IconHeartbeat, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Patient } from '#domain/contract/patients.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys } from '#renderer/parts/keys.ts';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { Face } from '#renderer/parts/photo/face.tsx';
import { ScoreBadge } from '#renderer/parts/score/score-badge.tsx';
import { navigate } from '#renderer/router.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { ArchivedMark } from '../patients/archived-mark.tsx';
import { ChoiceMark } from '../patients/choice-mark.tsx';
import { BookedNote } from '../calendar/booked-today.tsx';
import { OpenBalance } from '../cashier/open-balance.tsx';
import { ageWords, sexWord } from '../patients/patient-words.ts';
import { TokenChoice } from '../patients/token-choice.tsx';
import classes from './chart-header.module.css';
import { useScore } from './score-panel.tsx';
import { PrintMenu } from './print-menu.tsx';

/** Who this is, and what must never be overlooked; stays in sight while the rest scrolls. */
export function ChartHeader({ patient, onEdit, onScore }: { readonly patient: Patient; readonly onEdit: () => void; readonly onScore: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const can = useCan();
  return (
    <header className={classes.header}>
      <Face name={patient.name} photo={patient.photo} size={56} />
      <div className={classes.who}>
        <h1 className={classes.name} title={patient.name}><Name>{patient.name}</Name></h1>
        <div className={classes.facts}>
          <span>{ageWords(patient, now, t, format, true)}</span>
          {patient.birthDate === null || patient.birthEstimated ? null : <span>{format.date(patient.birthDate)}</span>}
          <span>{sexWord(patient.sex, t)}</span>
          <span dir="ltr">{patient.number}</span>
          {patient.pregnant ? <strong>{t('patients.field.pregnant')}</strong> : null}
          <BookedNote patientId={patient.id} />
          <OpenBalance patientId={patient.id} />
          <ChoiceMark count={patient.choices} />
          {patient.archived ? <ArchivedMark reason={patient.archivedReason} /> : null}
        </div>
      </div>
      {can('vitals.read') ? <ScoreMark patientId={patient.id} onOpen={onScore} /> : null}
      <Allergies patient={patient} />
      <div className={classes.actions}>
        {can('vitals.write') ? (
          <ActionButton
            action={{ id: 'chart.vitals', title: t('vitals.take'), keys: 'v', run: () => navigate('patients', patient.id, 'vitals'), when: !patient.archived }}
            icon={<IconHeartbeat size={18} aria-hidden />}
          />
        ) : null}
        {can('queue.issue') ? <TokenChoice patient={patient} keys="t" disabled={patient.archived} /> : null}
        {can('patients.write') ? (
          <ActionButton
            action={{ id: 'patients.edit', title: t('patients.edit'), keys: 'e', run: onEdit }} variant="default"
            icon={<IconPencil size={18} aria-hidden />}
          />
        ) : null}
        {can('print.use') ? <PrintMenu patientId={patient.id} /> : null}
      </div>
    </header>
  );
}

/** The score as it stands; a key opens why. */
function ScoreMark({ patientId, onOpen }: { readonly patientId: string; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const { data } = useScore(patientId);
  const score = data?.applies === true ? data.score : null;
  const action = { id: 'chart.score', title: t('scores.show'), keys: 's', run: onOpen, when: data?.applies === true };
  useAction(action);
  if (!score) return null;
  return (
    <UnstyledButton className={classes.score ?? ''} onClick={onOpen} data-action={action.id} aria-keyshortcuts={ariaKeys(action.keys)}>
      <ScoreBadge score={score} withBand withAge />
      <KeyHint keys={action.keys} />
    </UnstyledButton>
  );
}

/** Named one by one: a count would have to be opened before it helps. */
function Allergies({ patient }: { readonly patient: Patient }) {
  const { t } = useTranslation();
  if (patient.allergies.length === 0) return <span className={classes.noAllergies}>{t('chart.no-allergies')}</span>;
  const names = patient.allergies.map(({ substance, reaction, removed }) => {
    const name = isolated(reaction === '' ? substance : `${substance} (${reaction})`);
    return removed ? t('chart.asked-allergy', { name }) : name;
  }).join(t('everywhere.comma'));
  return (
    <div className={classes.allergies} title={names}>
      <IconAlertTriangleFilled size={18} aria-hidden />
      <span><strong>{t('chart.allergies')}</strong> <bdi>{names}</bdi></span>
    </div>
  );
}
