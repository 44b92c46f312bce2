import type { AccessClass } from '../../catalog/types.ts'
import { accessClass, type PolicyTags, policyTagsOf, unreadTags } from './access-class.ts'
import { draftKey } from './draft.ts'
import type { Lookup } from './find-known.ts'
import type { IngestPlan, PlannedDraft } from './plan-ingest.ts'
import { findClasses } from './write-access-classes.ts'

/** By `draftKey`. */
export type PlannedClasses = ReadonlyMap<string, AccessClass>

/** The class of every planned object: by the tags that its record brings, else by those that the mirror holds. */
export async function classifyPlan(
  lookup: Lookup,
  plan: IngestPlan,
  policyTags: ReadonlySet<string>,
): Promise<PlannedClasses> {
  const known = await findClasses(
    lookup,
    [...plan.values()].flatMap(({ live }) => live?.accessClass ?? []),
  )
  const classes = new Map<string, AccessClass>()
  for (const [key, planned] of plan) {
    const { kind, workspace, parent } = planned.draft
    const tags = tagsOf(planned, known.get(planned.live?.accessClass ?? ''), policyTags)
    const parentTags = parent === null ? {} : (classes.get(draftKey({ workspace, ...parent }))?.tags ?? null)
    classes.set(key, accessClass({ kind, source: lookup.source, workspace, tags, parentTags }))
  }
  return classes
}

function tagsOf(
  { draft, decision }: PlannedDraft,
  known: AccessClass | undefined,
  policyTags: ReadonlySet<string>,
): PolicyTags {
  const isTaken = decision.kind === 'CREATE' || decision.kind === 'REVIVE' || decision.kind === 'UPDATE'
  if (isTaken && !draft.isPlaceholder) return policyTagsOf(draft, policyTags)
  return known === undefined ? unreadTags(draft.kind) : known.tags
}
