import { useTranslation } from 'react-i18next';
import { news2Parts, type News2Part } from '#domain/clinical/news2.ts';
import type { ScoreView } from '#domain/contract/scores.ts';
import { ltr } from '#renderer/text/ltr.ts';
import { ScoreBadge, useScoreWords } from './score-badge.tsx';
import classes from './score.module.css';

/** Where a part finds its input, and the unit people read it in. */
const INPUTS: Readonly<Record<News2Part, readonly [key: string, unit: string]>> = {
  'respiratory-rate': ['respiratoryRate', '/min'], spo2: ['spo2', '%'], oxygen: ['onOxygen', ''], systolic: ['systolic', 'mmHg'], pulse: ['pulse', '/min'],
  consciousness: ['consciousness', ''], temperature: ['temperature', '°C'],
};

/** Why this number: each part with its value and points, what is missing, and what the source recommends. `brief` leaves the source to the chart. */
export function ScoreParts({ score, brief = false }: { readonly score: ScoreView; readonly brief?: boolean }) {
  const { t } = useTranslation();
  const { ago } = useScoreWords()(score);
  return (
    <div className={classes.parts}>
      <p className={classes.head}><ScoreBadge score={score} withBand /></p>
      <p className={classes.response} data-band={score.band}>{t(`scores.response.${score.band}`)}</p>
      {score.missing.length === 0 ? null : <p className={classes.note}>{t('scores.missing', { count: score.missing.length, points: score.knownTotal })}</p>}
      <table className={classes.table}>
        <thead><tr><th scope="col">{t('scores.part')}</th><th scope="col">{t('scores.value')}</th><th scope="col">{t('scores.part-points')}</th></tr></thead>
        <tbody>{news2Parts.map((part) => <PartRow key={part} part={part} score={score} />)}</tbody>
      </table>
      <p className={classes.note}>{t('scores.taken', { when: ago })}</p>
      {brief ? null : <p className={classes.note}>{t('scores.source')}</p>}
    </div>
  );
}

function PartRow({ part, score }: { readonly part: News2Part; readonly score: ScoreView }) {
  const { t } = useTranslation();
  const points = score.parts[part];
  const [key, unit] = INPUTS[part];
  const input = score.inputs[key];
  const value = (): string => {
    if (input === undefined) return t('scores.not-taken');
    if (part === 'oxygen') return t(input === true ? 'scores.on-oxygen' : 'scores.on-air');
    if (part === 'consciousness') return t(`vitals.level.${String(input)}`);
    return input === 0 ? t('scores.none-felt') : ltr(`${String(input)} ${unit}`);
  };
  return (
    <tr data-points={points ?? 'none'}>
      <th scope="row">{t(`scores.parts.${part}`)}</th>
      <td>{value()}</td>
      <td className={classes.number}>{points ?? '–'}</td>
    </tr>
  );
}
