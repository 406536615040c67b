import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** The house rules that no linter knows. A finding reads `path:line what is wrong`. */

const ROOT = join(import.meta.dirname, '..');

/** Exceptions, each with its reason. An entry that excuses nothing any more is itself a finding. */
const NUMBERS_IN_DOMAIN: Readonly<Record<string, string>> = {
  'src/domain/cloud-rules/segment-sentence.ts': 'a day of the month',
  'src/domain/money/exact-amount.ts': 'an exponent is a count of digits, not an amount',
  'src/domain/period/billing-period.ts': 'years and months',
  'src/domain/period/calendar-date.ts': 'years, months and days',
};
const FOREIGN_WORDS_ALLOWED: Readonly<Record<string, string>> = {
  'src/adapters/postgres client': 'what the PostgreSQL driver calls a connection',
};
/** Glossary: words that mean something else to someone else. */
const FOREIGN_WORDS = [
  'provider',
  'vendor',
  'tenant',
  'client',
  'wallet',
  'voucher',
  'rollover',
  'upload',
  'linked',
  'master',
];
const FORBIDDEN_NAMES = [
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'services',
  'service',
  'manager',
  'misc',
  'index',
];
const CAPS = { domain: 200, other: 400, function: 70 };
const NOT_OURS = ['node_modules', '.git', 'book', 'out', '.data', 'months', 'given', 'expected'];
const README_HEADINGS = ['Owns', 'Does not own', 'Invariants'];

type Comment = { readonly line: number; readonly text: string };
type Source = {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  /** Found once: three rules read them, and finding them costs more than all the rest. */
  readonly comments: () => readonly Comment[];
};

const paths = walk(ROOT).sort();
const sources = paths.filter((path) => /\.tsx?$/.test(path)).map((path) => sourceOf(path, read(path)));
const product = sources.filter(({ path }) => path.startsWith('src/') && !isTest(path));

test('a file stays small enough to be read in one go', () => {
  expect(sources.flatMap(tooLong)).toEqual([]);
});

test('a function stays small enough to be seen at once', () => {
  expect(sources.flatMap(longFunctions)).toEqual([]);
});

test('no file or folder has a name that says nothing', () => {
  expect(paths.filter((path) => path.startsWith('src/')).flatMap(namesThatSayNothing)).toEqual([]);
});

test('nothing in src is exported by default', () => {
  expect(sources.filter(({ path }) => path.startsWith('src/')).flatMap(defaultExports)).toEqual([]);
});

test('no float comes near money', () => {
  expect(product.flatMap(floats).filter((finding) => !excused(finding, NUMBERS_IN_DOMAIN))).toEqual([]);
});

test('every exception for numbers in the domain is still needed', () => {
  const found = product.flatMap(floats);
  const unneeded = Object.keys(NUMBERS_IN_DOMAIN).filter(
    (path) => !found.some((text) => text.startsWith(path)),
  );
  expect(unneeded).toEqual([]);
});

