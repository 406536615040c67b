import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A family's name inside its files, the package it comes in and its files: normal and half-bold. */
type Family = { readonly name: string; readonly package: string; readonly paths: readonly string[] };

const { resolve } = createRequire(import.meta.url);

function google(script: string): Family {
  const file = `NotoSans${script}`;
  const from = `@expo-google-fonts/noto-sans${script === '' ? '' : `-${script.toLowerCase()}`}`;
  const folder = join(resolve(`${from}/package.json`), '..');
  return {
    name: `Noto Sans${script === '' ? '' : ` ${script}`}`,
    package: from,
    paths: [
      join(folder, '400Regular', `${file}_400Regular.ttf`),
      join(folder, '600SemiBold', `${file}_600SemiBold.ttf`),
    ],
  };
}

function eastAsian(part: string, file: string, name: string): Family {
  const from = `@embedpdf/fonts-${part}`;
  const folder = join(resolve(from), '../../fonts');
  return {
    name,
    package: from,
    paths: [join(folder, `${file}-Regular.otf`), join(folder, `${file}-Medium.otf`)],
  };
}

/**
 * In the order in which they are asked for a letter. Noto Sans has Latin, Greek, Cyrillic and Devanagari; the
 * Chinese family has every common Chinese and Japanese character. No font of the machine is ever used, so a
 * document is the same everywhere; a letter that none of these has is printed as an empty box.
 */
export const FAMILIES: readonly Family[] = [
  google(''),
  eastAsian('sc', 'NotoSansHans', 'Noto Sans S Chinese'),
  eastAsian('kr', 'NotoSansKR', 'Noto Sans Korean'),
  ...[
    'Arabic',
    'Hebrew',
    'Thai',
    'Bengali',
    'Tamil',
    'Telugu',
    'Gujarati',
    'Gurmukhi',
    'Kannada',
    'Malayalam',
    'Sinhala',
    'Lao',
    'Khmer',
    'Myanmar',
    'Georgian',
    'Armenian',
    'Ethiopic',
  ].map(google),
];
