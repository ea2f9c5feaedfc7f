import type { StayView } from '#domain/contract/bedside.ts';
import type { DeviceView, PortView } from '#domain/contract/devices.ts';

/** The tile whose keys work. */
export interface Selection {
  readonly kind: 'stay' | 'device' | 'port';
  /** A port's is its path. */
  readonly id: string;
}

export type Selected =
  | { readonly kind: 'stay'; readonly stay: StayView }
  | { readonly kind: 'device'; readonly device: DeviceView }
  | { readonly kind: 'port'; readonly port: PortView };

interface Shown {
  readonly stays: readonly StayView[];
  readonly devices: readonly DeviceView[];
  readonly ports: readonly PortView[];
}

/** The chosen tile while it is there; else what waits to be given, then the first of those who are watched. */
export function findSelected(selection: Selection | undefined, { stays, devices, ports }: Shown): Selected | undefined {
  const stay = stays.find(({ id }) => selection?.kind === 'stay' && id === selection.id);
  if (stay) return { kind: 'stay', stay };
  const chosen = devices.find(({ id }) => selection?.kind === 'device' && id === selection.id);
  if (chosen) return { kind: 'device', device: chosen };
  const path = ports.find((port) => selection?.kind === 'port' && port.path === selection.id);
  if (path) return { kind: 'port', port: path };
  if (devices[0]) return { kind: 'device', device: devices[0] };
  if (ports[0]) return { kind: 'port', port: ports[0] };
  return stays[0] ? { kind: 'stay', stay: stays[0] } : undefined;
}

export const isSelected = (selected: Selected | undefined, kind: Selection['kind'], id: string): boolean =>
  selected !== undefined && selected.kind === kind && idOf(selected) === id;

function idOf(selected: Selected): string {
  switch (selected.kind) {
    case 'stay': return selected.stay.id;
    case 'device': return selected.device.id;
    case 'port': return selected.port.path;
    default: return selected satisfies never;
  }
}
