// Orders for what stands between the server and its disk, memory and clock (between.h): which calls fail, and by how
// much the clock is off.
import { constants } from 'node:os';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';

export const call = { write: 1, sync: 2, truncate: 4, open: 8, memory: 16 };
export const files = { store: 1, index: 2, other: 4 };
export const deed = { ...constants.errno, killed: -1, half: -2 };
export const forEver = 1_000_000_000;

const places = ['calls', 'files', 'nth', 'times', 'deed', 'seen', 'hit', 'clockShift'];

export class Orders {
  constructor(path) {
    this.path = path;
    this.file = openSync(path, 'w+');
    writeSync(this.file, Buffer.alloc(8 * places.length), 0, 8 * places.length, 0);
  }
  put(name, value) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(value));
    writeSync(this.file, bytes, 0, 8, 8 * places.indexOf(name));
  }
  get(name) {
    const bytes = Buffer.alloc(8);
    readSync(this.file, bytes, 0, 8, 8 * places.indexOf(name));
    return Number(bytes.readBigInt64LE());
  }
  give({ calls, of = files.store, nth = 1, times = 1, what }) {
    this.end();
    for (const [name, value] of [['files', of], ['nth', nth], ['times', times], ['deed', what], ['seen', 0], ['hit', 0]]) this.put(name, value);
    this.put('calls', calls);
  }
  /** Only counts. */
  count(calls, of) { this.give({ calls, of, nth: forEver, times: 1, what: deed.EIO }); }
  end() { this.put('calls', 0); }
  close() { closeSync(this.file); }
}
