/** One frame of a write-ahead log: a page as a transaction left it. */
export type Frame = { page: number; content: Buffer };

const HEADER = 32;
const FRAME_HEADER = 24;

/**
 * The transactions that a write-ahead log still holds, in their order, those of before its last reset with them: the
 * frames between two ends of transactions. Source: the SQLite file format, « The Write-Ahead Log ».
 */
export function commitsOf(wal: Buffer): Frame[][] {
  if (wal.length < HEADER || ![0x377f0682, 0x377f0683].includes(wal.readUInt32BE(0))) return [];
  const size = wal.readUInt32BE(8);
  if (size < 512) return [];
  const commits: Frame[][] = [];
  let frames: Frame[] = [];
  let salt = '';
  for (let place = HEADER; place + FRAME_HEADER + size <= wal.length; place += FRAME_HEADER + size) {
    const own = wal.subarray(place + 8, place + 16).toString('hex');
    if (own !== salt) frames = [];
    salt = own;
    const content = wal.subarray(place + FRAME_HEADER, place + FRAME_HEADER + size);
    frames.push({ page: wal.readUInt32BE(place), content });
    if (wal.readUInt32BE(place + 4) === 0) continue;
    commits.push(frames);
    frames = [];
  }
  return commits;
}
