import { IconActivityHeartbeat, IconAlertTriangleFilled, IconChevronsUp, IconCircleDashed, IconCircleCheck, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ScoreView } from '#domain/contract/scores.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ago } from '#renderer/text/ago.ts';
import classes from './score.module.css';

/** A shape for each band: colour is never all that tells them apart. */
const SHAPES: Readonly<Record<ScoreView['band'], Icon>> = {
  zero: IconCircleCheck, low: IconCircleCheck, 'low-medium': IconActivityHeartbeat, medium: IconChevronsUp, high: IconAlertTriangleFilled, incomplete: IconCircleDashed,
};

interface Props {
  readonly score: ScoreView;
  readonly withBand?: boolean;
  readonly withAge?: boolean;
  /** Where room is short, a score that is not whole leaves its name to its shape. */
  readonly brief?: boolean;
}

/** An early warning score in a word: points, band and age. A sum of some parts is never shown as the score. spec: CDS-1 */
export function ScoreBadge({ score, withBand = false, withAge = false, brief = false }: Props) {
  const { t } = useTranslation();
  const words = useScoreWords()(score);
  const Shape = SHAPES[score.band];
  return (
    <span className={classes.badge} data-band={score.band} title={words.whole} aria-label={words.whole} role="img">
      <Shape size={15} aria-hidden />
      <span className={classes.points} aria-hidden dir="ltr">{brief && score.total === null ? '' : `${t('scores.news2')} `}{words.points}</span>
      {withBand ? <span aria-hidden>{t(`scores.band.${score.band}`)}</span> : null}
      {withAge ? <span className={classes.age} aria-hidden>{words.ago}</span> : null}
    </span>
  );
}

/** A score in words: the points alone, its age, and everything in one sentence. */
export function useScoreWords(): (score: ScoreView) => { points: string; ago: string; whole: string } {
  const { t, i18n } = useTranslation();
  const now = useNow();
  return (score) => {
    const passed = ago(score.takenAt, now, i18n.language);
    if (score.total === null) {
      return { points: t('scores.at-least', { points: score.knownTotal }), ago: passed, whole: t('scores.badge-partial', { points: score.knownTotal, ago: passed }) };
    }
    return { points: String(score.total), ago: passed, whole: t('scores.badge', { points: score.total, band: t(`scores.band.${score.band}`), ago: passed }) };
  };
}
