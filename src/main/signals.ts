/** How the book is closed: after the work, or in the middle of it. */
export type Closing = 'done' | 'cut-off';

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * A command that is told to stop gives up its transaction, gives back its seat at the book, and goes. Answers with the
 * exit code of the signal that came, null while none did.
 */
export function closeOnSignal(close: (how: Closing) => Promise<void>): () => number | null {
  let told: number | null = null;
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      // Told twice, it goes at once; the book survives that too.
      if (told !== null) process.exit(code);
      told = code;
      process.stderr.write(`${signal}: stopping; what was not finished is not saved\n`);
      void close('cut-off').finally(() => process.exit(code));
    });
  }
  return () => told;
}
