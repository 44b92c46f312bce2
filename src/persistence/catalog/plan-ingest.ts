import { eventSourceId } from '../../kernel/event-source.ts'
import type { Uid } from '../../kernel/ids.ts'
import { mintUid } from '../../kernel/ids.ts'
import { type Decision, decideDraft, type KnownObject } from './decide-draft.ts'
import { contentHash, type Draft, draftKey } from './draft.ts'
import { findDeleted, findFacts, findLive, type Lookup } from './find-known.ts'
import { completeFacts } from './merge-drafts.ts'

/** A draft with what becomes of it. */
export interface PlannedDraft {
  readonly draft: Draft
  readonly hash: string
  readonly parentUid: Uid | null
  readonly live: KnownObject | null
  readonly decision: Decision
}

/** By `draftKey`, parents before their children. */
export type IngestPlan = ReadonlyMap<string, PlannedDraft>

/** Compares drafts with the mirror; reads only. */
export async function planIngest(
  lookup: Lookup,
  drafts: ReadonlyMap<string, Draft>,
  observedAt: number,
): Promise<IngestPlan> {
  const live = await findLive(lookup, [...drafts.values()])
  const appearing = [...drafts].filter(([key, draft]) => mayAppear(draft, live.get(key))).map(([, draft]) => draft)
  const deleted = await findDeleted(lookup, appearing)
  const completed = await completeKnownData(lookup, drafts, live)
  const plan = new Map<string, PlannedDraft>()
  for (const [key, draft] of completed) {
    const parentUid = parentUidOf(plan, draft)
    const hash = contentHash(draft)
    const known = live.get(key) ?? null
    const situation = { draft, hash, parentUid, observedAt, live: known, deleted: deleted.get(key) ?? [] }
    const decision = decideDraft({ ...situation, mint: () => mintUid(observedAt) })
    plan.set(key, { draft, hash, parentUid, live: known, decision })
  }
  return plan
}

function mayAppear({ nativeCreatedAt }: Draft, live: KnownObject | undefined): boolean {
  return live === undefined || live.nativeCreatedAt !== nativeCreatedAt
}

function parentUidOf(plan: IngestPlan, { workspace, parent }: Draft): Uid | null {
  if (parent === null) return null
  return plan.get(draftKey({ workspace, ...parent }))?.decision.uid ?? null
}

/** Adds what earlier readers told about the same data; without it, readers that know less would take facts away again. */
async function completeKnownData(
  lookup: Lookup,
  drafts: ReadonlyMap<string, Draft>,
  live: ReadonlyMap<string, KnownObject>,
): Promise<ReadonlyMap<string, Draft>> {
  const different = [...drafts].flatMap(([key, draft]) => {
    // What events tell is put together before it comes here, whatever their order.
    const isWhole = draft.kind !== 'DataVersion' || lookup.source === eventSourceId
    const known = isWhole ? undefined : live.get(key)
    return known === undefined || known.contentHash === contentHash(draft) ? [] : [{ key, draft, uid: known.uid }]
  })
  if (different.length === 0) return drafts
  const facts = await findFacts(
    lookup,
    different.map(({ uid }) => uid),
  )
  const completed = new Map(drafts)
  for (const { key, draft, uid } of different) {
    completed.set(key, { ...draft, facts: completeFacts(facts.get(uid) ?? {}, draft.facts) })
  }
  return completed
}
