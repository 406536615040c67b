import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { StatementDocument } from '../../application/documents/statement-document.ts';
import type { DocumentPrinter } from '../../application/ports.ts';
import { statementCsv } from './csv.ts';
import { FAMILIES } from './pdf/fonts.ts';
import { pressRoom } from './pdf/press-room.ts';
import { logoName, printed } from './pdf/printed.ts';
import { statementXlsx } from './statement-xlsx.ts';
import { zipped } from './zipped.ts';

/** Prints statements as PDF, CSV and XLSX. Presses for PDF are set up when the first one is asked for. */
export function documentPrinter(): DocumentPrinter {
  const presses = availableParallelism();
  const room = pressRoom(presses);
  const make = makeOfPrinter();
  return {
    atOnce: presses * 2,
    fingerprint: (document, kind) =>
      createHash('sha256')
        .update(`${kind}\n${make}\n${contentOf(document)}`)
        .digest('hex'),
    print: async (document, kind) => {
      if (kind === 'csv') return statementCsv(document);
      if (kind === 'xlsx') return statementXlsx(document);
      const { logo } = document.seller;
      return await room.print({
        printed: printed(document),
        logo: logo === null ? null : { name: logoName(logo), bytes: logo.bytes },
      });
    },
    bundle: zipped,
    close: room.close,
  };
}

/** A logo is known by its hash; everything else is the document itself. */
function contentOf(document: StatementDocument): string {
  const { logo } = document.seller;
  return JSON.stringify({ ...document, seller: { ...document.seller, logo: logo?.hash ?? null } });
}

/** Packages that the bytes depend on. */
export const MADE_WITH: readonly string[] = [
  '@myriaddreamin/typst-ts-node-compiler',
  'fflate',
  ...FAMILIES.map((family) => family.package),
];

/** What makes the bytes beside the document: the files of this folder and of table-files, and the versions of what they use. */
function makeOfPrinter(): string {
  const hash = createHash('sha256');
  for (const folder of [import.meta.dirname, join(import.meta.dirname, '../../table-files')]) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const file of files.sort()) {
      if (/\.(ts|typ)$/.test(file) && !file.endsWith('.test.ts'))
        hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
    }
  }
  for (const name of MADE_WITH) {
    const about = findPackageJSON(name, import.meta.url) ?? '';
    hash.update(`${name} ${(JSON.parse(readFileSync(about, 'utf8')) as { version: string }).version}\n`);
  }
  return hash.digest('hex');
}
