import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

/** Why a body was not read. */
export type UnreadBody = 'TOO_LARGE' | 'MALFORMED'

const decoders = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress }

/** Codings of a body that can be undone, as `Accept-Encoding` names them (RFC 9110, 12.5.3). */
export const bodyCodings = 'gzip, deflate, br, identity'

/** Whether a `Content-Encoding` can be undone. Several on top of each other cannot. */
export function isCoding(coding: string): boolean {
  return coding === 'identity' || Object.hasOwn(decoders, coding)
}

/**
 * Reads a body and undoes its coding, and gives up as soon as there is more than `bytesMax` of what comes out of it: a few
 * bytes may expand to more than all memory. What is left of the body is let go unread, so that its sender still gets an
 * answer.
 */
export function inflate(
  body: Readable,
  { coding, bytesMax }: { readonly coding: string; readonly bytesMax: number },
): Promise<Buffer | UnreadBody> {
  const decoder = Object.entries(decoders).find(([name]) => name === coding)?.[1]() ?? null
  const decoded: Readable = decoder === null ? body : body.pipe(decoder)
  const chunks: Buffer[] = []
  let bytes = 0
  return new Promise((resolve) => {
    const giveUp = (why: UnreadBody) => {
      decoded.removeAllListeners('data')
      if (decoder !== null) {
        body.unpipe(decoder)
        decoder.destroy()
      }
      body.resume()
      resolve(why)
    }
    decoded.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > bytesMax) giveUp('TOO_LARGE')
      else chunks.push(chunk)
    })
    decoded.once('end', () => resolve(Buffer.concat(chunks)))
    decoder?.once('error', () => giveUp('MALFORMED'))
    // Whoever has gone reads no answer.
    body.once('error', () => giveUp('MALFORMED'))
    body.once('close', () => {
      if (!body.readableEnded) giveUp('MALFORMED')
    })
  })
}
