import { hearXml } from './read-xml.ts';
import { plainText } from './xml-text.ts';

/** The texts that cells name by their place in this list. How they are to be pronounced does not belong to them. */
export async function sharedTexts(part: AsyncIterable<Uint8Array> | null): Promise<string[]> {
  const texts: string[] = [];
  if (part === null) return texts;
  const run = textRuns();
  await hearXml(part, {
    opened: (name) => {
      if (name === 'si') run.begin();
      run.opened(name);
    },
    text: run.text,
    closed: (name) => {
      run.closed(name);
      if (name === 'si') texts.push(run.whole());
    },
  });
  return texts;
}

/** Gathers the runs `t` of one text, however many it was cut into. */
export function textRuns() {
  let whole = '';
  let inRun = false;
  let spoken = 0;
  return {
    begin: (): void => {
      whole = '';
    },
    opened: (name: string): void => {
      if (name === 'rPh') spoken += 1;
      if (name === 't') inRun = spoken === 0;
    },
    text: (text: string): void => {
      if (inRun) whole += text;
    },
    closed: (name: string): void => {
      if (name === 'rPh') spoken -= 1;
      if (name === 't') inRun = false;
    },
    whole: (): string => plainText(whole),
  };
}
