import { BlockList, isIP } from 'node:net';

/** Addresses that are no business of a calendar: this machine, its neighbours, and what is no single machine at all. */
const ranges: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
const ranges6: readonly (readonly [string, number])[] = [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

/** Whether an IP address is not one of the public internet; an IPv4 address within an IPv6 one is judged as itself. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return blocked().check(address, family === 4 ? 'ipv4' : 'ipv6');
}

let list: BlockList | null = null;

function blocked(): BlockList {
  if (list !== null) return list;
  list = new BlockList();
  for (const [address, bits] of ranges) {
    list.addSubnet(address, bits, 'ipv4');
    list.addSubnet(`::ffff:${address}`, 96 + bits, 'ipv6');
  }
  for (const [address, bits] of ranges6) list.addSubnet(address, bits, 'ipv6');
  return list;
}
