import type { ObjectFacts } from '../../catalog/types.ts'
import { type Draft, draftKey, type ParentRef, plainDraft } from './draft.ts'

/** One draft for each object, parents of each before it, with a placeholder for every parent that no record describes. */
export function mergeDrafts(drafts: readonly Draft[]): ReadonlyMap<string, Draft> {
  const merged = new Map<string, Draft>()
  for (const draft of drafts) {
    if (draft.parent !== null && !draft.isDeleted) add(merged, placeholderOf(draft.workspace, draft.parent))
    add(merged, draft)
  }
  return merged
}

/** Facts known before, completed by newer ones: the same digest is the same data, whoever read it. */
export function completeFacts(known: ObjectFacts, more: ObjectFacts): ObjectFacts {
  return {
    ...known,
    ...(known.digest === undefined && more.digest !== undefined ? { digest: more.digest } : {}),
    originType: known.originType ?? more.originType ?? null,
    originUri: known.originUri ?? more.originUri ?? null,
    columns: known.columns ?? more.columns ?? null,
    rowCount: known.rowCount ?? more.rowCount ?? null,
  }
}

function add(merged: Map<string, Draft>, draft: Draft): void {
  const key = draftKey(draft)
  const before = merged.get(key)
  if (before === undefined) merged.set(key, draft)
  else if (draft.isPlaceholder) return
  else if (draft.kind === 'DataVersion') merged.set(key, { ...before, facts: completeFacts(before.facts, draft.facts) })
  else merged.set(key, draft)
}

function placeholderOf(workspace: string, { kind, nativeId }: ParentRef): Draft {
  return { ...plainDraft, kind, workspace, nativeId, name: nativeId, isPlaceholder: true }
}
