import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { FAMILIES } from './fonts.ts';

/** One statement as the template takes it. */
export type Sheet = {
  readonly printed: string;
  readonly logo: { readonly name: string; readonly bytes: Uint8Array } | null;
};

export type Press = (sheet: Sheet) => Uint8Array;

const HERE = import.meta.dirname;
const TEMPLATE = join(HERE, 'statement.typ');
/** How many prints something stays remembered after it was last of use. */
const REMEMBERED_PRINTS = 10;

/** One compiler with the template warm; each print changes only the data. The bytes depend on nothing else. */
export function openPress(): Press {
  const compiler = NodeCompiler.create({
    workspace: HERE,
    fontArgs: [{ fontPaths: FAMILIES.flatMap((family) => [...family.paths]) }],
  });
  compiler.addSource(TEMPLATE, readFileSync(TEMPLATE, 'utf8'));
  let mapped: string | null = null;
  return ({ printed, logo }) => {
    if (mapped !== null && mapped !== logo?.name) compiler.unmapShadow(join(HERE, mapped));
    if (logo !== null && mapped !== logo.name)
      compiler.mapShadow(join(HERE, logo.name), Buffer.from(logo.bytes));
    mapped = logo?.name ?? null;
    compiler.mapShadow(join(HERE, 'statement.json'), Buffer.from(printed));
    const compiled = compiler.compile({ mainFilePath: TEMPLATE });
    const { result } = compiled;
    if (result === null) {
      const why = JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics ?? []);
      throw new Error(`the statement could not be laid out: ${why}`);
    }
    const pdf = compiler.pdf(result);
    // Everything that was laid out would be kept otherwise, and the memory of a long run would grow.
    compiler.evictCache(REMEMBERED_PRINTS);
    return pdf;
  };
}
