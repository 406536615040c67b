/** How the book is closed: after the work, or in the middle of it. */
export type Closing = 'done' | 'cut-off';

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

const SAME_WORD_MS = 500;

/**
 * A command that is told to stop gives up its transaction, gives back its seat at the book, and goes. Answers with the
 * exit code of the signal that came, null while none did. For a service to be told is the ordinary end: 0.
 */
export function closeOnSignal(
  close: (how: Closing) => Promise<void>,
  isServing: () => boolean = () => false,
): () => number | null {
  let told: number | null = null;
  let toldAt = 0;
  for (const [signal, ofSignal] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      // Told again, it goes at once; the book survives that too. npm passes on the Ctrl-C that the terminal has sent
      // already: that is the same word, not another one.
      if (told !== null) {
        if (performance.now() - toldAt > SAME_WORD_MS) process.exit(ofSignal);
        return;
      }
      toldAt = performance.now();
      const code = isServing() ? 0 : ofSignal;
      told = code;
      const unfinished = isServing() ? 'goes on when it is started again' : 'is not saved';
      process.stderr.write(`${signal}: stopping; what was not finished ${unfinished}\n`);
      void close('cut-off').finally(() => process.exit(code));
    });
  }
  return () => told;
}
