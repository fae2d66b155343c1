import { crc32, deflateSync } from 'node:zlib'

/** A PNG of one colour that is as large as it says; more than a few thousand pixels a side make a bomb. */
export function png(
  width: number,
  height: number,
  [red, green, blue]: readonly number[] = [70, 110, 190],
): Buffer {
  const row = Buffer.alloc(1 + 3 * width)
  for (let x = 0; x < width; x += 1) row.set([red ?? 0, green ?? 0, blue ?? 0], 1 + 3 * x)
  return pngOf(width, height, deflateSync(Buffer.concat(Array.from({ length: height }, () => row))))
}

/** A PNG whose header claims a size, with `data` as its pixels; `animated` makes it one that moves. */
export function pngOf(width: number, height: number, data: Uint8Array, animated = false): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...(animated ? [chunk('acTL', Buffer.from([0, 0, 3, 232, 0, 0, 0, 0]))] : []),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
