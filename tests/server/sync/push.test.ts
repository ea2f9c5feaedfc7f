import { describe, expect, it } from 'vitest';
import { hlcFromMs } from '#domain/sync/clock.ts';
import { OperationKind } from '#domain/sync/operation.ts';
import { plus, sumFromText, sumText, ZERO } from '#domain/sync/row-sum.ts';
import { CHAIN_START, nextLink } from '#server/sync/chain.ts';
import { push } from '#server/sync/push.ts';
import { DeviceStatus } from '#server/db/schema.ts';
import { admit } from '#server/sync/quarantine.ts';
import { fork, links } from '#server/sync/fork.ts';
import { sums } from '#server/sync/sums.ts';
import { forkStatement } from '#server/auth/statements.ts';
import { Pc, seen } from './pc.ts';
import { sumsOf, syncServer } from './support.ts';

const named = (name: string): [number, string][] => [[2, name]];

describe('push', () => {
  it('takes a batch once, however often it comes, now or an hour later', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    pc.write({ rowId: server.database.newId(), columns: named('Amina') }, { rowId: server.database.newId(), columns: named('Juma') });
    const first = await server.push(pc);
    expect(first).toMatchObject({ kind: 'stored', last: 2, fates: [] });
    const before = await sumsOf(server);
    expect(await server.push(pc)).toMatchObject({ kind: 'stored', last: 2 });
    server.clock.now += 3_600_000;
    expect(await server.push(pc)).toMatchObject({ kind: 'stored', last: 2, head: first.kind === 'stored' ? first.head : 0 });
    expect((await server.log(pc)).filter(({ origin }) => origin === pc.id)).toHaveLength(2);
    expect(await sumsOf(server)).toEqual(before);
  });

  it('takes what is new of a batch that overlaps, and a late copy of an old batch', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    for (let i = 0; i < 6; i++) pc.write({ rowId: server.database.newId(), columns: named(`P${String(i)}`) });
    await server.push(pc, 1, 3);
    expect(await server.push(pc, 2, 6)).toMatchObject({ kind: 'stored', last: 6 });
    expect(await server.push(pc, 1, 3)).toMatchObject({ kind: 'stored', last: 6 });
    // Lies between two known links and proves nothing: the device goes on after the last.
    expect(await server.push(pc, 5, 5)).toMatchObject({ kind: 'gap', last: 6 });
    expect((await server.log(pc)).filter(({ origin }) => origin === pc.id).map(({ dseq }) => dseq)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('keeps every operation word for word, in pushes whose operations have much in common and in one where they have nothing', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    const id = server.database.newId;
    const [alike, other] = [{ columns: [[2, 'Zo\u00eb "Q"'], [3, null], [5, -7.5]] }, { columns: [[6, '\u0645'], [2, 'x']] }] as const;
    pc.write({ rowId: id(), ...alike }, { rowId: id(), ...alike });
    await server.push(pc);
    pc.write({ rowId: id(), ...alike, intent: 'a.b', schemaVersion: 21 }, { rowId: 'no-uuid', ...other, intent: 'c.d', schemaVersion: 22, hlc: hlcFromMs(server.clock.now + 86_400_000 * 400) });
    // Rows of two tables may have the same name.
    pc.write({ rowId: 'no-uuid', table: 13, ...alike });
    expect(await server.push(pc, 3)).toMatchObject({ kind: 'stored', last: 5, fates: [] });
    const log = (await server.log(pc)).filter(({ origin }) => origin === pc.id);
    expect(log.map(({ seq, origin, stored, ...operation }) => ({ ...operation, seq: seq > 0, origin: origin === pc.id, stored: stored !== undefined })))
      .toEqual(pc.stream.map(({ chain, ...operation }) => ({ ...operation, seq: true, origin: chain.length === 16, stored: true })));
    // The links follow from the log, so that only the last of each batch is kept.
    const kept = await server.in((tx) => tx.selectFrom('device_chain').select(['dseq', 'chain']).where('device_id', '=', pc.id).orderBy('dseq').execute());
    const links = log.reduce<Buffer[]>((made, operation) => [...made, nextLink(made.at(-1) ?? CHAIN_START, operation)], []);
    expect(kept).toEqual([2, 5].map((dseq) => ({ dseq, chain: links[dseq - 1] })));
  });

  it('says where the stream ends when something is missing', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    for (let i = 0; i < 3; i++) pc.write({ rowId: server.database.newId(), columns: named('x') });
    await server.push(pc, 1, 1);
    expect(await server.push(pc, 3, 3)).toMatchObject({ kind: 'gap', last: 1 });
  });

  it('finds a copied disk by its chain, lets it go on as another PC, and loses nothing of either', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    pc.write({ rowId: server.database.newId(), columns: named('before') });
    await server.push(pc);
    const copy = pc.clone();
    pc.write({ rowId: server.database.newId(), columns: named('original') });
    copy.write({ rowId: server.database.newId(), columns: named('copy') });
    await server.push(pc, 2);
    const answer = await server.push(copy, 2);
    expect(answer).toMatchObject({ kind: 'fork' });
    expect(server.incidents).toEqual(['fork-found']);
    const known = await links(server.parts, copy.clinicId, copy.id, undefined);
    const common = known.links.find(({ dseq, chain }) => copy.stream[dseq - 1]?.chain.toString('base64url') === chain);
    expect(common?.dseq).toBe(1);

    const next = new Pc(copy.clinicId, copy.timeline, server.database.newId, server.clock.now);
    const names = { device: copy.id, newDevice: next.id, from: 1, chain: common?.chain ?? '', publicKey: next.publicKey };
    const request = { v: 1 as const, ...names, name: 'Desk, restored', replaces: false, signature: copy.sign(forkStatement(copy.clinicId, names)) };
    await expect(fork(server.parts, copy.clinicId, { ...request, from: 2 })).rejects.toMatchObject({ code: 'wrong-signature' });
    const wrong = { ...names, chain: copy.stream[1]?.chain.toString('base64url') ?? '', from: 2 };
    await expect(fork(server.parts, copy.clinicId, { ...request, ...wrong, signature: copy.sign(forkStatement(copy.clinicId, wrong)) })).rejects.toMatchObject({ code: 'unknown-link' });
    const enrolled = await fork(server.parts, copy.clinicId, request);
    expect(await fork(server.parts, copy.clinicId, request)).toMatchObject({ slot: enrolled.slot, letter: enrolled.letter });
    expect(server.register.map((entry) => entry.kind === 'device' && [entry.slot, entry.forkedFrom])).toEqual([['00', null], ['01', pc.id]]);

    next.stream.push(...copy.stream);
    expect(await server.push(next, 2)).toMatchObject({ kind: 'stored', last: 2 });
    const log = await server.log(pc);
    expect(log.filter(({ table }) => table === 10).map(({ origin, dseq, columns }) => [origin, dseq, columns[0]?.[1]])).toEqual([
      [pc.id, 1, 'before'], [pc.id, 2, 'original'], [next.id, 2, 'copy'],
    ]);
  });

  it('refuses a broken chain, a forged signature, another clinic\'s batch and another device\'s operations', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    const [other, elsewhere] = [await server.pc(), await server.database.newClinic()];
    pc.write({ rowId: server.database.newId(), columns: named('x') });
    const good = pc.push();
    const send = (change: object, clinic = server.clinic.id) => push(server.parts, clinic, () => ({ ...good, ...change }));
    await expect(send({ previousChain: Buffer.alloc(16, 1).toString('base64url') })).rejects.toMatchObject({ code: 'broken-chain' });
    await expect(send({ chain: Buffer.alloc(16).toString('base64url') })).rejects.toMatchObject({ code: 'broken-chain' });
    await expect(send({ previousChain: '' })).rejects.toMatchObject({ code: 'broken-chain' });
    await expect(send({ signature: other.sign('x') })).rejects.toMatchObject({ code: 'wrong-signature' });
    await expect(send({}, elsewhere.id)).rejects.toMatchObject({ code: 'unknown-device' });
    // The same device id in another clinic: its signature names the clinic.
    const twin = await server.pc(elsewhere);
    await expect(push(server.parts, elsewhere.id, () => ({ ...good, device: twin.id }))).rejects.toMatchObject({ code: 'foreign-operation' });
    await expect(send({ device: other.id })).rejects.toMatchObject({ code: 'foreign-operation' });
    expect((await server.log(pc)).filter(({ table }) => table === 10)).toEqual([]);
  });

  it('sets aside what it cannot store, says so each time, and takes the rest', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    const id = server.database.newId;
    for (const writing of [
      { table: 9_999, rowId: id(), columns: [[1, 'x']] }, { table: 61, rowId: id(), columns: [[6, 'open']] }, { rowId: id(), columns: [[2, 'x'.repeat(3_000_000)]] },
      { rowId: 'a\0b', columns: [[2, 'x']] }, { rowId: 'a\ud800b', columns: [[2, 'x']] }, { rowId: id(), columns: [[2, 'a'], [2, 'b']] },
      { rowId: id(), columns: [[70_000, 'x']] }, { rowId: id(), columns: named('good') }, { rowId: id(), columns: [[2, 'y']], schemaVersion: 2 ** 40 },
    ] as const) pc.write(writing);
    pc.write({ rowId: id(), columns: named('twice'), opId: pc.stream[7]?.opId ?? '' });
    const answer = await server.push(pc);
    const reasons = ['unknown-table', 'server-table', 'too-large', 'unreadable-text', 'unreadable-text', 'out-of-range', 'out-of-range', 'out-of-range', 'repeated-id'];
    expect(answer.kind === 'stored' && answer.fates.map(({ reason }) => reason)).toEqual(reasons);
    expect(answer).toMatchObject({ kind: 'stored', last: 10 });
    const again = await server.push(pc);
    expect(again.kind === 'stored' && again.fates.map(({ reason }) => reason)).toEqual(reasons);
    expect((await server.log(pc)).filter(({ table }) => table === 10).map(({ columns }) => columns[0]?.[1])).toEqual(['good']);
  });

  it('sets a whole transaction aside for one bad operation, and lets it in whole', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    const id = server.database.newId;
    pc.write({ rowId: id(), columns: named('before') });
    pc.write({ rowId: id(), columns: named('with it') }, { rowId: id(), columns: [[2, 'x'.repeat(3_000_000)]] });
    const answer = await server.push(pc);
    expect(answer.kind === 'stored' && answer.fates.map(({ reason }) => reason).sort()).toEqual(['too-large', 'written-together']);
    const names = async () => (await server.log(pc)).filter(({ table }) => table === 10).map(({ columns }) => String(columns[0]?.[1]).slice(0, 7));
    expect(await names()).toEqual(['before']);
    await admit(server.parts, pc.clinicId, { opId: pc.stream[1]?.opId ?? '', actor: 'admin:test', reason: 'looked at' }, async () => undefined);
    expect(await names()).toEqual(['before', 'with it', 'xxxxxxx']);
  });

  it('keeps unknown columns, NUL, half surrogates and integers near 2^53 as they came', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    const columns: [number, string | number][] = [[2, 'a\0b'], [3, '\ud800'], [5, Number.MAX_SAFE_INTEGER], [6, -Number.MAX_SAFE_INTEGER], [99, 0.1 + 0.2]];
    pc.write({ rowId: server.database.newId(), columns });
    expect(await server.push(pc)).toMatchObject({ kind: 'stored', fates: [] });
    const [mine] = (await server.log(pc)).filter(({ origin }) => origin === pc.id);
    expect(mine?.columns).toEqual(columns);
  });

  it('accepts and marks an operation from the future', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    pc.write({ rowId: server.database.newId(), columns: named('x'), hlc: hlcFromMs(server.clock.now + 3_600_000) }, { rowId: server.database.newId(), columns: named('y') });
    pc.write({ rowId: server.database.newId(), columns: named('z'), hlc: Number.MAX_SAFE_INTEGER });
    const answer = await server.push(pc);
    expect(answer.kind === 'stored' && answer.fates.map(({ dseq, reason }) => [dseq, reason])).toEqual([[3, 'out-of-range']]);
    const flags = await server.in((tx) => tx.selectFrom('op_log').select('flags').where('clinic_id', '=', pc.clinicId).where('origin', '=', pc.id).orderBy('seq').execute());
    expect(flags.map((row) => row.flags)).toEqual([1, 1]);
  });

  it('shows two PCs that push at once in the order of the log, with no number passed over', async () => {
    const server = await syncServer();
    const [a, b, reader] = [await server.pc(), await server.pc(), await server.pc()];
    const after = (await server.log(reader)).at(-1)?.seq ?? 0;
    for (const pc of [a, b]) for (let i = 0; i < 40; i++) pc.write({ rowId: server.database.newId(), columns: named('x') });
    const seenSeqs: number[] = [];
    let at = after;
    const writer = async (pc: Pc): Promise<void> => { for (let i = 1; i <= 40; i++) await server.push(pc, i, i); };
    const both = Promise.all([writer(a), writer(b)]);
    const state = { pushing: true };
    void both.then(() => { state.pushing = false; });
    for (let rounds = 0; state.pushing || rounds === 0; rounds++) {
      const page = await server.log(reader, at);
      seenSeqs.push(...page.map(({ seq }) => seq));
      at = page.at(-1)?.seq ?? at;
    }
    await both;
    seenSeqs.push(...(await server.log(reader, at)).map(({ seq }) => seq));
    expect(seenSeqs).toEqual(Array.from({ length: 80 }, (_, i) => after + 1 + i));
  });

  it('sets aside what a PC hands in after it was stopped, even while it was pushing', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    pc.write({ rowId: server.database.newId(), columns: named('before') });
    await server.push(pc);
    pc.write({ rowId: server.database.newId(), columns: named('after') });
    const { changeStatus } = await import('#server/sync/devices.ts');
    const [, answer] = await Promise.all([
      changeStatus(server.parts, pc.clinicId, { deviceId: pc.id, status: 'revoked', actor: 'admin:x', reason: 'stolen' }, async () => undefined),
      server.push(pc, 2),
    ]);
    expect(['stored', 'set-aside']).toContain(answer.kind);
    pc.write({ rowId: server.database.newId(), columns: named('later') });
    expect(await server.push(pc, 3)).toMatchObject({ kind: 'set-aside', last: 3 });
    await expect(server.pull(pc)).rejects.toMatchObject({ code: 'revoked', status: 403 });
    expect(server.register.at(-1)).toMatchObject({ kind: 'status', status: 3 });
    const rows = await server.in((tx) => tx.selectFrom('quarantine').select('reason').where('clinic_id', '=', pc.clinicId).execute());
    expect(rows.map(({ reason }) => reason)).toEqual(answer.kind === 'stored' ? ['device-not-active'] : ['device-not-active', 'device-not-active']);
  });

  it('does not set aside what the log has, when a stopped PC that it forgot sends all anew', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    pc.write({ rowId: server.database.newId(), columns: named('before') });
    await server.push(pc);
    pc.write({ rowId: server.database.newId(), columns: named('after') });
    await server.in((tx) => tx.updateTable('device').set({ status: DeviceStatus.suspended, last_dseq: 0, last_chain: null }).where('device_id', '=', pc.id).execute());
    expect(await server.push(pc)).toMatchObject({ kind: 'set-aside', last: 2, fates: [{ dseq: 2, fate: 'quarantined' }] });
    expect(await server.in((tx) => tx.selectFrom('quarantine').select('dseq').where('clinic_id', '=', pc.clinicId).execute())).toEqual([{ dseq: 2 }]);
  });

  it('says which lives the server had when the PC believes in another', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    pc.write({ rowId: server.database.newId(), columns: named('x') });
    const answer = await push(server.parts, pc.clinicId, () => ({ ...pc.push(), timeline: server.database.newId() }));
    expect(answer).toMatchObject({ kind: 'timeline', timelines: [{ id: server.clinic.timeline, start: 0 }] });
  });

  it('merges a new row with the same row of another PC, and tells of it', async () => {
    const server = await syncServer();
    const [one, other] = [await server.pc(), await server.pc()];
    const [rowId, otherId] = [server.database.newId(), server.database.newId()];
    one.write({ rowId, columns: named('Amina') });
    other.nowMs += 1000;
    const [, again] = other.write({ rowId: otherId, columns: named('Juma') }, { rowId, columns: [[2, 'Amina K.'], [3, 'f']] });
    expect(await server.push(one)).toMatchObject({ kind: 'stored', fates: [] });
    expect(await server.push(other)).toMatchObject({ kind: 'stored', last: 2, fates: [{ opId: again?.opId, fate: 'conflict' }] });
    const rows = await server.in((tx) => tx.selectFrom('row_state').select(['row_id', 'cols']).where('tbl', '=', 10).execute());
    expect(new Map(rows.map(({ row_id, cols }) => [row_id, JSON.parse(cols) as unknown]))).toEqual(new Map([[rowId, { 2: 'Amina K.', 3: 'f' }], [otherId, { 2: 'Juma' }]]));
    // What is kept with every push is what the rows add up to.
    const buckets = (await sums(server.parts, server.clinic.id, 10)).sums;
    const sum = buckets.map((bucket) => sumFromText(bucket.sum)).reduce(plus, ZERO);
    expect((await sumsOf(server)).find(({ table }) => table === 10)).toEqual({ table: 10, rows: 2, sum: sumText(sum) });
  });

  it('writes a later value over an earlier one and keeps the earlier one out of the way', async () => {
    const server = await syncServer();
    const pc = await server.pc();
    const rowId = server.database.newId();
    const [made] = pc.write({ rowId, columns: named('Amina') });
    pc.write({ rowId, kind: OperationKind.set, columns: [[2, 'Amina K.']], previous: made ? seen(made, 2) : [] });
    expect(await server.push(pc)).toMatchObject({ kind: 'stored', fates: [] });
    const row = await server.in((tx) => tx.selectFrom('row_state').select('cols').where('row_id', '=', rowId).executeTakeFirstOrThrow());
    expect(JSON.parse(row.cols)).toEqual({ 2: 'Amina K.' });
  });
});
