import { HttpProblem } from './problem.ts';

/**
 * The pieces of a body, waiting for each no longer than it may still take (milliseconds, asked before each wait): whoever
 * sends a byte now and then must not hold a connection for ever.
 */
export async function* patiently(
  body: ReadableStream<Uint8Array> | null,
  mayTake: () => number,
): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), mayTake());
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

async function within<T>(wait: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new HttpProblem(408, 'slow-body', 'send the body without a pause', [], { connection: 'close' }),
        ),
      Math.max(0, milliseconds),
    );
  });
  // Whichever loses is waited for by nobody.
  wait.catch(() => undefined);
  try {
    return await Promise.race([wait, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
