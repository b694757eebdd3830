// What an authenticator app on somebody's phone shows (RFC 6238).
import { createHmac } from 'node:crypto';

const step_ms = 30_000;

function bytesOf(base32: string): Buffer {
  const bits = [...base32].map((each) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(each).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((each) => parseInt(each, 2)));
}

/** The code so many steps of half a minute from now. */
export function codeOf(secret: string, steps = 0): string {
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(Math.floor(Date.now() / step_ms) + steps));
  const hash = createHmac('sha1', bytesOf(secret)).update(moment).digest();
  const at = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
