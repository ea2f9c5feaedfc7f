import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useNow } from '#renderer/parts/now.ts';
import { FlagMark } from '#renderer/screens/lab/values/value-text.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { ago } from '#renderer/text/ago.ts';
import classes from './sign-tile.module.css';
import { SignPicture } from './sign-picture.tsx';
import { signName, stateWord } from './sign-words.ts';
import type { Tile } from './tiles.ts';

interface Props {
  readonly tile: Tile;
  readonly language: string;
  readonly open: boolean;
  readonly onOpen: () => void;
}

/** Older than this, a value is not how the patient is now. */
const OLD_MS = 24 * 3_600_000;

/** What is to be seen in a value, in words; undefined of what is as expected. */
function meaningOf({ unusual, flag }: Pick<Tile, 'unusual' | 'flag'>, t: TFunction): string | undefined {
  if (unusual) return t(`chart.unusual.${unusual}`);
  return flag === null || flag === 'normal' ? undefined : t(`laboratory.flag.${flag}`);
}

/** One vital sign: the newest value large, its age, and how it went; opens its rows. */
export function SignTile({ tile, language, open, onOpen }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const name = signName(tile.key, t);
  const when = ago(tile.takenAt, now, language);
  const word = tile.latestText === null ? undefined : stateWord(tile.key, tile.latestText, t);
  const value = word ?? `${tile.latest} ${tile.unit}`.trim();
  const facts = { name, value, when, count: tile.count, low: tile.low, high: tile.high, unit: tile.unit };
  const [line] = tile.lines;
  const meant = meaningOf(tile, t);
  const said = line && line.values.length > 1
    ? t('chart.tile-line', { ...facts, from: format.dateTime(new Date(line.times[0] ?? 0).toISOString(), now) })
    : t('chart.tile-one', facts);
  return (
    <button type="button" className={classes.tile} onClick={onOpen} aria-expanded={open} data-old={now - Date.parse(tile.takenAt) > OLD_MS || undefined}>
      <span className="db-hidden">{meant === undefined ? said : `${said} ${meant}`}</span>
      <span className={classes.head} aria-hidden>
        <span className={classes.name}>{name}</span>
        <FlagMark flag={tile.flag} />
        {tile.unusual ? (
          <span className={classes.unusual}>
            {tile.unusual === 'high' ? <IconArrowUp size={14} /> : <IconArrowDown size={14} />}
            {t(`chart.unusual.${tile.unusual}`)}
          </span>
        ) : null}
      </span>
      <span className={classes.value} data-word={word !== undefined || undefined} aria-hidden>
        <bdi>{word ?? tile.latest}</bdi>
        <small dir="ltr">{tile.unit}</small>
        <span className={classes.when}>{when}</span>
      </span>
      <span className={classes.picture} aria-hidden>
        {line && line.values.length > 1 ? <SignPicture lines={tile.lines} band={tile.band} /> : null}
      </span>
    </button>
  );
}
