import { BadInput, type Fault } from '../../application/errors.ts';
import type { BillingFiles, ChooseDeliveries, FoundDelivery, ScanQuestion } from '../../application/ports.ts';
import { chosenElsewhere, findDeliveries } from './find-deliveries.ts';
import { summarise } from './summarise.ts';

const NO_QUESTION: ScanQuestion = { serviceAliases: {}, changers: [], onlyAccounts: null };

/** The clouds' billing files, read by DuckDB: each file once, no line ever an object. */
export function billingFiles(): BillingFiles {
  return {
    find: async (paths) => {
      const { found, faults } = await findDeliveries(paths);
      if (faults.length > 0) throw new BadInput([...faults, ...(await faultsInside(found))]);
      return found;
    },
    summarise,
  };
}

/** What would be found where only names are known yet, by the same manifests and the same rules. */
export const chooseDeliveries: ChooseDeliveries = async (lying) => {
  const { chosen, loose, faults } = await chosenElsewhere(lying);
  if (faults.length > 0) throw new BadInput(faults);
  return [
    ...chosen.map(({ manifest, files }) => ({ manifest: manifest.path, files })),
    ...loose.map((path) => ({ manifest: null, files: [path] })),
  ];
};

/** All faults at once: when something is wrong with the paths, the files that are there are read for theirs too. */
async function faultsInside(found: readonly FoundDelivery[]): Promise<readonly Fault[]> {
  if (found.length === 0) return [];
  try {
    await summarise(found, NO_QUESTION, () => undefined);
    return [];
  } catch (error) {
    if (error instanceof BadInput) return error.faults;
    throw error;
  }
}
