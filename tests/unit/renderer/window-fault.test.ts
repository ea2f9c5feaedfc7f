import { expect, test } from 'vitest';
import { faultOf } from '#renderer/api/window-fault.ts';

const NAME = 'Wanjiku Atieno';

function thrown(message: string, stack: string): Error {
  return Object.assign(new TypeError(message), { stack });
}

const COMPONENTS = `
    at Rt (http://127.0.0.1:4816/assets/calendar-screen-D2x_9.js:1:5120)
    at div (<anonymous>)
    at Work (https://daybook.test/shell/desk-shell.tsx?t=17:52:8)`;

test('names the scripts and their parts in which a fault arose, as Chromium and as Firefox tell them', () => {
  const chromium = thrown('x', 'TypeError: x\n    at Object.draw [as run] (http://127.0.0.1:4816/assets/calendar-screen-D2x_9.js:1:77)\n    at app://daybook/assets/program-a.js:3:4');
  expect(faultOf('calendar', chromium, COMPONENTS)).toEqual({
    part: 'calendar', kind: 'TypeError', at: ['Object.draw@calendar-screen-D2x_9.js:1:77', '@program-a.js:3:4'],
    inside: ['Rt@calendar-screen-D2x_9.js:1:5120', 'Work@desk-shell.tsx:52:8'],
  });
  expect(faultOf('panel', thrown('x', 'draw@http://127.0.0.1:4816/assets/a-1.js:1:77\n@http://127.0.0.1:4816/assets/b.js:2:5'), '')).toMatchObject({ at: ['draw@a-1.js:1:77', '@b.js:2:5'] });
});

test('the message stays out, also one that looks like a line of a stack', () => {
  const message = `no ${NAME}\n    at ${NAME.replace(' ', '.')} (http://127.0.0.1/assets/a.js:1:1)`;
  const fault = faultOf('desk', thrown(message, `TypeError: ${message}\n    at draw (http://127.0.0.1/assets/b.js:1:1)`), '');
  expect(fault.at).toEqual(['draw@b.js:1:1']);
  expect(JSON.stringify([fault, faultOf('desk', NAME, '')])).not.toMatch(/Wanjiku/);
});

test('a stack without end is told by its innermost calls', () => {
  const stack = Array.from({ length: 500 }, (_, at) => `    at again (http://127.0.0.1/assets/a.js:1:${String(at)})`).join('\n');
  expect(faultOf('desk', thrown('', stack), stack)).toMatchObject({ at: { length: 6 }, inside: { length: 6 } });
});
