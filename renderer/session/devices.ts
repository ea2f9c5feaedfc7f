import { useEffect } from 'react';
import type { DeviceView } from '#domain/contract/devices.ts';
import { client } from '#renderer/api/client.ts';
import { useLive, type Live } from '#renderer/api/live.ts';

/** The state of a device is not part of the record, so no change of it is told: it is asked for so often while it is shown. */
const ASK_MS = 1_500;

/** Devices of this PC, kept current. */
export function useDevices(): Live<{ devices: DeviceView[] }> {
  const live = useLive('devices.list', () => client.devices.list({}), ['bedside']);
  const { reload } = live;
  useEffect(() => {
    const timer = setInterval(reload, ASK_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return live;
}
