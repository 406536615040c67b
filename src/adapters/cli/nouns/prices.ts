import type { Command } from 'commander';
import type { Perform } from '../command-run.ts';
import { noun } from '../verb.ts';
import { loadTableVerb } from './tables.ts';

export function pricesNoun(program: Command, perform: Perform): void {
  const prices = noun(program, 'prices', 'What sellers put on top of the cost');
  loadTableVerb(prices, 'load', 'prices', perform);
}
