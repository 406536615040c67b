import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Ended = { readonly code: number | null; readonly signal: string | null; readonly told: string };

export type Started = { readonly child: ChildProcessWithoutNullStreams; readonly ended: Promise<Ended> };

/** Starts scripts of this folder as processes of their own; what one has compiled, the next need not. */
export function processes(): {
  readonly start: (script: string, args: readonly string[]) => Started;
  readonly forget: () => void;
} {
  const compiled = mkdtempSync(join(tmpdir(), 'creditbook-compiled-'));
  const start = (script: string, args: readonly string[]): Started => {
    const path = join(import.meta.dirname, script);
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path, ...args], {
      env: { ...process.env, NODE_COMPILE_CACHE: compiled },
    });
    let told = '';
    child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
    const ended = new Promise<Ended>((resolve) => {
      child.once('close', (code, signal) => resolve({ code, signal, told }));
    });
    return { child, ended };
  };
  return { start, forget: () => rmSync(compiled, { recursive: true, force: true }) };
}
