import type { Infer, PullAnswer } from '#domain/sync/wire/messages.ts';

export type PageAnswer = Infer<typeof PullAnswer>;

interface Page {
  readonly answer: Promise<PageAnswer>;
  state: 'awaited' | 'here' | 'failed';
}

/** Pages on their way: with two of them the server makes one, also while the other is here and waits for its turn. */
const MOST = 2;

/** The pages of the log behind the one that is applied, in their order. Each names the place after which the next begins. */
export class PagesAhead {
  readonly #ask: (after: number, signal: AbortSignal | undefined) => Promise<PageAnswer>;
  readonly #pages: Page[] = [];
  /** The last page that is known, where the one behind it was not asked for yet. */
  #open: { readonly answer: PageAnswer; readonly signal: AbortSignal | undefined } | undefined;

  constructor(ask: (after: number, signal: AbortSignal | undefined) => Promise<PageAnswer>) {
    this.#ask = ask;
  }

  /** Whether a page was asked for that was not taken. */
  get isAsked(): boolean {
    return this.#pages.length > 0;
  }

  /** Whether the next page was asked for and has not come yet. */
  get isAwaited(): boolean {
    return this.#pages[0]?.state === 'awaited';
  }

  /** Whether the next page is here in so many milliseconds at most. */
  async isSoonHere(ms: number): Promise<boolean> {
    const [page] = this.#pages;
    if (page?.state !== 'awaited') return page?.state === 'here';
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => { timer = setTimeout(resolve, ms); });
    await Promise.race([page.answer.catch(() => undefined), late]);
    clearTimeout(timer);
    return this.#pages[0]?.state === 'here';
  }

  /** The next page, if it was asked for. A failure on its way is thrown here, or by nobody if it is not taken. */
  take(): Promise<PageAnswer> | undefined {
    return this.#pages.shift()?.answer;
  }

  /** `answer` is at hand: asks for what is behind it, and behind that. */
  follow(answer: PageAnswer, signal: AbortSignal | undefined): void {
    if (this.#pages.length === 0) this.#open = { answer, signal };
    this.#askNext();
  }

  #askNext(): void {
    const open = this.#open;
    if (!open || this.#pages.length >= MOST || open.answer.kind !== 'page' || !open.answer.more) return;
    this.#open = undefined;
    const page: Page = { answer: this.#ask(open.answer.next, open.signal), state: 'awaited' };
    this.#pages.push(page);
    page.answer.then((answer) => {
      page.state = 'here';
      this.#open = { answer, signal: open.signal };
      this.#askNext();
    }, () => { page.state = 'failed'; });
  }
}
