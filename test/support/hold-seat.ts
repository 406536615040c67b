import { takeSeat } from '../../src/adapters/postgres/server/seat.ts';

/** A command as the server sees it: sits down at the book named first, says `open`, leaves when its input ends. */
const seat = await takeSeat(process.argv[2] ?? '');
process.stdout.write('open\n');
process.stdin.resume();
process.stdin.on('end', () => {
  void seat.leave().then(() => process.exit(0));
});
