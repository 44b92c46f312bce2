import type { CatalogReads, CatalogStore, NativeRef } from '../../catalog/ports.ts'
import type { Visibility } from '../../catalog/visibility.ts'
import { splitNativeId } from '../../kernel/native-id.ts'
import type { CurrentScope } from './current-scope.ts'

/**
 * Makes `areHidden` for one caller. A version of data that nobody knows is hidden where its dataset is: to tell of the
 * version would tell the dataset's name.
 */
export function hiddenNamesOf(
  reads: Pick<CatalogReads, 'byNative'>,
  scope: CurrentScope,
  { maySeeAny }: Pick<Visibility, 'maySeeAny'>,
): CatalogStore['areHidden'] {
  return async (refs) => {
    const known = await reads.byNative(refs)
    const groups = refs.flatMap((ref, index) => (known[index] === null ? (datasetOf(ref) ?? []) : []))
    const datasets = groups.length === 0 ? [] : await reads.byNative(groups)
    const { sees } = await scope.knowing([...known, ...datasets])
    const hidden = new Set(groups.filter((_group, index) => isHidden(datasets[index], sees)).map(keyOf))
    return refs.map((ref, index) => {
      const object = known[index] ?? null
      if (object !== null) return !sees(object)
      const dataset = datasetOf(ref)
      return !maySeeAny(ref.kind, ref.source) || (dataset !== null && hidden.has(keyOf(dataset)))
    })
  }
}

type Found = Awaited<ReturnType<CatalogReads['byNative']>>[number]

function isHidden(found: Found | undefined, sees: (object: NonNullable<Found>) => boolean): boolean {
  return found !== null && found !== undefined && !sees(found)
}

function datasetOf({ kind, nativeId, ...place }: NativeRef): NativeRef | null {
  if (kind !== 'DataVersion') return null
  return { ...place, kind: 'Dataset', nativeId: splitNativeId(nativeId)[0] }
}

function keyOf({ source, workspace, nativeId }: NativeRef): string {
  return JSON.stringify([source, workspace, nativeId])
}
