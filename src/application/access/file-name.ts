/** What a file is called to people: its name in a store, and of a path of the service's own machine only its end. */
export function fileName(path: string): string {
  return path.startsWith('s3://') ? path : (path.split('/').at(-1) ?? path);
}
