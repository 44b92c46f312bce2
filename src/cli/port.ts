import { once } from 'node:events'
import { createServer } from 'node:net'
import { InvalidArgumentError } from 'commander'
import { Refusal } from '../kernel/refusal.ts'
import { systemReason } from '../kernel/system-reason.ts'

/** Reads the value of a `--port`. */
export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(port) || port > 65_535)
    throw new InvalidArgumentError('Give a whole number from 0 to 65535; 0 takes a free port.')
  return port
}

/** Where a server is going to listen, and who says so. */
export interface WantedPort {
  readonly host: string
  readonly port: number
  readonly isOption: boolean
}

/** Throws a {@link Refusal} when nothing can listen there; asked before anything is started that would have to be stopped again. */
export async function checkPort({ host, port, isOption }: WantedPort): Promise<void> {
  const server = createServer()
  try {
    server.listen({ host, port, exclusive: true })
    await once(server, 'listening')
  } catch (cause) {
    const way = isOption ? 'choose another with --port' : 'choose another with --port, or as server.port'
    throw new Refusal(`Port ${port} of ${host} cannot be listened on: ${reasonOf(cause, port)}; ${way}.`, {
      isUsage: isOption,
      cause,
    })
  } finally {
    server.close()
  }
}

function reasonOf(cause: unknown, port: number): string {
  const reason = systemReason(cause)
  if (reason === 'permission denied' && port < 1024) return 'a port below 1024 needs the rights of root'
  return reason === 'something else listens there already' ? 'it is in use; stop what listens there' : reason
}
