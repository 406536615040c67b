import { spawn } from 'node:child_process';
import { join } from 'node:path';

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export const BIN = join(import.meta.dirname, '../../bin/creditbook');

/** Runs the real program, as a person would, from a folder that is not the project's. */
export function runBin(
  args: readonly string[],
  options: { readonly cwd: string; readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(BIN, args, { cwd: options.cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    options.onStart?.((signal) => child.kill(signal));
  });
}

/** One command and all that it said, as a transcript: remarks on stderr begin with `! `, the folder it ran in is `…`. */
export function transcriptOf(args: readonly string[], ended: Ended, cwd: string): string {
  const { code } = ended;
  const [stdout = '', stderr = ''] = [ended.stdout, ended.stderr].map((text) => text.replaceAll(cwd, '…'));
  const typed = args.map((arg) => (/^[\w./:=%-]+$/.test(arg) ? arg : `"${arg}"`)).join(' ');
  const remarks = stderr
    .replace(/\n$/, '')
    .split('\n')
    .filter((line) => line !== '');
  const answer = stdout === '' ? [] : [stdout.replace(/\n$/, '')];
  return [`$ creditbook ${typed}`, ...remarks.map((line) => `! ${line}`), ...answer, `[exit ${code}]`].join(
    '\n',
  );
}
