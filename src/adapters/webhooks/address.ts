import { BlockList, isIP } from 'node:net';

/** Addresses that no stranger's request should reach: this machine, its network, its cloud's metadata, and none at all. */
const PRIVATE = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv4');
/** Of IPv6 only what is given out for the world is public, less what carries an IPv4 address inside. */
const PUBLIC_V6 = new BlockList();
PUBLIC_V6.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv6');

export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return PRIVATE.check(address, 'ipv4');
  if (family === 6) return !PUBLIC_V6.check(address, 'ipv6') || PRIVATE.check(address, 'ipv6');
  return true;
}

/** The host of an address as a name or a bare address: `[::1]` is `::1`. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** What is wrong with a webhook's address as it is written; null: nothing. Where a name leads shows when it is sent. */
export function webhookAddressFault(text: string, allowsPrivate: boolean): string | null {
  const url = URL.parse(text);
  if (url === null || !['https:', 'http:'].includes(url.protocol))
    return 'write an address that begins with https://';
  if (url.protocol === 'http:' && !allowsPrivate) return 'write an address that begins with https://';
  if (url.username !== '' || url.password !== '') return 'leave name and password out of the address';
  if (url.hash !== '') return 'leave out what comes after #';
  const host = hostOf(url);
  const isPrivate = isIP(host) !== 0 ? isPrivateAddress(host) : /(^|\.)localhost\.?$/i.test(host);
  if (isPrivate && !allowsPrivate)
    return 'a private address is not told anything: name a public one, or allow private ones when the service starts';
  return null;
}
