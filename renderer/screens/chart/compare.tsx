import { NativeSelect } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys } from '#renderer/parts/keys.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ltr } from '#renderer/text/ltr.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './measure.module.css';
import { SignPicture } from './sign-picture.tsx';
import { signName } from './sign-words.ts';
import { tilesOf, type Tile } from './tiles.ts';
import type { Chart } from './use-chart.ts';
import { useUnitChoice } from './use-unit-choice.ts';

const KEYS = 'y';

interface Props {
  readonly sign: string;
  readonly record: NonNullable<Chart['record']>;
  readonly ageDays: number | null;
}

/** One measure drawn over its whole time, and another one beside it where one is chosen. spec: ENC-5 */
export function Compare({ sign, record, ageDays }: Props) {
  const { t } = useTranslation();
  const units = useUnitChoice();
  const select = useRef<HTMLSelectElement>(null);
  const [wanted, setWanted] = useState('');
  const tiles = useMemo(() => tilesOf(record.latest, record.series, { ageDays, units }), [record, ageDays, units]);
  const tile = tiles.find(({ key }) => key === sign);
  const others = tiles.filter((each) => each.key !== sign && isDrawn(each));
  useAction({ id: 'chart.compare', title: t('chart.compare'), keys: KEYS, when: others.length > 0, run: () => select.current?.focus() });
  if (!tile || !isDrawn(tile)) return null;
  const other = others.find(({ key }) => key === wanted);
  const name = signName(tile.key, t);
  return (
    <div className={classes.compare}>
      {others.length === 0 ? null : (
        <NativeSelect
          ref={select} size="xs" label={<>{t('chart.compare')} <KeyHint keys={KEYS} /></>} aria-label={t('chart.compare')} aria-keyshortcuts={ariaKeys(KEYS)} value={other?.key ?? ''}
          data={[{ value: '', label: t('chart.compare-none') }, ...others.map(({ key }) => ({ value: key, label: signName(key, t) }))]} onChange={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      <div className={classes.picture} role="img" aria-label={other ? t('chart.compared', { first: name, second: signName(other.key, t) }) : name}>
        <SignPicture lines={tile.lines} band={tile.band} {...(other ? { beside: other.lines } : {})} />
      </div>
      <Span tiles={other ? [tile, other] : [tile]} />
      <ul className={classes.legend}>
        {(other ? [tile, other] : [tile]).map((each) => (
          <li key={each.key} data-other={each === other || undefined}>{t('chart.extent', { name: signName(each.key, t), low: each.low, high: each.high, unit: ltr(each.unit) })}</li>
        ))}
      </ul>
    </div>
  );
}

const isDrawn = ({ lines }: Tile): boolean => (lines[0]?.values.length ?? 0) > 1;

/** The time that the picture covers. */
function Span({ tiles }: { readonly tiles: readonly Tile[] }) {
  const format = useFormat();
  const now = useNow();
  const times = tiles.flatMap(({ lines }) => lines).flatMap(({ times: all }) => [all[0], all.at(-1)]).filter((time) => time !== undefined);
  const words = (time: number): string => format.dateTime(new Date(time).toISOString(), now);
  return <div className={classes.span} dir="ltr"><bdi>{words(Math.min(...times))}</bdi><bdi>{words(Math.max(...times))}</bdi></div>;
}
