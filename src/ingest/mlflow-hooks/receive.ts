import { type HookNotice, readEvent } from './event.ts'
import type { HookStore } from './ports.ts'
import { type HookHeaders, hookWindowMs, isSigned, isTimely } from './signature.ts'

/** What taking deliveries needs. */
export interface ReceivePorts {
  readonly store: Pick<HookStore, 'note'>
  /** What a source's events are signed with; null for what is no source with webhooks. */
  secretOf(source: string): string | null
  readonly now: () => number
  /** Told what an event says; must not wait. */
  readonly onNotice: (source: string, notice: HookNotice) => void
}

/** A request as it arrived. */
export interface HookDelivery {
  readonly source: string
  readonly headers: HookHeaders
  readonly body: Buffer
}

/** What became of a delivery. `REFUSED` does not tell whether source, signature or time is wrong. */
export type HookOutcome = 'ACCEPTED' | 'REPLAYED' | 'REFUSED' | 'UNREADABLE'

/** A delivery can come again as long as its time is near enough, and that on either side of now. */
const rememberedMs = 2 * hookWindowMs + 60_000

/** Nobody knows it: an unknown source costs the same work as a known one. */
const nobodysSecret = 'nobody'

/**
 * Takes one delivery. Nothing of its body is looked at before the signature is known to be good, and nothing of it is
 * believed after: it only says what to read again. Throws the store's `Fault`, after which the sender may try again.
 */
export async function receiveHook(ports: ReceivePorts, delivery: HookDelivery): Promise<HookOutcome> {
  const { source, headers, body } = delivery
  const now = ports.now()
  const secret = ports.secretOf(source)
  const isGood = isSigned(secret ?? nobodysSecret, headers, body)
  if (secret === null || !isGood || !isTimely(headers, now)) return 'REFUSED'
  const notice = readEvent(body)
  if (notice === null) return 'UNREADABLE'
  const isNew = await ports.store.note({ source, id: headers.deliveryId, now, forgetBefore: now - rememberedMs })
  if (!isNew) return 'REPLAYED'
  ports.onNotice(source, notice)
  return 'ACCEPTED'
}
