import type { LabLine } from '#domain/contract/lab-shapes.ts';

/** The open tests of one order, as one line of a list of work. */
export interface OpenOrder {
  readonly id: string;
  readonly lines: readonly LabLine[];
  readonly first: LabLine;
}

/** Lines gathered by order, in the order in which the orders first stand. */
export function ordersOf(lines: readonly LabLine[]): OpenOrder[] {
  const byOrder = new Map<string, LabLine[]>();
  for (const line of lines) {
    const known = byOrder.get(line.orderId);
    if (known) known.push(line);
    else byOrder.set(line.orderId, [line]);
  }
  return [...byOrder].flatMap(([id, of]) => (of[0] ? [{ id, lines: of, first: of[0] }] : []));
}
