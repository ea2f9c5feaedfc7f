/**
 * A process of its own that speaks as many oximeters at once: their work is not to count as ours. Arguments: the far ends of
 * lines. When its input ends it prints as JSON when each of them sent the ends of its packets, milliseconds since 1970, and ends.
 */
import { openSync, write } from 'node:fs';
import { simulators } from '#main/devices/drivers/simulators.ts';
import { simulatedBody } from '#main/devices/simulated-body.ts';

const files = process.argv.slice(2).map((path) => openSync(path, 'r+'));
const packets = files.map((_, i) => {
  const simulator = simulators['nonin-df2']!();
  // A minute of packets, made before the clock runs.
  return Array.from({ length: 180 }, (_unused, n) => simulator.tick((n * 1000) / 3, simulatedBody(i + 1), null)!.bytes);
});
process.stdout.write('ready\n');
// Each device keeps its own pace, a little apart from the others, and sends its 75 frames one by one as a real line brings them.
const ends: number[][] = files.map(() => []);
const started = performance.now();
let sent = 0;
setInterval(() => {
  const due = Math.floor(((performance.now() - started) / 1000) * 75);
  for (; sent < due; sent += 1) {
    files.forEach((file, i) => {
      const frame = sent + i;
      const packet = packets[i]![Math.floor(frame / 25) % 180]!;
      if (frame % 25 === 24) ends[i]!.push(performance.timeOrigin + performance.now());
      write(file, packet.subarray((frame % 25) * 5, (frame % 25) * 5 + 5), () => undefined);
    });
  }
}, 13);
process.stdin.resume().once('end', () => { process.stdout.write(JSON.stringify(ends), () => { process.exit(0); }); });
