import type { Carriers } from '../../application/access/outbox.ts';
import type { ServiceBook } from '../../application/access/service-book.ts';

/** Carries what is due, and looks every now and then whether something is. */
export type OutboxRunner = {
  readonly wake: () => void;
  /** What is under way comes to its end; the rest waits for the next service. */
  readonly stop: () => Promise<void>;
};

const LOOK_AGAIN_MS = 1_000;

export function outboxRunner(
  book: ServiceBook,
  carriers: Carriers,
  log: (error: unknown) => void,
): OutboxRunner {
  const state = { stopped: false };
  // Each way out has a round of its own: a slow mail server keeps no webhook waiting.
  const ways = [
    wayOut(state, () => book.sendNext(carriers.webhook), log),
    wayOut(state, () => book.sendNextMail(carriers.mail), log),
  ];
  const wake = (): void => {
    for (const way of ways) way.wake();
  };
  const timer = setInterval(wake, LOOK_AGAIN_MS).unref();
  return {
    wake,
    stop: async () => {
      state.stopped = true;
      clearInterval(timer);
      await Promise.all(ways.map((way) => way.ended()));
    },
  };
}

function wayOut(
  state: { readonly stopped: boolean },
  sendNext: () => Promise<boolean>,
  log: (error: unknown) => void,
) {
  let working: Promise<void> | null = null;
  const work = async (): Promise<void> => {
    while (!state.stopped && (await sendNext()));
  };
  return {
    wake: (): void => {
      if (state.stopped) return;
      working ??= work()
        .catch((error: unknown) => {
          if (!state.stopped) log(error);
        })
        .finally(() => {
          working = null;
        });
    },
    ended: async (): Promise<void> => {
      await working;
    },
  };
}
