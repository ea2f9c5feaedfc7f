import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { navigate } from '#renderer/router.ts';
import { goBack } from '../patients/go-back.ts';
import { MergePreviewPane } from './merge-preview.tsx';
import classes from './merge.module.css';
import { OtherChoice } from './other-choice.tsx';

interface Props {
  readonly patientId: string;
  /** The other record, once it is chosen. */
  readonly otherId: string | undefined;
}

/** Two records of one person become one: first who else, then what becomes of it. spec: REG-5 */
export function MergeScreen({ patientId, otherId }: Props) {
  const { t } = useTranslation();
  const back = (): void => (otherId === undefined ? goBack('patients', patientId) : navigate('patients', patientId, 'merge'));
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1 className={classes.title}>{t('merge.title')}</h1>
        <ActionButton
          action={{ id: 'merge.back', title: t('merge.back'), keys: 'Escape', run: back }} variant="default" icon={<IconArrowBackUp size={18} aria-hidden />}
        />
      </header>
      {otherId === undefined
        ? <OtherChoice patientId={patientId} onChoose={(id) => navigate('patients', patientId, 'merge', id)} />
        : <MergePreviewPane key={otherId} patientId={patientId} otherId={otherId} />}
    </div>
  );
}
