import type { Problem } from '#renderer/api/problem.ts';

const BOX_OF: Readonly<Record<string, 'server' | 'code'>> = { 'unreachable': 'server', 'not-daybook': 'server', 'code-refused': 'code' };

/** What a server answered, or that none did, as a complaint about the box it comes from: its address or the code. */
export function aboutBox(problem: Problem | undefined): Problem | undefined {
  const field = problem?.code === 'SERVER' ? BOX_OF[problem.reason] : undefined;
  return field === undefined || problem?.code !== 'SERVER' ? problem : { code: 'INVALID', issues: [{ field, code: problem.reason }] };
}
