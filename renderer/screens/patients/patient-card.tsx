import { IconArrowsJoin2, IconFileText, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { Phone } from '#renderer/parts/phone.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { navigate } from '#renderer/router.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { AllergyMark } from './allergy-mark.tsx';
import { ArchiveChoice } from './archive-choice.tsx';
import { ArchivedMark } from './archived-mark.tsx';
import { ChoiceMark } from './choice-mark.tsx';
import { Face } from '#renderer/parts/photo/face.tsx';
import { ageWords, sexWord } from './patient-words.ts';
import classes from './patients.module.css';
import { TokenChoice } from './token-choice.tsx';

interface Props {
  readonly patient: PatientBrief;
  /** False while another patient may be about to take this one's place: then nothing can be done here. */
  readonly settled: boolean;
  readonly onEdit: () => void;
}

/** Who the chosen line is, and what can be done for that person. */
export function PatientCard({ patient, settled, onEdit }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const can = useCan();
  return (
    <div className={classes.card}>
      <div className={classes.cardHead}>
        <Face name={patient.name} size={52} />
        <div>
          <h2 className={classes.cardName}><Name>{patient.name}</Name></h2>
          <span dir="ltr">{patient.number}</span>
        </div>
      </div>
      {patient.allergyCount > 0 || patient.archived || patient.choices > 0 ? (
        <div className={classes.row}>
          <AllergyMark count={patient.allergyCount} />
          <ChoiceMark count={patient.choices} />
          {patient.archived ? <ArchivedMark /> : null}
        </div>
      ) : null}
      <dl className={classes.details}>
        <dt>{t('patients.age')}</dt>
        <dd>{ageWords(patient, now, t, format, true)}{patient.birthDate === null ? '' : ` · ${format.date(patient.birthDate)}`}</dd>
        <dt>{t('patients.field.sex')}</dt>
        <dd>{sexWord(patient.sex, t)}</dd>
        <dt>{t('patients.field.phone')}</dt>
        <dd>{patient.phone === null ? t('patients.none') : <Phone>{patient.phone}</Phone>}</dd>
        <dt>{t('patients.field.district')}</dt>
        <dd><bdi>{patient.district ?? t('patients.none')}</bdi></dd>
      </dl>
      <div className={classes.actions}>
        <ActionButton
          action={{ id: 'patients.open', title: t('patients.open-chart'), keys: 'Alt+o', run: () => navigate('patients', patient.id), when: settled }}
          icon={<IconFileText size={18} aria-hidden />}
        />
        {can('queue.issue') ? <TokenChoice patient={patient} keys="Ctrl+Enter" disabled={patient.archived || !settled} /> : null}
        {can('patients.write') ? (
          <ActionButton
            action={{ id: 'patients.edit', title: t('patients.edit'), keys: 'Alt+e', run: onEdit, when: settled }} variant="default"
            icon={<IconPencil size={18} aria-hidden />}
          />
        ) : null}
        {can('patients.merge') ? (
          <ActionButton
            action={{ id: 'patients.merge', title: t('merge.open'), keys: 'Alt+m', run: () => navigate('patients', patient.id, 'merge'), when: settled && !patient.archived }}
            variant="default" icon={<IconArrowsJoin2 size={18} aria-hidden />}
          />
        ) : null}
        {can('patients.archive') ? <ArchiveChoice key={patient.id} patientId={patient.id} archived={patient.archived} /> : null}
      </div>
    </div>
  );
}
