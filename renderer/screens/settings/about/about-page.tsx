import { useTranslation } from 'react-i18next';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { useCapabilities } from '#renderer/session/session.ts';
import { Group, Page } from '../parts/page.tsx';
import classes from './about.module.css';
import { LOINC_NOTICE } from './loinc-notice.ts';

/** Version, letter of this PC, where the records lie, licences. */
export function AboutPage() {
  const { t } = useTranslation();
  const known = useCapabilities((state) => state.known);
  return (
    <Page title={t('settings.page.about')} about={t('settings.about.about')}>
      {known?.storeReadOnly && <AttentionNote>{t('settings.about.read-only')}</AttentionNote>}
      <Group title={t('settings.about.program')} wide>
        <dl className={classes.facts}>
          <dt>{t('settings.about.version')}</dt>
          <dd><bdi>{`Daybook ${known?.version ?? ''}`}</bdi></dd>
          <dt>{t('settings.about.desk-letter')}</dt>
          <dd>{known?.deskLetter}<span className={classes.hint}>{t('settings.about.desk-letter-hint')}</span></dd>
          <dt>{t('settings.about.runs-in')}</dt>
          <dd>{known && t(`settings.about.shell.${known.shell}`)}</dd>
          <dt>{t('settings.about.mode')}</dt>
          <dd>{t(known?.training ? 'settings.about.training' : 'settings.about.real')}</dd>
        </dl>
      </Group>
      <Group title={t('settings.about.recovery')} wide><p className={classes.text}>{t('settings.about.recovery-text')}</p></Group>
      <Group title={t('settings.about.licence')} wide>
        <p className={classes.text}>{t('settings.about.licence-text')}</p>
        <p className={classes.text} lang="en" dir="ltr">{LOINC_NOTICE}</p>
      </Group>
    </Page>
  );
}
