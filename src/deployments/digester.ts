import type { CallContext } from '../connector/contract.ts'
import type { StoredBytes } from './ports.ts'
import type { FileAddress, StoredFile } from './types.ts'

/** SHA-256 of a file; null when finding out would read more bytes than are left, or the time is over. */
export type Digester = (address: FileAddress, file: StoredFile, call: CallContext) => Promise<string | null>

/** What a digester may spend on all files together. */
export interface DigestBudget {
  readonly bytesMax: number
  /** Every file that is not known yet costs its store some calls, however small it is. */
  readonly timeMsMax: number
}

/** Digests files within a budget that all of them share, from now on; no file is asked for twice. */
export function createDigester(
  bytes: StoredBytes,
  { bytesMax, timeMsMax }: DigestBudget,
  now: () => number = () => performance.now(),
): Digester {
  const endsAt = now() + timeMsMax
  const asked = new Map<string, Promise<string | null>>()
  let bytesLeft = bytesMax

  async function ask(address: FileAddress, file: StoredFile, call: CallContext): Promise<string | null> {
    // Taken before the read and given back after it, so that parallel reads cannot overdraw together.
    const reserved = file.sizeBytes <= bytesLeft ? file.sizeBytes : 0
    bytesLeft -= reserved
    const { sha256, bytesRead } = await bytes.digest({ address, file, bytesMax: reserved }, call)
    bytesLeft += reserved - Math.min(bytesRead, reserved)
    return sha256
  }

  return async (address, file, call) => {
    if (file.sha256 !== null) return file.sha256
    const key = JSON.stringify([address.store, address.uri, file.path])
    const known = asked.get(key)
    if (known === undefined && now() >= endsAt) return null
    const answer = known ?? ask(address, file, call)
    asked.set(key, answer)
    return answer
  }
}
