import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { STORE_FILE } from '#db/store.ts';
import { astmSession } from '#tests/support/analysers/astm-sender.ts';
import { packetOf } from '#tests/support/devices/packets.ts';
import { driverOf } from '#tests/support/devices/reading-of.ts';
import { hasSocat, PtyPair } from '#tests/support/pty.ts';
import { runChild, type ChildOutcome } from '#tests/support/run-child.ts';
import { testDesk } from '#tests/support/desk.ts';
import { foreignConnection, tempFolder } from '#tests/support/store.ts';
import { settingsOf } from '#main/devices/connection.ts';
import { serialPorts } from '#main/devices/port/serial-ports.ts';
import { secretOf } from '#main/store-key.ts';
import { fileVault } from '#main/native/file-vault.ts';

const compiled = mkdtempSync(join(tmpdir(), 'daybook-compiled-'));
afterAll(() => { rmSync(compiled, { recursive: true, force: true }); });

const daybook = (...args: string[]): Promise<ChildOutcome> =>
  runChild('main/cli.ts', args, { options: { env: { ...process.env, NODE_COMPILE_CACHE: compiled, DAYBOOK_HOME: join(compiled, 'home') } } });

/** A closed store with a clinic and a patient in it, and its recovery key. */
async function closedStore(): Promise<{ folder: string; recoveryKey: string; entries: number }> {
  const desk = await testDesk();
  await desk.as('reception').patients.create({ name: 'Amina Juma', ageOrBirth: '34', sex: 'female' });
  const { entries } = await desk.as('manager').audit.verify({});
  await desk.close();
  return { folder: desk.folder, recoveryKey: desk.recoveryKey, entries };
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

describe('daybook check', () => {
  test('finds a good store good', async () => {
    const { folder, entries } = await closedStore();
    const { code, lines } = await daybook('check', '--store', folder, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ good: true, pages: true, entries, firstBad: null });
    expect((await daybook('check', '--store', folder)).lines.at(-1)).toBe(`Pages: good. Log: ${entries} entries, unbroken.`);
  });

  test('names the entry of the log that does not fit, and fails', async () => {
    const { folder, entries } = await closedStore();
    const secret = await fileVault(folder).load();
    const db = foreignConnection(join(folder, STORE_FILE), secretOf(secret ?? new Uint8Array()).key);
    db.exec(`DROP TRIGGER guard_operation_update; UPDATE operation SET person_id = 'x' WHERE dseq = ${entries - 1}`);
    db.close();
    const { code, lines } = await daybook('check', '--store', folder);
    expect(code).toBe(1);
    expect(lines.at(-1)).toBe(`Pages: good. Log: ${entries - 1} entries, BROKEN at ${entries - 1}.`);
  });

  test('of a store in use says which window to use', async () => {
    const desk = await testDesk();
    const { code, stderr } = await daybook('check', '--store', desk.folder, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(lastLine(stderr))).toMatchObject({ error: 'in-use', message: expect.stringContaining('Nothing was changed') as string });
  });
});

describe('daybook decode', () => {
  test('names every result of a capture, and says what it could not read', async () => {
    const folder = tempFolder();
    const [astm, hl7, noise] = ['a.bin', 'h.hl7', 'n.bin'].map((name) => join(folder, name)) as [string, string, string];
    writeFileSync(astm, astmSession(['H|\\^&|||LAB', 'P|1', 'O|1|S-1||^^^GLU', 'R|1|^^^GLU|5.4|mmol/L|3.9^6.1|N||F', 'M|1|x', 'L|1|N']));
    writeFileSync(hl7, 'MSH|^~\\&|DEMO||||||ORU^R01|1|P|2.3.1\rOBR|1||S-2\rOBX|1|NM|718-7^HGB^LN||98|g/L||L|||F\r');
    writeFileSync(noise, Buffer.of(0x02, 0x31));
    const [first, second, third] = await Promise.all([daybook('decode', 'astm', astm, '--json'), daybook('decode', 'hl7', hl7), daybook('decode', 'astm', noise)]);
    expect(JSON.parse(first.lines.at(-1) ?? '')).toMatchObject({
      faults: [], messages: [{ sender: 'LAB', results: [{ specimen: 'S-1', testCode: 'GLU', value: 5.4, unit: 'mmol/L' }], skipped: [{ reason: 'maker' }], complete: true }],
    });
    expect([second.code, second.lines.at(-1)]).toEqual([0, '  S-2  HGB  98  g/L  L  F']);
    expect(third.code).toBe(1);
  });

  test('reads what a device sent, and tells what belonged to no frame', async () => {
    const folder = tempFolder();
    const [capture, noise] = [join(folder, 'oximeter.bin'), join(folder, 'noise.bin')];
    writeFileSync(capture, Buffer.concat([Buffer.of(1, 2, 3), packetOf(97, 72), packetOf(91, 110), packetOf(90, 110).subarray(0, 50)]));
    writeFileSync(noise, Buffer.of(1, 2, 3));
    const [read, nothing] = await Promise.all([daybook('decode', 'nonin-df2', capture, '--json'), daybook('decode', 'nonin-df2', noise)]);
    const said = JSON.parse(read.lines.at(-1) ?? '') as { decoded: { reading: { measures: { code: string; value: number }[] } }[] };
    expect(said).toMatchObject({ driver: 'nonin-df2', frames: 2, droppedBytes: 3, heldBytes: 50 });
    expect(said.decoded.map(({ reading }) => reading.measures.map(({ code, value }) => [code, value]))).toEqual([[['spo2', 97], ['heart-rate', 72]], [['spo2', 91], ['heart-rate', 110]]]);
    expect([read.code, nothing.code]).toEqual([0, 1]);
  });

  test('says what to name', async () => {
    const { code, stderr } = await daybook('decode', 'astm');
    expect([code, lastLine(stderr)]).toEqual([1, expect.stringContaining('decode astm FILE')]);
  });
});

