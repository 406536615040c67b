/** One line of a story: a verb, its words, its options, and the reason after `because`. */
export type Step = {
  readonly line: number;
  readonly text: string;
  readonly verb: string;
  readonly words: readonly string[];
  /** `--final` stands as an empty text. */
  readonly options: Readonly<Record<string, string>>;
  readonly because: string;
};

const WITH_VALUE = new Set([
  'use-credits',
  'files',
  'on',
  'starts',
  'ends',
  'account',
  'description',
  'parent',
  'id',
  'amount',
]);

/**
 * A story is told in its first lines (ending in a blank one), then shown: one step a line. `#` begins a remark.
 * Words with spaces stand in double quotes; what follows ` because ` is the reason.
 */
export function stepsOf(story: string): readonly Step[] {
  const lines = story.split('\n').map((text, at) => ({ text: text.trim(), line: at + 1 }));
  const endOfTitle = lines.findIndex(({ text }) => text === '');
  return lines
    .slice(endOfTitle)
    .filter(({ text }) => text !== '' && !text.startsWith('#'))
    .map(({ text, line }) => stepOf(text, line));
}

export function titleOf(story: string): string {
  return story.slice(0, story.indexOf('\n\n')).replaceAll('\n', ' ');
}

export function stepOf(text: string, line: number): Step {
  const [, said = text, because = ''] = /^(.*?) because (.*)$/.exec(text) ?? [];
  const [verb = '', ...tokens] = tokensOf(said);
  const words: string[] = [];
  const options: Record<string, string> = {};
  while (tokens.length > 0) {
    const token = tokens.shift() ?? '';
    if (!token.startsWith('--')) words.push(token);
    else if (WITH_VALUE.has(token.slice(2))) options[token.slice(2)] = tokens.shift() ?? '';
    else options[token.slice(2)] = '';
  }
  return { line, text, verb, words, options, because };
}

function tokensOf(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
