import { IconArrowsSplit2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { LiveContent } from '../parts/live-content.tsx';
import { ChoiceCard } from './choice-card.tsx';
import classes from './pcs.module.css';

/** What two PCs wrote without knowing of each other, and a person must look at. */
export function Choices() {
  const { t } = useTranslation();
  const live = useLive('sync.conflicts', () => client.sync.conflicts({}), ['sync', 'patients']);
  return (
    <LiveContent live={live}>{({ conflicts }) => (conflicts.length === 0
      ? <Empty icon={IconArrowsSplit2} title={t('sync.choices.none')} hint={t('sync.choices.none-hint')} />
      : <ul className={classes.choices}>{conflicts.map((conflict) => <li key={conflict.id}><ChoiceCard conflict={conflict} /></li>)}</ul>
    )}</LiveContent>
  );
}
