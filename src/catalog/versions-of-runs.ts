import type { CallContext } from '../connector/contract.ts'
import type { Uid } from '../kernel/ids.ts'
import type { LiveRelations } from './api.ts'
import type { CatalogStore } from './ports.ts'
import type { LiveModelVersion, MirroredObject } from './types.ts'

/** What is wanted of which runs. */
export interface VersionsQuestion {
  readonly runs: readonly MirroredObject[]
  readonly first: number
  readonly call: CallContext
}

/** Versions that runs made, newest first, as the registries say now; the mirror answers for a registry that does not. */
export async function versionsOfRuns(
  ports: { readonly relations: LiveRelations; readonly store: CatalogStore },
  { runs, first, call }: VersionsQuestion,
): Promise<ReadonlyMap<Uid, readonly MirroredObject[]>> {
  const { groups, faults } = await ports.relations.versionsOfRuns(runs, call)
  const silent = new Set(faults.map((fault) => fault.source))
  const unanswered = runs.filter((run) => silent.has(run.source))
  const mirrored =
    unanswered.length === 0
      ? new Map<Uid, readonly MirroredObject[]>()
      : await ports.store.versionsOfRuns(unanswered, first)
  const made = versionsByRun(groups.flatMap((group) => group.items))
  return new Map(
    runs.map((run) => [run.uid, mirrored.get(run.uid) ?? (made.get(runKey(run, run.nativeId)) ?? []).slice(0, first)]),
  )
}

function versionsByRun(versions: readonly LiveModelVersion[]): ReadonlyMap<string, readonly MirroredObject[]> {
  const newestFirst = versions.toSorted((a, b) => (b.record.createdAt ?? 0) - (a.record.createdAt ?? 0))
  const byRun = new Map<string, MirroredObject[]>()
  for (const { object, record } of newestFirst) {
    const key = runKey(object, record.runId ?? '')
    byRun.set(key, [...(byRun.get(key) ?? []), object])
  }
  return byRun
}

function runKey(place: { readonly source: string; readonly workspace: string }, runId: string): string {
  return JSON.stringify([place.source, place.workspace, runId])
}
