import { IconListCheck, IconTable, IconVaccine } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { navigate } from '#renderer/router.ts';
import type { ScreenProps } from '#renderer/routes.tsx';
import { useCan } from '#renderer/session/session.ts';
import { DueDoses } from './due-doses.tsx';
import { MissedList } from './missed-list.tsx';
import classes from './mothers.module.css';
import { ReportPage } from './report-page.tsx';

/** `#/mothers` is who should have come, `#/mothers/vaccinations` whose doses are due, `#/mothers/report` what the births tell. */
export function MothersArea({ rest }: ScreenProps) {
  const { t } = useTranslation();
  const mayReport = useCan()('mothers.report');
  const shown = rest[0] === 'vaccinations' || (rest[0] === 'report' && mayReport) ? rest[0] : 'missed';
  return (
    <div className={classes.screen}>
      <div className={classes.tabs}>
        <h1>{t('mothers.title')}</h1>
        <ActionButton
          action={{ id: 'mothers.list', title: t('mothers.missed'), keys: 'l', run: () => navigate('mothers') }} variant="default" aria-current={shown === 'missed' ? 'page' : undefined} size="compact-md"
          icon={<IconListCheck size={16} aria-hidden />}
        />
        <ActionButton
          action={{ id: 'mothers.vaccinations', title: t('vaccination.due-list.title'), keys: 'v', run: () => navigate('mothers', 'vaccinations') }} variant="default" aria-current={shown === 'vaccinations' ? 'page' : undefined} size="compact-md"
          icon={<IconVaccine size={16} aria-hidden />}
        />
        {mayReport ? (
          <ActionButton
            action={{ id: 'mothers.report', title: t('mothers.report'), keys: 'r', run: () => navigate('mothers', 'report') }} variant="default" aria-current={shown === 'report' ? 'page' : undefined} size="compact-md"
            icon={<IconTable size={16} aria-hidden />}
          />
        ) : null}
      </div>
      {shown === 'report' ? <ReportPage /> : shown === 'vaccinations' ? <DueDoses /> : <MissedList />}
    </div>
  );
}