test('neither the domain nor a verb reads the clock', () => {
  expect(product.filter(({ path }) => /^src\/(domain|application)\//.test(path)).flatMap(clocks)).toEqual([]);
});

test('nothing is marked as unfinished and no test is switched off', () => {
  expect(sources.flatMap((source) => [...unfinished(source), ...switchedOff(source)])).toEqual([]);
});

test('no type error is silenced', () => {
  expect(sources.flatMap(silenced)).toEqual([]);
});

test('names in src use the words of the glossary', () => {
  const allowed = Object.keys(FOREIGN_WORDS_ALLOWED).map((key) => key.split(' '));
  const findings = product
    .flatMap(foreignWords)
    .filter(
      (finding) =>
        !allowed.some(([under = '', word]) => finding.startsWith(under) && finding.endsWith(` ${word}`)),
    );
  expect(findings).toEqual([]);
});

test('every room says what it owns, what it does not own, and what always holds in it', () => {
  const rooms = ['src/application', 'src/main', ...foldersIn('src/domain'), ...foldersIn('src/adapters')];
  const inUse = rooms.filter((room) => product.some(({ path }) => path.startsWith(`${room}/`)));
  expect(inUse.flatMap(missingInReadme)).toEqual([]);
});

test('every room of the domain has its place in the order of rooms', () => {
  const order = read('.dependency-cruiser.mjs');
  expect(foldersIn('src/domain').filter((room) => !order.includes(`'${room.split('/').at(-1)}'`))).toEqual(
    [],
  );
});

test('every id of the law that the code cites stands in docs/specs', () => {
  const known = idsOfTheLaw();
  expect(known.size).toBeGreaterThan(40);
  expect(product.flatMap((source) => unknownCitations(source, known))).toEqual([]);
});

test('every package is pinned to one version', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
    string,
    Record<string, string>
  >;
  const versions = Object.entries({ ...dependencies, ...devDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test('the lockfile names the packages of every platform, so that npm ci runs on any', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
  const absent = wanted.filter(
    (name) => !Object.keys(packages).some((key) => key.endsWith(`node_modules/${name}`)),
  );
  expect(absent, 'run node .ci/complete-lockfile.mjs').toEqual([]);
});

test('every link between our own pages leads somewhere', () => {
  expect(paths.filter((path) => path.endsWith('.md')).flatMap(brokenLinks)).toEqual([]);
});

test.each<[string, (source: Source) => string[], string]>([
  ['a function of 71 lines', longFunctions, `export function long() {${'\n'.repeat(70)}}`],
  ['a domain file of 201 lines', tooLong, '\n'.repeat(201)],
  ['a default export', defaultExports, 'export default 1;'],
  ['a default export by name', defaultExports, 'const a = 1; export { a as default };'],
  ['parseFloat', floats, 'export const a = parseFloat("1");'],
  ['toFixed', floats, 'export const a = (1).toFixed(2);'],
  ['Math.round', floats, 'export const a = Math.round(1.5);'],
  ['Number as a function', floats, 'export const a = ["1"].map(Number);'],
  ['Date.now', clocks, 'export const a = Date.now();'],
  ['new Date without an argument', clocks, 'export const a = new Date();'],
  ['an unfinished mark', unfinished, ['// TO', 'DO: later'].join('')],
  ['a test that runs alone', switchedOff, ['test.on', 'ly("x", () => {});'].join('')],
  ['a skip without a reason', switchedOff, 'test("x", (context) => context.skip());'],
  ['any', silenced, 'export const a: any = 1;'],
  ['a silenced error', silenced, ['// @ts-', 'ignore\nexport const a = 1;'].join('')],
  ['a word the glossary does not have', foreignWords, 'export const cloudProvider = 1;'],
  ['an id the law does not have', (source) => unknownCitations(source, idsOfTheLaw()), '/** See T99. */'],
])('the rules above see %s', (_, rule, text) => {
  expect(rule(sourceOf('src/domain/money/bad.ts', text))).toHaveLength(1);
});

function tooLong({ path, text }: Source): string[] {
  const lines = text.split('\n').length - 1;
  const cap = path.startsWith('src/domain/') && !isTest(path) ? CAPS.domain : CAPS.other;
  return lines > cap ? [`${path}:${lines} more than ${cap} lines`] : [];
}

function longFunctions(source: Source): string[] {
  return findAll(source, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return null;
    // The callback of describe and test is a chapter, not a function.
    if (isTest(source.path) && ts.isCallExpression(node.parent)) return null;
    const lines = linesOf(source, node) - linesOfReturnedMethods(source, node.body);
    return lines > CAPS.function ? `function of ${lines} lines` : null;
  });
}

/** A function that returns an object of methods is a shelf for them, as a class would be: each counts for itself. */
function linesOfReturnedMethods(source: Source, body: ts.Node | undefined): number {
  const last = body !== undefined && ts.isBlock(body) ? body.statements.at(-1) : undefined;
  const returned = last !== undefined && ts.isReturnStatement(last) ? last.expression : undefined;
  if (returned === undefined || !ts.isObjectLiteralExpression(returned)) return 0;
  const methods = returned.properties.filter(
    (property) =>
      ts.isMethodDeclaration(property) ||
      (ts.isPropertyAssignment(property) && ts.isFunctionLike(property.initializer)),
  );
  return methods.reduce((lines, method) => lines + linesOf(source, method), 0);
}

function namesThatSayNothing(path: string): string[] {
  const names = path.split('/').map((part) => part.replace(/(\.test)?\.[a-z]+$/, ''));
  return names.filter((name) => FORBIDDEN_NAMES.includes(name)).map((name) => `${path}:1 named ${name}`);
}

function defaultExports(source: Source): string[] {
  return findAll(source, (node) => {
    const named = ts.isExportSpecifier(node) && node.name.text === 'default';
    const assigned = ts.isExportAssignment(node);
    return named || assigned || node.kind === ts.SyntaxKind.DefaultKeyword ? 'default export' : null;
  }).slice(0, 1);
}

function floats(source: Source): string[] {
  return findAll(source, (node) => {
    if (!ts.isIdentifier(node)) return null;
    const { text, parent } = node;
    const member = ts.isPropertyAccessExpression(parent) && parent.name === node;
    if (text === 'parseFloat' || (member && ['toFixed', 'toPrecision'].includes(text))) return text;
    if (member && text === 'round' && parent.expression.getText(source.tree) === 'Math') return 'Math.round';
    const used = ts.isCallExpression(parent);
    return text === 'Number' && used && source.path.startsWith('src/domain/') ? 'Number as a function' : null;
  });
}

function clocks(source: Source): string[] {
  return findAll(source, (node) => {
    if (ts.isPropertyAccessExpression(node) && node.name.text === 'now') {
      const text = node.getText(source.tree);
      return /^(Date|performance)\.now$/.test(text) ? text : null;
    }
    const made = ts.isNewExpression(node) && node.expression.getText(source.tree) === 'Date';
    return made && (node.arguments?.length ?? 0) === 0 ? 'new Date()' : null;
  });
}

function unfinished(source: Source): string[] {
  const marks = /\b(TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b/;
  return source
    .comments()
    .flatMap(({ line, text }) => (marks.test(text) ? [`${source.path}:${line} unfinished`] : []));
}

function switchedOff(source: Source): string[] {
  return findAll(source, (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null;
    const { name, expression } = node.expression;
    const ofRunner = /^(test|it|describe)\b/.test(expression.getText(source.tree));
    if (ofRunner && ['only', 'todo', 'skip'].includes(name.text)) return `${name.text} on a test`;
    return !ofRunner && name.text === 'skip' && node.arguments.length === 0 ? 'skip without a reason' : null;
  });
}

function silenced(source: Source): string[] {
  const anys = findAll(source, (node) => (node.kind === ts.SyntaxKind.AnyKeyword ? 'any' : null));
  const comments = source
    .comments()
    .filter(({ text }) =>
      /@ts-(ignore|nocheck|expect-error)|(eslint|oxlint)-disable|biome-ignore/.test(text),
    );
  return [...anys, ...comments.map(({ line }) => `${source.path}:${line} silenced`)];
}

/** Names that are declared here; a name that a library gave is the library's. */
function foreignWords(source: Source): string[] {
  return findAll(source, (node) => {
    const declares =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isPropertySignature(node) ||
      ts.isMethodDeclaration(node);
    if (!declares || node.name === undefined || !ts.isIdentifier(node.name)) return null;
    const words = node.name.text
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[ _]/);
    const foreign = words.find((word) => FOREIGN_WORDS.includes(word.replace(/s$/, '')));
    return foreign === undefined ? null : `${node.name.text} says ${foreign.replace(/s$/, '')}`;
  });
}

function missingInReadme(room: string): string[] {
  const readme = `${room}/README.md`;
  if (!paths.includes(readme)) return [`${readme}:1 is missing`];
  const text = read(readme);
  return README_HEADINGS.filter((heading) => !new RegExp(`^#+ ${heading}$`, 'm').test(text)).map(
    (heading) => `${readme}:1 has no heading "${heading}"`,
  );
}

function idsOfTheLaw(): ReadonlySet<string> {
  const pages = paths.filter((path) => path.startsWith('docs/specs/')).map(read);
  return new Set(pages.flatMap((page) => [...page.matchAll(/^## ([A-Z]\d+) /gm)].map(([, id = '']) => id)));
}

function unknownCitations(source: Source, known: ReadonlySet<string>): string[] {
  return source
    .comments()
    .flatMap(({ line, text }) =>
      [...text.matchAll(/\b[PCRSLTNA]\d{1,2}\b/g)]
        .filter(([id]) => !known.has(id))
        .map(([id]) => `${source.path}:${line} cites ${id}`),
    );
}

function brokenLinks(page: string): string[] {
  const targets = [...read(page).matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g)].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(ROOT, dirname(page), target)))
    .map((target) => `${page}:1 links to ${target}`);
}

function excused(finding: string, exceptions: Readonly<Record<string, string>>): boolean {
  const path = finding.slice(0, finding.indexOf(':'));
  return finding.endsWith('Number as a function') && path in exceptions;
}

function findAll(source: Source, judge: (node: ts.Node) => string | null): string[] {
  const findings: string[] = [];
  const visit = (node: ts.Node): void => {
    const wrong = judge(node);
    if (wrong !== null)
      findings.push(`${source.path}:${lineOf(source.tree, node.getStart(source.tree))} ${wrong}`);
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return findings;
}

function commentsIn(text: string, tree: ts.SourceFile): Comment[] {
  const starts = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(tree).filter((child) => !ts.isJSDoc(child));
    children.forEach(visit);
    if (children.length > 0) return;
    const before = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
    const after = ts.getTrailingCommentRanges(text, node.end) ?? [];
    for (const { pos, end } of [...before, ...after]) starts.set(pos, text.slice(pos, end));
  };
  visit(tree);
  return [...starts].map(([pos, comment]) => ({ line: lineOf(tree, pos), text: comment }));
}

function linesOf(source: Source, node: ts.Node): number {
  return lineOf(source.tree, node.end) - lineOf(source.tree, node.getStart(source.tree)) + 1;
}

function lineOf(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1;
}

function sourceOf(path: string, text: string): Source {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  let comments: Comment[] | null = null;
  return { path, text, tree, comments: () => (comments ??= commentsIn(text, tree)) };
}

function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.startsWith('test/');
}

function foldersIn(parent: string): string[] {
  const rooms = new Set(
    paths.filter((path) => path.startsWith(`${parent}/`)).map((path) => path.split('/')[2] ?? ''),
  );
  return [...rooms].filter((room) => !room.includes('.')).map((room) => `${parent}/${room}`);
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((item) => {
    if (NOT_OURS.includes(item.name)) return [];
    const path = join(folder, item.name);
    return item.isDirectory() ? walk(path) : item.isFile() ? [relative(ROOT, path)] : [];
  });
}
