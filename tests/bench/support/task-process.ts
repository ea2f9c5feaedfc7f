import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** What a task sends back: what a question made, or why nothing was. */
export interface TaskAnswer<A> {
  readonly made?: A;
  readonly failure?: string;
}

/** A module of this folder that works in a process of its own and answers one question after the other. */
export interface TaskProcess<Q extends object, A> {
  /** What it said when it was ready. */
  readonly started: A;
  /** Rejects when the question failed, or the process ended. */
  ask(question: Q): Promise<A>;
  /** It ends when nobody asks any more. */
  leave(): void;
}

export async function taskProcess<Q extends object, A>(module: string, args: readonly string[], flags: readonly string[] = []): Promise<TaskProcess<Q, A>> {
  const child = fork(join(import.meta.dirname, module), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [...flags] });
  const started = await nextAnswer<A>(child, module);
  return {
    started,
    ask(question) {
      const answered = nextAnswer<A>(child, module);
      child.send(question);
      return answered;
    },
    leave: () => { child.disconnect(); },
  };
}

function nextAnswer<A>(child: ChildProcess, module: string): Promise<A> {
  return new Promise((resolve, reject) => {
    const ended = (): void => { reject(new Error(`${module} ended`)); };
    child.once('exit', ended);
    child.once('message', ({ made, failure }: TaskAnswer<A>) => {
      child.off('exit', ended);
      if (made === undefined) reject(new Error(failure));
      else resolve(made);
    });
  });
}

/** The other side: answers what it is asked until nobody is there any more. */
export function answerQuestions<Q, A>(started: A, answer: (question: Q) => Promise<A>, end: () => Promise<unknown> = () => Promise.resolve()): void {
  const send = (message: TaskAnswer<A>): void => { process.send?.(message); };
  process.on('message', (question: Q) => {
    answer(question).then((made) => { send({ made }); }, (error: unknown) => { send({ failure: String(error) }); });
  });
  process.on('disconnect', () => { void end().finally(() => { process.exit(0); }); });
  send({ made: started });
}
