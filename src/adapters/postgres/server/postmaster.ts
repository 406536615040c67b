import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What `postmaster.pid` in a data directory says: the server that runs there, or one that died there. */
export type PostmasterFile = { readonly pid: number; readonly ready: boolean };

const PID_LINE = 0;
const STATUS_LINE = 7;

export async function readPostmasterFile(dataDirectory: string): Promise<PostmasterFile | null> {
  const text = await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number.parseInt(lines[PID_LINE] ?? '', 10);
  return pid > 0 ? { pid, ready: (lines[STATUS_LINE] ?? '').trim() === 'ready' } : null;
}

/**
 * Is process `pid` the server of this data directory? The pid alone says nothing: after a kill or a reboot another
 * process may bear it. A dead process not yet reaped by its parent has no command line and counts as gone.
 */
export async function isServerOf(pid: number, dataDirectory: string): Promise<boolean> {
  const words = await commandLine(pid);
  const flag = words.indexOf('-D');
  return flag > 0 && words[flag + 1] === dataDirectory && /(^|\/)postgres$/.test(words[0] ?? '');
}

async function commandLine(pid: number): Promise<readonly string[]> {
  if (process.platform === 'linux') {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  }
  return await psCommandLine(pid);
}

/** Where there is no /proc: `ps` joins the words by blanks, so the data directory is cut out by the flag after it. */
async function psCommandLine(pid: number): Promise<readonly string[]> {
  const answer = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', `${pid}`]).catch(() => null);
  const match = /^(.*\/postgres) -D (.*?) -k /.exec(answer?.stdout ?? '');
  return match === null ? [] : [match[1] ?? '', '-D', match[2] ?? ''];
}
