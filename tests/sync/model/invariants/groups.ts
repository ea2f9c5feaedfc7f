import type { Device, Model } from '../context.ts';

/** I9: of every group, a replica shows all or nothing. */
export function checkGroups(model: Model, device: Device): void {
  const waiting = new Set(device.disk.deferred.map((op) => op.opId));
  const shown = (id: string): boolean => device.disk.seen.has(id) && !waiting.has(id);
  for (const ids of new Set(model.groups.values())) {
    const count = ids.filter(shown).length;
    if (count !== 0 && count !== ids.length) {
      model.violate('I9', `device ${String(device.number)} shows ${String(count)} of the ${String(ids.length)} operations of a group`);
    }
  }
}

/** I9 on the server: in the log, or put aside, but as a whole. */
export function checkServerGroups(model: Model): void {
  const { ids: log } = model.server.state;
  for (const ids of new Set(model.groups.values())) {
    const count = ids.filter((id) => log.has(id)).length;
    if (count !== 0 && count !== ids.length) model.violate('I9', `the log holds ${String(count)} of the ${String(ids.length)} operations of a group`);
  }
}
