import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type CodedError, errorBody } from './coded-error.ts'

const answers: Readonly<Record<string, Pick<CodedError, 'status' | 'message'>>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: 'The request did not arrive in time.' },
  HPE_HEADER_OVERFLOW: { status: 431, message: 'The headers are too large.' },
}

/** Answers a connection whose bytes never became a request, in the shape of every other refusal, and closes it. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const { status, message } = answers[error.code ?? ''] ?? { status: 400, message: 'The request could not be read.' }
  if (socket.writable) {
    const body = JSON.stringify(errorBody({ status, code: 'BAD_USER_INPUT', message }))
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'cache-control: no-store',
      'connection: close',
    ]
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  }
  socket.destroy()
}
