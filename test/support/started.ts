import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** A program of this test's own that goes on running, with all that it has said. */
export type Started = {
  readonly process: ChildProcess;
  readonly said: () => { readonly stdout: string; readonly stderr: string };
  /** The first thing on stdout that looks like this; rejects with all that was said when the program ends without it. */
  readonly until: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly ended: Promise<number | NodeJS.Signals | null>;
};

/** Starts it; it is killed when the test is over. */
export function started(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Started {
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => (signal ?? code) as number | NodeJS.Signals);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    process: child,
    said: () => ({ ...said }),
    ended,
    until: async (pattern) => {
      for (;;) {
        const found = pattern.exec(said.stdout);
        if (found !== null) return found;
        const over = await Promise.race([once(child.stdout, 'data').then(() => null), ended]);
        if (over !== null && !pattern.test(said.stdout))
          throw new Error(`it ended with ${over} and said:\n${said.stdout}${said.stderr}`);
      }
    },
  };
}
