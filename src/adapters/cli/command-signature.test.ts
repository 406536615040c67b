import { Command } from 'commander';
import { expect, test } from 'vitest';
import { signatureOfCommand } from './command-signature.ts';

async function typed(...args: readonly string[]) {
  let run: Command | null = null;
  const program = new Command('creditbook').hook('preAction', (_, command) => {
    run = command;
  });
  program
    .command('mail')
    .command('send')
    .argument('[names...]')
    .option('--period <month>', '', '2026-01')
    .option('--reason <text>')
    .option('--smtp-password <text>')
    .option('--from <places...>')
    .option('--book <where>')
    .action(() => undefined);
  await program.parseAsync(args, { from: 'user' });
  if (run === null) throw new Error('nothing ran');
  return signatureOfCommand(run, { who: 'ada', origin: 'desk' });
}

test('a command signs with its words: what was named, what was asked, and why', async () => {
  expect(
    await typed(
      'mail',
      'send',
      'harbor',
      'lantern',
      '--reason',
      'agreed',
      '--book',
      './b',
      '--from',
      'a',
      'b',
    ),
  ).toEqual({
    who: 'ada',
    origin: 'desk',
    what: 'mail send',
    object: 'harbor lantern',
    why: 'agreed',
    asked: { named: ['harbor', 'lantern'], from: ['a', 'b'] },
  });
  expect(await typed('mail', 'send')).toMatchObject({ object: 'the book', asked: {} });
  expect(await typed('mail', 'send', '--period', '2026-03')).toMatchObject({ object: '2026-03' });
});

test('no password, key or signed address is in it', async () => {
  const signature = await typed(
    'mail',
    'send',
    'https://ada:hush@files.example/a.csv?sig=hush',
    '--smtp-password',
    'hush',
    '--from',
    'https://files.example/b.csv?token=hush',
  );
  expect(JSON.stringify(signature)).not.toContain('hush');
  expect(signature.object).toBe('https://ada:…@files.example/a.csv?…');
});
