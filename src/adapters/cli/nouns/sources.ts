import { type Command, Option } from 'commander';
import type { Perform } from '../command-run.ts';
import type { EveryOption, SourceAddOptions, SourceChangeOptions, SourceLookOptions } from '../options.ts';
import { typedHours, typedName, typedPeriod, typedTime } from '../typed-values.ts';
import { noun, verb } from '../verb.ts';

export function sourcesNoun(program: Command, perform: Perform): void {
  const sources = noun(program, 'sources', 'Watched sources: places whose new billing files are imported');
  verb(sources, 'list', {
    summary: 'the watched places, with the last look at each',
    does: 'Lists the places that are watched, how often each is looked at, when the next time is, and what the last look found or why it failed.',
    examples: ['sources list', 'sources list --json'],
  }).action((options: EveryOption) =>
    perform(options, async (run) => (await import('../run/sources.ts')).listSources(run)),
  );
  addVerb(sources, perform);
  changeVerb(sources, perform);
  verb(sources, 'remove', {
    summary: 'watch a place no more; what was imported stays',
    does: 'Takes a place out of those that are watched. Deliveries that were imported from it stay in the book.',
    examples: ['sources remove "AWS exports"'],
  })
    .argument('<source>', 'its name, or its id')
    .action((source: string, options: EveryOption) =>
      perform(options, async (run) => (await import('../run/sources.ts')).removeOne(run, source)),
    );
  lookVerb(sources, perform);
}

function addVerb(sources: Command, perform: Perform): void {
  scheduled(
    verb(sources, 'add', {
      summary: 'watch a place such as s3://bucket/prefix',
      does:
        'Adds a place to those that are watched: every 6 hours, where nothing else is said. The service (creditbook serve) ' +
        'looks at it at once and then as scheduled, with the credentials of its own environment; sources look looks now.',
      examples: [
        'sources add "AWS exports" s3://acme-billing/cur --daily 05:30 --from 2026-01',
        'sources add Azure s3://acme-billing/azure --every 12',
      ],
    })
      .argument('<name>', 'what it is called', typedName)
      .argument('<place>', 's3://bucket/prefix')
      .option('--from <YYYY-MM>', 'pass over months before this one', typedPeriod),
  ).action((name: string, place: string, options: SourceAddOptions) =>
    perform(options, async (run) => (await import('../run/sources.ts')).addOne(run, name, place, options)),
  );
}

function changeVerb(sources: Command, perform: Perform): void {
  scheduled(
    verb(sources, 'change', {
      summary: 'change its name, place, first month or schedule, stop it or let it go on',
      does:
        'Changes what is said of a watched place, and leaves what is not named. Another place or first month begins anew: ' +
        'all that lies there is looked at again.',
      examples: ['sources change Azure --every 2', 'sources change "AWS exports" --stop'],
    })
      .argument('<source>', 'its name, or its id')
      .option('--name <name>', 'another name', typedName)
      .option('--place <place>', 'another s3://bucket/prefix')
      .option('--from <YYYY-MM>', 'pass over months before this one', typedPeriod)
      .option('--no-from', 'pass over no month'),
  )
    .addOption(new Option('--stop', 'do not look at it by itself').conflicts('go'))
    .option('--go', 'look at it by itself again')
    .action((source: string, options: SourceChangeOptions) =>
      perform(options, async (run) => (await import('../run/sources.ts')).changeOne(run, source, options)),
    );
}

function lookVerb(sources: Command, perform: Perform): void {
  verb(sources, 'look', {
    summary: 'look now, and import what is new there',
    does:
      'Looks at a watched place as the service would, and imports all that is new or changed since the last look, or ' +
      'nothing. It runs here, with the credentials of this environment; the look stands among those of the source.',
    examples: ['sources look "AWS exports"', 'sources look Azure --replace'],
  })
    .argument('<source>', 'its name, or its id')
    .option('--replace', 'take deliveries although they look older or smaller than those in the book')
    .action((source: string, options: SourceLookOptions) =>
      perform(options, async (run) => (await import('../run/look.ts')).lookAtOne(run, source, options)),
    );
}

function scheduled(command: Command): Command {
  return command
    .addOption(
      new Option('--every <hours>', 'every so many hours, 1 to 168').argParser(typedHours).conflicts('daily'),
    )
    .option('--daily <HH:MM>', 'each day at this time, UTC', typedTime);
}
