import type { Viewer } from '../../domain/access/viewer.ts';
import type { Run } from './command-run.ts';

/** Whoever runs commands on the book's machine is its admin, by the name that the machine knows. */
export function viewerHere({ signature }: Pick<Run, 'signature'>): Viewer {
  return {
    id: 'command-line',
    name: signature.who,
    kind: 'user',
    role: 'distributor-admin',
    party: null,
  };
}

/** How a command asks for what the service does too; its answer is told as it is. */
export function askedHere(run: Pick<Run, 'signature'>, dryRun: boolean) {
  const { what, origin } = run.signature;
  return { viewer: viewerHere(run), origin, what, dryRun, key: null, shape: asItIs };
}

const asItIs = (answer: unknown) => ({ sent: answer, kept: '' });
