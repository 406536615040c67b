/** The first day a zip can name; by local parts, as the zip writes them. Files of ours never tell when they were made. */
export const NO_DAY = new Date(1980, 0, 1);
