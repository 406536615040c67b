import { setTimeout as pause } from 'node:timers/promises';

/** Asks until something is told. Between two questions the machine is left to the one who is to answer. */
export async function askAgain<Told>(ask: () => Promise<Told | null> | Told | null): Promise<Told> {
  for (;;) {
    const told = await ask();
    if (told !== null) return told;
    await pause(20);
  }
}
