import { describe, expect, test } from 'vitest';
import { ORPCError } from '@orpc/client';
import { issueOf, problemOf } from '#renderer/api/problem.ts';
import { ConnectionLost } from '#renderer/api/socket-link.ts';
import { readRoute } from '#renderer/router.ts';
import { stepOfField, stepReady, suggestions, type Answers } from '#renderer/screens/setup/answers.ts';
import { rankActions } from '#renderer/shell/rank-actions.ts';
import { waitsByHour } from '#renderer/screens/queue/flow-waits.ts';

describe('problems', () => {
  test('expected failures keep their code and data', () => {
    expect(problemOf(new ORPCError('WRONG_PIN', { data: { triesLeft: 3 } }))).toEqual({ code: 'WRONG_PIN', triesLeft: 3 });
    expect(problemOf(new ConnectionLost())).toEqual({ code: 'CONNECTION_LOST' });
  });
  test('anything else is a bug, and nothing of its text is shown', () => {
    expect(problemOf(new Error('Amina Yusuf'))).toEqual({ code: 'INTERNAL', errorId: '-' });
    expect(problemOf(new ORPCError('SURPRISE'))).toEqual({ code: 'INTERNAL', errorId: '-' });
  });
  test('an issue finds its box', () => {
    const problem = problemOf(new ORPCError('INVALID', { data: { issues: [{ field: 'name', code: 'empty' }] } }));
    expect(issueOf(problem, 'name')?.code).toBe('empty');
    expect(issueOf(problem, 'phone')).toBeUndefined();
  });
});

test('an address is read part by part, and what cannot be read names no place', () => {
  expect(readRoute('#/patients/a%20b/vitals')).toEqual(['patients', 'a b', 'vitals']);
  expect(readRoute('')).toEqual([]);
  expect(readRoute('#/%E0%A4%A')).toEqual([]);
});

describe('first run', () => {
  const answers: Answers = {
    clinicName: 'Clinic', zone: 'UTC', languages: ['en'], managerName: 'Grace', pin: '2846', pinAgain: '2846', password: 'long enough', rooms: ['1'], services: ['Care'],
  };
  test('goes on only with an answer', () => {
    expect(stepReady('manager', answers)).toBe(true);
    expect(stepReady('manager', { ...answers, pinAgain: '2847' })).toBe(false);
    expect(stepReady('clinic', { ...answers, clinicName: '  ' })).toBe(false);
    expect(stepReady('rooms', { ...answers, rooms: [] })).toBe(false);
  });
  test('knows which question a refused answer belongs to', () => {
    expect([stepOfField('manager.pin'), stepOfField('zone'), stepOfField('services.0'), stepOfField('else')]).toEqual(['manager', 'language', 'services', undefined]);
  });
  test('suggestions come from one sentence', () => {
    expect(suggestions('Room 1 | Room 2 |')).toEqual(['Room 1', 'Room 2']);
  });
});

test('the palette finds all words in any order, beginnings first', () => {
  const actions = ['Call next', 'Go to: Queue', 'Volver a la recepción', 'Recall'].map((title) => ({ id: title, title, run: () => undefined }));
  expect(rankActions(actions, 'call').map(({ title }) => title)).toEqual(['Call next', 'Recall']);
  expect(rankActions(actions, 'recepcion').map(({ title }) => title)).toEqual(['Volver a la recepción']);
  expect(rankActions(actions, 'queue go')).toHaveLength(1);
});

test('hours without a first call have no wait', () => {
  const wait = { step: 'arrived-called', count: 2, median: 10, p90: 20 };
  expect(waitsByHour([{ hour: 8, people: 3, steps: [wait] }, { hour: 9, people: 1, steps: [] }])).toEqual([{ hour: 8, people: 3, median: 10, p90: 20 }]);
});
