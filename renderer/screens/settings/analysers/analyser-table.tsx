import { IconAlertTriangle, IconCheck, IconCircleOff, IconClock, IconLock, IconMicroscope, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AnalyserView } from '#domain/contract/analysers.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from '../parts/page.module.css';
import { placeOf } from './analyser-draft.ts';
import own from './analysers.module.css';

const LOOKS: Readonly<Record<AnalyserView['state'], { readonly icon: Icon; readonly tone: 'plain' | 'attention' | 'danger' }>> = {
  off: { icon: IconCircleOff, tone: 'plain' }, waiting: { icon: IconClock, tone: 'plain' }, connected: { icon: IconCheck, tone: 'plain' },
  held: { icon: IconLock, tone: 'danger' }, refused: { icon: IconLock, tone: 'danger' }, fault: { icon: IconAlertTriangle, tone: 'danger' },
};

interface Props {
  readonly analysers: readonly AnalyserView[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** Each analyser with where it calls, how it stands and what it sent last. */
export function AnalyserTable({ analysers, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  if (analysers.length === 0) return <Empty icon={IconMicroscope} title={t('analysers.none')} hint={t('analysers.none-hint')} />;
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('analysers.list')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('analysers.name')}</th>
            <th scope="col">{t('analysers.line')}</th>
            <th scope="col">{t('analysers.state-head')}</th>
            <th scope="col">{t('analysers.last-message')}</th>
            <th scope="col">{t('analysers.faults')}</th>
          </tr>
        </thead>
        <tbody>
          {analysers.map((analyser) => (
            <tr key={analyser.id} data-chosen={analyser.id === chosen || undefined} data-off={!analyser.active || undefined}>
              <th scope="row"><button type="button" className={classes.rowButton} aria-pressed={analyser.id === chosen} onClick={() => onChoose(analyser.id)}><Name>{analyser.name}</Name></button></th>
              <td>{t(`analysers.protocol.${analyser.protocol}`)} <bdi className={classes.dim} dir="ltr">{placeOf(analyser.line)}</bdi></td>
              <td><StateOf analyser={analyser} /></td>
              <td><Messages analyser={analyser} /></td>
              <td><Faults analyser={analyser} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function StateOf({ analyser }: { readonly analyser: AnalyserView }) {
  const { t } = useTranslation();
  const { icon: Picture, tone } = LOOKS[analyser.state];
  return (
    <span className={own.state} data-tone={tone}>
      <Picture size={16} aria-hidden />
      <span>{t(`analysers.state.${analyser.state}`)}{analyser.address === null || tone === 'danger' ? null : <> <bdi className={classes.dim} dir="ltr">{analyser.address}</bdi></>}</span>
    </span>
  );
}

function Messages({ analyser }: { readonly analyser: AnalyserView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (analyser.lastMessageAt === null) return <span className={classes.dim}>{t('analysers.no-message')}</span>;
  return <>{format.dateTime(analyser.lastMessageAt, now)} <span className={classes.dim}>{t('analysers.messages', { count: analyser.messages })}</span></>;
}

/** Faults since the program started, and the last of them in a sentence. */
function Faults({ analyser }: { readonly analyser: AnalyserView }) {
  const { t } = useTranslation();
  if (analyser.lastFault === null) return <>–</>;
  const said = t(`analysers.fault.${analyser.lastFault}`, { defaultValue: t('analysers.fault.other') });
  return <>{analyser.faults > 0 ? analyser.faults : null} <span className={own.fault}>{said}</span></>;
}
