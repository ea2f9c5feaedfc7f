import type { SimulatedBody, SimulatedFault } from '../simulator.ts';

const ROUND_MS = 30_000;
const STEPS_ON_MS = 4_000;
const AT_REST_MS = 7_000;
const STEPS_OFF_MS = 25_000;

/** What a simulated scale has on it: empty, somebody steps on, stands, steps off; again every half minute. */
export function onTheScale(ms: number, body: SimulatedBody, fault: SimulatedFault | null): { readonly kg: number; readonly atRest: boolean } {
  const at = ms % ROUND_MS;
  if (fault === 'sensor-off' || at < STEPS_ON_MS || at >= STEPS_OFF_MS) return { kg: 0, atRest: true };
  const { weight } = body.at(ms - at);
  const kg = Math.round(weight * 20) / 20;
  if (at >= AT_REST_MS) return { kg, atRest: true };
  // Swings to and fro, less and less, until it comes to rest.
  const left = (AT_REST_MS - at) / (AT_REST_MS - STEPS_ON_MS);
  return { kg: Math.round(kg * (1 - left * Math.abs(Math.cos(at / 170))) * 20) / 20, atRest: false };
}
