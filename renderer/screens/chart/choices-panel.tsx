import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Patient } from '#domain/contract/patients.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Choices } from '../settings/pcs/choices.tsx';
import classes from './measure.module.css';
import notes from './choices-panel.module.css';
import { SideHead } from './side-head.tsx';

/** Above the chart while PCs disagree about this patient. Of a record that was put away meanwhile it says so first. */
export function ChoicesNote({ patient, onOpen }: { readonly patient: Patient; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={notes.note} role="status">
      <IconArrowsSplit2 size={18} aria-hidden />
      <span className={notes.words}>{t(patient.archived ? 'sync.choices.banner-away' : 'sync.choices.banner')}</span>
      <ActionButton action={{ id: 'chart.choices', title: t('sync.choices.look'), keys: 'k', run: onOpen }} variant="default" size="compact-sm" />
    </div>
  );
}

/** What waits for a choice about this patient, beside the chart. */
export function ChoicesPanel({ patientId, onClose }: { readonly patientId: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.panel}>
      <SideHead id="chart.close-choices" title={t('sync.choices.title')} onClose={onClose} />
      <Choices patientId={patientId} />
    </div>
  );
}
