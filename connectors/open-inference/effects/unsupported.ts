import { Fault } from '../../../src/connector/index.ts'

/** What a server, or the way in which it is set up, can never do; told to whoever asks for it. */
export function unsupported(source: string, publicMessage: string): Fault {
  const code = 'UNSUPPORTED_BY_TARGET'
  return new Fault({ code, publicMessage, internalMessage: `${source}: ${publicMessage}`, retryable: false, source })
}
