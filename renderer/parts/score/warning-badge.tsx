import { IconAlertTriangleFilled, IconChevronsUp, IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { recalledWarnings } from '#domain/clinical/early-warnings.ts';
import type { QueueEntry } from '#domain/contract/queue.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ago } from '#renderer/text/ago.ts';
import classes from './score.module.css';

/** Why a child or a pregnant woman was moved up: the rule, what it asks for, and how old its values are. spec: CDS-1, QUE-2 */
export function WarningBadge({ warning }: { readonly warning: NonNullable<QueueEntry['warning']> }) {
  const { t, i18n } = useTranslation();
  const passed = ago(warning.takenAt, useNow(), i18n.language);
  const Shape = warning.place === 'emergency' ? IconAlertTriangleFilled : IconChevronsUp;
  const [name, place] = [t(`scores.warning.${warning.rule}`), t(`priority.${warning.place}`)];
  const check = recalledWarnings.has(warning.rule);
  const why = t(warning.severePressure ? 'scores.warning.pressure' : 'scores.warning.whole', { name, place, ago: passed });
  const whole = check ? `${why} ${t('rules.check')}` : why;
  return (
    <span className={classes.badge} data-band={warning.place === 'emergency' ? 'high' : 'medium'} title={whole} aria-label={whole} role="img">
      <Shape size={15} aria-hidden />
      <span className={classes.points} aria-hidden>{name}</span>
      <span className={classes.age} aria-hidden>{passed}</span>
      {check ? <IconHelpCircle size={14} aria-hidden /> : null}
    </span>
  );
}
