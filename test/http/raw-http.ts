import { once } from 'node:events'
import { connect } from 'node:net'

/** A connection on which a test writes what no client would. */
export interface RawConnection {
  write(text: string | Uint8Array): void
  /** All that came until `text` was among it, or until the other side closed. */
  until(text: string): Promise<string>
  /** All that came until the other side closed. */
  closed(): Promise<string>
  end(): void
}

/** Opens a connection to a server of this machine. */
export async function rawHttp(url: string): Promise<RawConnection> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  await once(socket, 'connect')
  let received = ''
  let isClosed = false
  // A server that closes on bytes it has not read resets the connection; what it said before is what counts.
  socket.on('error', () => undefined)
  socket.once('close', () => (isClosed = true))
  socket.on('data', (chunk) => (received += chunk.toString()))
  const until = (isEnough: () => boolean) =>
    new Promise<string>((resolve) => {
      const look = () => {
        if (!isEnough() && !isClosed) return
        socket.off('data', look).off('close', look)
        resolve(received)
      }
      socket.on('data', look).on('close', look)
      look()
    })
  return {
    write: (text) => void socket.write(text),
    until: (text) => until(() => received.includes(text)),
    closed: () => until(() => false),
    end: () => socket.destroy(),
  }
}

/** Head of a request, its lines ended as the protocol wants; further headers as `name: value`. */
export function head(line: string, ...headers: readonly string[]): string {
  return [`${line} HTTP/1.1`, 'host: gateway', ...headers, '', ''].join('\r\n')
}
