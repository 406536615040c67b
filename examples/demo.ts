import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { runCli } from '../src/adapters/cli/run-cli.ts';
import { openWorld } from '../src/main/compose.ts';
import { closeOnSignal } from '../src/main/signals.ts';
import { PERIODS } from './story.ts';

/**
 * The three example months into a new book: each month is read, decided, divided, drafted and printed, its drafts are
 * opened, and the next one carries on. The book stays in a temporary folder, to be looked into.
 */
const home = await mkdtemp(join(tmpdir(), 'creditbook-demo-'));
// When root runs it, the server's own user must reach its data in here.
await chmod(home, 0o755);
const book = join(home, 'book');
let running = openWorld();
closeOnSignal((how) => running.close(how));

const codes: number[] = [];
for (const period of PERIODS) {
  const folder = relative(process.cwd(), join(import.meta.dirname, 'months', period));
  codes.push(await ran('month', folder));
  codes.push(await ran('statements', 'open', '--period', period));
}
codes.push(await ran('balances'));
codes.push(await ran('check'));
process.stdout.write(`\nThe book stays in ${book}. Look into it with bin/creditbook … --book ${book}\n`);
process.exitCode = Math.max(...codes);

/** One command line, shown as one would type it. */
async function ran(...args: readonly string[]): Promise<number> {
  process.stdout.write(`\n$ creditbook ${args.join(' ')}\n\n`);
  running = openWorld();
  const code = await runCli(running.world, [...args, '--book', book], false);
  await running.close('done');
  return code;
}