describe.skipIf(!hasSocat)('daybook simulate (needs socat)', () => {
  test('speaks as a device at its pace on a port it is given, and ends when its time is over', async () => {
    const pair = new PtyPair(tempFolder());
    onTestFinished(() => pair.unplug());
    await pair.plug();
    const nonin = driverOf('nonin-df2');
    const framer = nonin.newFramer();
    const values: (number | null | undefined)[] = [];
    const line = await serialPorts.open(pair.near, settingsOf(nonin), {
      data: (chunk) => { for (const frame of framer.push(chunk)) values.push(nonin.decode(frame)?.reading?.measures.find(({ code }) => code === 'spo2')?.value); },
      ended: () => undefined,
    });
    onTestFinished(() => line.close());
    const { code, lines } = await daybook('simulate', 'nonin-df2', '--port', pair.far, '--seconds', '3', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(lines[0] ?? '')).toEqual({ port: pair.far, device: 'nonin-df2', fault: null });
    expect(values.length).toBeGreaterThanOrEqual(4);
    for (const value of values) expect(value).toBeGreaterThan(90);
  });

  test('of a port that is not there, and of a device nobody knows, says so', async () => {
    const [port, device] = await Promise.all([daybook('simulate', 'nonin-df2', '--port', '/dev/nowhere'), daybook('simulate', 'thermometer', '--port', '/dev/nowhere')]);
    expect([port.code, lastLine(port.stderr), device.code, lastLine(device.stderr)]).toEqual([1, expect.stringContaining('no such port'), 1, expect.stringContaining('simulate --list')]);
  });
});

describe('daybook recover', () => {
  test('opens a copied file with its printed key, and check agrees', async () => {
    const { folder, recoveryKey, entries } = await closedStore();
    const elsewhere = join(tempFolder(), 'copy');
    mkdirSync(elsewhere);
    copyFileSync(join(folder, STORE_FILE), join(elsewhere, STORE_FILE));
    const without = await daybook('check', '--store', elsewhere);
    expect([without.code, lastLine(without.stderr)]).toEqual([1, expect.stringContaining('Use the printed recovery key')]);
    const recovered = await daybook('recover', '--key', recoveryKey.toLowerCase(), '--store', elsewhere);
    expect([recovered.code, recovered.lines.at(-1), recovered.stderr]).toEqual([0, 'The key fits. This PC can open the store from now on.', '']);
    expect((await daybook('check', '--store', elsewhere)).lines.at(-1)).toBe(`Pages: good. Log: ${entries} entries, unbroken.`);
  });

  test('tells a typing mistake from another store\'s key, and keeps neither', async () => {
    const { folder, recoveryKey } = await closedStore();
    const before = readFileSync(join(folder, 'store.key'));
    const slip = recoveryKey.replace(/.$/, (letter) => (letter === '7' ? '8' : '7'));
    const cases: [string, string][] = [[slip, 'typing mistake'], [recoveryKey.slice(5), 'seven groups'], [secretOf(new Uint8Array(16).fill(5)).recoveryKey, 'cannot be opened with the key']];
    for (const [key, sentence] of cases) {
      const { code, stderr } = await daybook('recover', '--key', key, '--store', folder);
      expect([code, lastLine(stderr)]).toEqual([1, expect.stringContaining(sentence)]);
    }
    expect(readFileSync(join(folder, 'store.key')).equals(before)).toBe(true);
  });

  test('of a folder without a store says so and makes none', async () => {
    const folder = tempFolder();
    const { code, stderr } = await daybook('recover', '--key', secretOf(new Uint8Array(16)).recoveryKey, '--store', folder);
    expect([code, stderr]).toEqual([1, expect.stringContaining('There is no store')]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('daybook openapi', () => {
  test('writes the description without opening a store', async () => {
    const file = join(tempFolder(), 'openapi.json');
    const { code, lines } = await daybook('openapi', file);
    expect([code, lines]).toEqual([0, [`Written to ${file}`]]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) as string });
    expect(existsSync(join(compiled, 'home'))).toBe(false);
  });
});

describe('daybook serve', () => {
  test('on a port that is taken says so in one sentence and lets the store go', async () => {
    const { folder } = await closedStore();
    const blocker = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => { blocker.close(); });
    await new Promise((resolve) => { blocker.once('listening', resolve); });
    const { port } = blocker.address() as { port: number };
    const { code, stderr, lines } = await daybook('serve', '--port', String(port), '--store', folder);
    expect([code, lines, lastLine(stderr)]).toEqual([1, [], expect.stringMatching(/^The port is already taken/)]);
    expect((await daybook('check', '--store', folder)).code).toBe(0);
  });

  test('does not go onto the network without a certificate', async () => {
    const folder = join(tempFolder(), 'store');
    const { code, stderr } = await daybook('serve', '--host', '0.0.0.0', '--port', '0', '--store', folder);
    expect([code, lastLine(stderr)]).toEqual([1, expect.stringContaining('TLS')]);
    expect(existsSync(folder)).toBe(false);
  });
});

test.skipIf(process.platform === 'win32')('a key file that others can read is refused with what to do', async () => {
  const { folder } = await closedStore();
  chmodSync(join(folder, 'store.key'), 0o644);
  const { code, stderr } = await daybook('check', '--store', folder);
  expect([code, lastLine(stderr)]).toEqual([1, expect.stringContaining('chmod 600')]);
});
