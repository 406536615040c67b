import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { runCli } from '../src/adapters/cli/run-cli.ts';
import { openWorld } from '../src/main/compose.ts';
import { closeOnSignal } from '../src/main/signals.ts';
import { addPeople } from './demo-people.ts';
import { PERIODS } from './story.ts';

/**
 * The three example months into a new book: each month is read, decided, divided, drafted and printed, its drafts are
 * opened, and the next one carries on. Then the console is open on that book, with a sign-in for each role, until
 * Ctrl-C. Where nobody could press that it ends by itself: when stdin is no terminal, in CI, or with --once; --open keeps
 * it open even there. The book stays in a temporary folder, to be looked into.
 */
const { values } = parseArgs({ options: { once: { type: 'boolean' }, open: { type: 'boolean' } } });
const stays =
  values.open ?? (process.stdin.isTTY && values.once !== true && (process.env['CI'] ?? '') === '');
const home = await mkdtemp(join(tmpdir(), 'creditbook-demo-'));
// When root runs it, the server's own user must reach its data in here.
await chmod(home, 0o755);
const book = join(home, 'book');
let running = openWorld();
closeOnSignal(
  (how) => running.close(how),
  () => running.isServing(),
);

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
if (stays) await openConsole();

/** One command line, shown as one would type it. */
async function ran(...args: readonly string[]): Promise<number> {
  process.stdout.write(`\n$ creditbook ${args.join(' ')}\n\n`);
  running = openWorld();
  const code = await runCli(running.world, [...args, '--book', book], false);
  await running.close('done');
  return code;
}

async function openConsole(): Promise<void> {
  running = openWorld();
  const { url, firstRunUrl, ended } = await running.world.serve({ book, port: 0, host: '127.0.0.1' });
  const people = await addPeople(url, firstRunUrl ?? url);
  const rows = people.map(({ who, email, password }) => `  ${who.padEnd(40)}${email.padEnd(20)}${password}`);
  process.stdout.write(
    `\nThe console is open on it at ${url}\nSign in there as\n${rows.join('\n')}\nCtrl-C ends it.\n`,
  );
  await ended;
}
