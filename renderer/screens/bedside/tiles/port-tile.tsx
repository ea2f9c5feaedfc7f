import { Loader } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PortView } from '#domain/contract/devices.ts';
import { problemText } from '#renderer/parts/problem-text.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { certaintyOf } from '../certainty.ts';
import { exampleWords } from '../measure-words.ts';
import type { Hearing } from '../new-ports.ts';
import classes from './tile.module.css';

interface Props {
  readonly port: PortView;
  readonly hearing: Hearing | undefined;
  readonly selected: boolean;
  readonly onSelect: () => void;
  /** Listens, or gives what was recognised. */
  readonly onGo: () => void;
}

/** Something plugged in that is no device of this PC yet: what it seems to be, and how sure that is. */
export function PortTile({ port, hearing, selected, onSelect, onGo }: Props) {
  const { t } = useTranslation();
  return (
    <button
      type="button" className={`${classes.tile} ${classes.device}`} data-open data-port={port.path} data-selected={selected || undefined} aria-current={selected ? 'true' : undefined}
      onClick={() => { onSelect(); onGo(); }} onFocus={onSelect}
    >
      <span className={classes.head}><IconPlugConnected size={18} aria-hidden /><span className={classes.deviceName}>{t('bedside.new-device')}</span></span>
      <span className={classes.mark}><bdi dir="ltr">{port.path}</bdi>{port.maker === null ? null : <> · <bdi>{port.maker}</bdi></>}</span>
      <HearingWords hearing={hearing} />
    </button>
  );
}

/** What was heard, in words. */
export function HearingWords({ hearing }: { readonly hearing: Hearing | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!hearing) return <span className={classes.state}>{t('bedside.not-listened')}</span>;
  if (hearing.state === 'listening') return <span className={classes.state}><Loader size={14} aria-hidden /> {t('bedside.listening')}</span>;
  if (hearing.state === 'failed') return <span className={classes.trouble}>{problemText(hearing.problem, t, format)}</span>;
  const { candidates: [best], problem, bytesHeard } = hearing.result;
  if (problem !== null) return <span className={classes.trouble}>{t(`devices.state.${problem}`)}</span>;
  if (!best) return <span className={classes.state}>{t(bytesHeard === 0 ? 'bedside.heard-nothing' : 'bedside.not-understood')}</span>;
  return (
    <>
      <span className={classes.deviceName}>{t(`bedside.certainty.${certaintyOf(best.confidence)}`)} <bdi>{best.driver.maker} {best.driver.models[0] ?? ''}</bdi></span>
      <span className={classes.mark}>{t(`devices.family.${best.driver.family}`)} · {t(`devices.mark.${best.driver.mark}`)} · <bdi>{exampleWords(best.example, t)}</bdi></span>
    </>
  );
}
