import type { Uid } from '../kernel/ids.ts'
import { joinNativeId } from '../kernel/native-id.ts'
import type { CatalogStore, NativeRef } from './ports.ts'
import type { LiveRun, MirroredObject, RunInput } from './types.ts'

/** Inputs of runs, each with its data version in the mirror; a run whose inputs the mirror lacks is taken in first. */
export async function inputsOfRuns(
  store: CatalogStore,
  runs: readonly LiveRun[],
): Promise<ReadonlyMap<Uid, readonly RunInput[]>> {
  const refs = runs.flatMap((run) => run.record.inputs.map((input) => dataRef(run, input)))
  const byKey = await mirroredByKey(store, refs)
  const lacking = refs.filter((ref) => !byKey.has(keyOf(ref)))
  const hidden = await store.areHidden(lacking)
  const unread = new Set(lacking.filter((_ref, index) => !hidden[index]).map(keyOf))
  const stale = runs.filter((run) => run.record.inputs.some((input) => unread.has(keyOf(dataRef(run, input)))))
  for (const run of stale) {
    // One at a time: an ingest holds records of one source, and a run is stale at most once.
    await store.ingest({ source: run.object.source, records: [run.record], observedAt: run.observedAt })
  }
  const known = stale.length === 0 ? byKey : await mirroredByKey(store, refs)
  return new Map(runs.map((run) => [run.object.uid, inputsOf(run, known)]))
}

function inputsOf(run: LiveRun, known: ReadonlyMap<string, MirroredObject>): readonly RunInput[] {
  return run.record.inputs.flatMap((input) => {
    const dataVersion = known.get(keyOf(dataRef(run, input)))
    return dataVersion === undefined ? [] : [{ ...input, dataVersion }]
  })
}

async function mirroredByKey(
  store: CatalogStore,
  refs: readonly NativeRef[],
): Promise<ReadonlyMap<string, MirroredObject>> {
  const wanted = [...new Map(refs.map((ref) => [keyOf(ref), ref])).values()]
  const found = wanted.length === 0 ? [] : await store.byNative(wanted)
  return new Map(
    wanted.flatMap((ref, index) => {
      const object = found[index] ?? null
      return object === null ? [] : [[keyOf(ref), object]]
    }),
  )
}

function dataRef(run: LiveRun, input: { readonly name: string; readonly digest: string }): NativeRef {
  const { source, workspace } = run.object
  return { source, workspace, kind: 'DataVersion', nativeId: joinNativeId(input.name, input.digest) }
}

function keyOf(ref: NativeRef): string {
  return JSON.stringify([ref.source, ref.workspace, ref.nativeId])
}
