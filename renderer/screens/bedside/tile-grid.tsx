import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bed, StayView } from '#domain/contract/bedside.ts';
import type { DeviceView, PortView } from '#domain/contract/devices.ts';
import classes from './bedside.module.css';
import { deviceQuestion, portQuestion, type Question } from './give/questions.ts';
import { listen, type Hearing } from './new-ports.ts';
import { isSelected, type Selected, type Selection } from './selection.ts';
import { DeviceTile } from './tiles/device-tile.tsx';
import { PortTile } from './tiles/port-tile.tsx';
import { StayTile } from './tiles/stay-tile.tsx';

interface Props {
  readonly stays: readonly StayView[];
  readonly devices: readonly DeviceView[];
  readonly ports: readonly PortView[];
  readonly hearings: Readonly<Record<string, Hearing>>;
  readonly beds: readonly Bed[];
  readonly selected: Selected | undefined;
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: (stayId: string) => void;
  /** Absent for those who may only look. */
  readonly onAsk: ((question: Question) => void) | undefined;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** All tiles: first what waits to be given, then the patients by bed. The arrow keys go from one to the next. */
export function TileGrid({ stays, devices, ports, hearings, beds, selected, onSelect, onOpen, onAsk }: Props) {
  const { t, i18n } = useTranslation();
  const grid = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const tiles = [...(grid.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const columns = columnsOf(grid.current);
    const along = (STEPS[event.key] ?? 0) * (i18n.dir() === 'rtl' ? -1 : 1);
    const step = event.key === 'ArrowDown' ? columns : event.key === 'ArrowUp' ? -columns : along;
    if (step === 0) return;
    const at = tiles.findIndex((tile) => tile === document.activeElement);
    tiles[Math.max(0, Math.min(tiles.length - 1, at + step))]?.focus();
    event.preventDefault();
  };
  const ask = (question: Question | undefined): void => { if (question && onAsk) onAsk(question); };
  const goPort = (port: PortView): void => {
    const question = portQuestion(port, hearings[port.path]);
    if (question) ask(question);
    else if (onAsk && hearings[port.path]?.state !== 'listening') void listen(port.path);
  };
  const count = stays.length + devices.length + ports.length;
  if (count === 0) return <div className={classes.grid} />;
  return (
    <ul ref={grid} className={classes.grid} data-many={count > FIT || undefined} aria-label={t('bedside.tiles')} onKeyDown={onKeyDown}>
      {devices.map((device) => (
        <li key={device.id}>
          <DeviceTile device={device} selected={isSelected(selected, 'device', device.id)} onSelect={() => onSelect({ kind: 'device', id: device.id })} onGive={() => ask(deviceQuestion(device))} />
        </li>
      ))}
      {ports.map((port) => (
        <li key={port.path}>
          <PortTile port={port} hearing={hearings[port.path]} selected={isSelected(selected, 'port', port.path)} onSelect={() => onSelect({ kind: 'port', id: port.path })} onGo={() => goPort(port)} />
        </li>
      ))}
      {inOrder(stays, beds).map((stay) => (
        <li key={stay.id}>
          <StayTile stay={stay} bed={beds.find(({ id }) => id === stay.bedId)?.name} selected={isSelected(selected, 'stay', stay.id)} onSelect={onSelect} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  );
}

/** So many tiles share the height of the screen; more scroll. */
const FIT = 12;

/** Beds in the clinic's order; who has none comes after them, by when they came. */
function inOrder(stays: readonly StayView[], beds: readonly Bed[]): StayView[] {
  const place = (stay: StayView): number => (beds.findIndex(({ id }) => id === stay.bedId) + beds.length + 1) % (beds.length + 1);
  return [...stays].sort((a, b) => place(a) - place(b) || a.startedAt.localeCompare(b.startedAt));
}

function columnsOf(grid: HTMLElement | null): number {
  return grid === null ? 1 : getComputedStyle(grid).gridTemplateColumns.split(' ').length;
}
