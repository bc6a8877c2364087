import { crc32, deflateSync } from 'node:zlib';

const size = 240;
const ground = [0x1b, 0x6b, 0x58] as const;
const ink = [0xff, 0xff, 0xff] as const;

/** The bot's picture, a signpost on green, as the bytes of a PNG. */
export function drawAvatar(): Uint8Array {
  const rows = Buffer.alloc(size * (1 + size * 3));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const colour = isSignpost(x, y) ? ink : ground;
      rows.set(colour, y * (1 + size * 3) + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits for each of red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A post, an arm that points to the right above one that points to the left. */
function isSignpost(x: number, y: number): boolean {
  if (Math.abs(x - 120) <= 9) return y >= 44 && y <= 204;
  const upper = Math.abs(y - 82);
  if (upper <= 24 && x >= 68 && x <= 186 - Math.max(0, upper - 2)) return true;
  const lower = Math.abs(y - 140);
  return lower <= 24 && x <= 172 && x >= 54 + Math.max(0, lower - 2);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(8 + body.length);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), 4 + body.length);
  return framed;
}
