import type { PortSettings } from '#domain/contract/devices.ts';

const PARITY: Readonly<Record<PortSettings['line']['parity'], string>> = { none: 'N', even: 'E', odd: 'O' };

/** A line's settings as manuals print them: `9600 8N1`. */
export const lineWords = ({ baudRate, dataBits, parity, stopBits }: PortSettings['line']): string => `${baudRate} ${dataBits}${PARITY[parity]}${stopBits}`;
