import { useTranslation } from 'react-i18next';
import type { VisitPage } from '#domain/contract/record-shapes.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { ltr } from '#renderer/text/ltr.ts';
import { signName, stateWord } from '../sign-words.ts';
import { tilesOf } from '../tiles.ts';
import classes from './visit.module.css';
import { useUnitChoice } from '../use-unit-choice.ts';

/** The values measured in a visit, the newest of each, in one line. */
export function MeasureLine({ measures }: { readonly measures: VisitPage['measures'] }) {
  const { t } = useTranslation();
  const units = useUnitChoice();
  const format = useFormat();
  const newest = measures.filter(({ code }, at) => measures.findIndex((each) => each.code === code) === at);
  const tiles = tilesOf(newest.filter(({ code }) => code !== 'note'), [], { ageDays: null, units });
  if (tiles.length === 0) return null;
  return (
    <p className={classes.measures}>
      {tiles.map((tile) => `${signName(tile.key, t)} ${tile.latestText === null ? ltr(`${tile.latest} ${tile.unit}`.trim()) : stateWord(tile.key, tile.latestText, t)}`).join(' · ')}
      {measures[0] === undefined ? null : <span className={classes.dim}> {format.time(measures[0].takenAt)}</span>}
    </p>
  );
}
