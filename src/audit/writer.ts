import { systemActor } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import { Fault } from '../kernel/problem.ts'
import { addEntry, signHead } from './chain.ts'
import { commitmentTo, salted } from './commitment.ts'
import { eventText, toEvent } from './event.ts'
import { auditFault, type HeadGuard } from './head-guard.ts'
import type { AuditKeys, SigningKey } from './keys.ts'
import { rootOf } from './merkle.ts'
import type { AuditRows, AuditWriter } from './ports.ts'
import { writeCheckpoint } from './signed-note.ts'
import type { AuditDraft, AuditEntry, AuditHead, AuditStream, AuditText } from './types.ts'

/** What the writer needs. */
export interface AuditWriterParts {
  readonly keys: AuditKeys
  readonly guard: HeadGuard
  readonly clock: Clock
  /** Name of the installation in the origin of its logs; one made of its key unless given. A log keeps the one it began with. */
  readonly name?: string | undefined
}

/** Everything that one append writes. */
interface Draught {
  readonly head: AuditHead
  readonly entries: readonly AuditEntry[]
  readonly texts: readonly AuditText[]
}

/** Makes the writer of one process. */
export function createAuditWriter(parts: AuditWriterParts): AuditWriter {
  const { keys, guard } = parts
  const lock = async (rows: AuditRows, stream: AuditStream): Promise<AuditHead> => {
    const head = await rows.lockHead(stream)
    await guard.admit(head, rows)
    const name = parts.name ?? `modelwarden-${keys.current.id}`
    return head.size === 0 ? { ...head, origin: `${name}/${stream}` } : head
  }
  const append: AuditWriter['append'] = async (rows, stream, drafts) => {
    let written: Draught = { head: await lock(rows, stream), entries: [], texts: [] }
    const { key, handOver } = handOverOf(written.head, keys)
    if (handOver !== null) written = await add({ parts, rows, key }, written, handOver)
    for (const draft of drafts) written = await add({ parts, rows, key: keys.current }, written, draft)
    const head = signHead(written.head, keys.current)
    await rows.insertEntries(written.entries)
    if (written.texts.length > 0) await rows.insertTexts(written.texts)
    await rows.saveHead(head)
    return head
  }
  return {
    append: (rows, stream, drafts) => orUnavailable(() => append(rows, stream, drafts)),
    async checkpoint(rows, stream) {
      const { origin, size, peaks } = await lock(rows, stream)
      const last = await rows.lastCheckpoint(stream)
      if (size === 0 || last?.size === size) return null
      const checkpoint = { stream, size, note: writeCheckpoint({ origin, size, root: rootOf(peaks) }, keys.current) }
      await rows.insertCheckpoint(checkpoint)
      return checkpoint
    },
    confirm: (head) => guard.confirm(head),
  }
}

/** Whatever keeps the record from being written keeps the change from being made, and the caller is told that. */
async function orUnavailable<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Fault && error.code === 'AUDIT_UNAVAILABLE') throw error
    throw auditFault('the store did not take the entry', error)
  }
}

/** A new key is introduced by the one it replaces, so that whoever trusts that one can trust it too. */
function handOverOf(
  head: AuditHead,
  keys: AuditKeys,
): { readonly key: SigningKey; readonly handOver: AuditDraft | null } {
  const { current } = keys
  const key = head.size === 0 ? current : (keys.byId(head.keyId) ?? current)
  if (key.id === current.id) return { key, handOver: null }
  const handOver: AuditDraft = {
    stream: head.stream,
    type: keyReplacedType,
    actor: systemActor,
    action: 'audit-key:replace',
    resource: { type: 'AuditKey', id: current.id },
    decision: 'ALLOW',
    severity: 'WARN',
    details: { previousPublicKey: key.publicKey, publicKey: current.publicKey },
  }
  return { key, handOver }
}

/** Type of the event by which one key hands over to the next; `data.details.publicKey` is the next. */
export const keyReplacedType = 'gov.audit-key.replaced.v1'

interface Adding {
  readonly parts: AuditWriterParts
  readonly rows: AuditRows
  readonly key: SigningKey
}

async function add({ parts, rows, key }: Adding, before: Draught, draft: AuditDraft): Promise<Draught> {
  const { head } = before
  const { actor } = draft
  const reason = draft.reason ? salted(draft.reason.replaceAll('\0', '\uFFFD').toWellFormed()) : null
  const actorId = actor.id === null ? null : await pseudonym(rows, actor.id, actor)
  const onBehalfOf = actor.onBehalfOf === null ? null : await rows.pseudonymOf({ id: actor.onBehalfOf, name: null })
  const event = toEvent(draft, {
    origin: head.origin,
    sequence: head.size + 1,
    now: parts.clock.now(),
    actorId,
    onBehalfOf,
    reasonCommitment: reason === null ? null : commitmentTo(reason),
  })
  const grown = addEntry(head, eventText(event), key)
  const { stream, sequence } = grown.entry
  return {
    head: grown.head,
    entries: [...before.entries, grown.entry],
    texts: reason === null ? before.texts : [...before.texts, { stream, sequence, author: actorId, ...reason }],
  }
}

/** The gateway itself is nobody's name. */
async function pseudonym(rows: AuditRows, id: string, actor: AuditDraft['actor']): Promise<string> {
  return actor.kind === 'SYSTEM' ? id : rows.pseudonymOf({ id, name: actor.name })
}
