import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { creditbookProgram } from '../../src/adapters/cli/program.ts';
import { runCli } from '../../src/adapters/cli/run-cli.ts';
import type { World } from '../../src/adapters/cli/world.ts';

/** A world that keeps what is said and has no book: help needs none. */
function deafWorld(): { readonly world: World; readonly said: () => string } {
  let said = '';
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      said += chunk.toString();
      done();
    },
  });
  const never = (): Promise<never> => Promise.reject(new Error('help opens nothing'));
  const world: World = {
    stdout: sink,
    stderr: sink,
    signsAs: () => ({ who: 'nobody', origin: 'nowhere' }),
    stdinText: () => Promise.reject(new Error('help reads nothing')),
    openDesk: never,
    openMailDesk: never,
    exportBook: () => Promise.reject(new Error('help needs no book')),
    importBook: () => Promise.reject(new Error('help needs no book')),
    openServiceBook: never,
    bookOffice: never,
    sourceOffice: never,
    tableFiles: never,
    monthFolderFiles: never,
    ledgerText: never,
    systemCsv: never,
    readFocus: never,
    serve: never,
    documentPrinter: never,
    documentFolder: never,
    programId: never,
    today: () => '2026-03-31',
    isCutOff: () => false,
  };
  return { world, said: () => said };
}

function commandsOf(command: Command, path: readonly string[]): (readonly string[])[] {
  return [path, ...command.commands.flatMap((inner) => commandsOf(inner, [...path, inner.name()]))];
}

const program = creditbookProgram(
  deafWorld().world,
  () => Promise.resolve(),
  () => undefined,
);
const paths = commandsOf(program, []);

test('every command tells a stranger what it does', async () => {
  const texts: string[] = [];
  for (const path of paths) {
    const { world, said } = deafWorld();
    expect(await runCli(world, [...path, '--help'], false)).toBe(0);
    texts.push(`$ creditbook ${[...path, '--help'].join(' ')}\n${said()}`);
  }
  await expect(texts.join('\n')).toMatchFileSnapshot(join(import.meta.dirname, 'expected/help.txt'));
});

test.each(
  paths.filter((path) => path.length > 0 && !hasVerbs(path)).map((path) => [path.join(' '), path] as const),
)('%s has an example, the exit codes, --book and --json', async (_, path) => {
  const { world, said } = deafWorld();
  await runCli(world, [...path, '--help'], false);
  for (const part of ['Example', 'Exit codes:', '--book <DIR|URL>', '--json']) expect(said()).toContain(part);
});

function hasVerbs(path: readonly string[]): boolean {
  return paths.some((other) => other.length > path.length && path.every((part, at) => other[at] === part));
}
