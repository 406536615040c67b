import { readFile } from 'node:fs/promises';
import {
  changeLetterhead,
  isSeller,
  type LetterheadChange,
  letterheadOf,
  provedChange,
} from '../../../application/documents/change-letterhead.ts';
import { BadInput, Refusal } from '../../../application/errors.ts';
import type { Letterhead } from '../../../domain/party/letterhead.ts';
import type { Run } from '../command-run.ts';
import type { LetterheadOptions, LetterheadSetOptions } from '../options.ts';
import { wrongUsage } from '../typed-values.ts';
import type { ExitCode } from '../world.ts';

export async function showLetterhead(run: Run, { seller }: LetterheadOptions): Promise<ExitCode> {
  const { book } = await run.desk('read');
  const letterhead = await book.read(async (shelves) => {
    if (!(await isSeller(shelves, seller))) throw noSeller(seller);
    return letterheadOf(shelves, seller);
  });
  tell(run, seller, letterhead);
  return 0;
}

export async function setLetterhead(run: Run, options: LetterheadSetOptions): Promise<ExitCode> {
  const { seller } = options;
  const asked = await changeOf(options);
  if (Object.keys(asked).length === 0)
    throw wrongUsage(
      'letterhead set',
      'nothing to change',
      'give --name, --address, --notes, --logo or --no-logo',
    );
  const { book } = await run.desk('write');
  const proved = await provedChange(book.idOf, await run.world.documentPrinter(), asked);
  if ('faults' in proved) {
    const file = typeof options.logo === 'string' ? options.logo : 'letterhead set';
    throw new BadInput(
      proved.faults.map(({ field, seen, todo }) => ({ file, row: null, column: `--${field}`, seen, todo })),
    );
  }
  const done = await book.write(async (shelves) => {
    if (!(await isSeller(shelves, seller))) throw noSeller(seller);
    return changeLetterhead(shelves, seller, proved.change);
  });
  tell(run, seller, done.after);
  return 0;
}

async function changeOf({ name, address, notes, logo }: LetterheadSetOptions): Promise<LetterheadChange> {
  const text = (field: string, given: string | undefined) =>
    given === undefined ? {} : { [field]: given.replaceAll('\\n', '\n') };
  const picture = logo === undefined ? {} : { logo: logo === false ? null : await fileAt(logo) };
  return { ...text('name', name), ...text('address', address), ...text('notes', notes), ...picture };
}

async function fileAt(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: unknown) => {
    const seen = error instanceof Error ? error.message : String(error);
    throw new BadInput([
      { file: path, row: null, column: '--logo', seen, todo: 'name a picture that can be read' },
    ]);
  });
}

function tell(run: Run, seller: string, { name, address, notes, logo }: Letterhead): void {
  const shown = {
    seller,
    name,
    address,
    notes,
    logo: logo === null ? null : { kind: logo.kind, bytes: logo.bytes.length },
  };
  run.answer(shown, () =>
    [
      `Letterhead of ${seller}`,
      ...labelled('name', name || '(as the book has it)'),
      ...labelled('address', address || '(none)'),
      ...labelled('notes', notes || '(none)'),
      ...labelled('logo', shown.logo === null ? '(none)' : `${shown.logo.kind}, ${shown.logo.bytes} bytes`),
    ].join('\n'),
  );
}

function labelled(label: string, text: string): string[] {
  return text.split('\n').map((line, at) => `  ${(at === 0 ? label : '').padEnd(8)} ${line}`);
}

function noSeller(seller: string): Refusal {
  return new Refusal(
    'unknown-seller',
    `${seller} is no seller of this book: name the distributor or a reseller`,
  );
}
