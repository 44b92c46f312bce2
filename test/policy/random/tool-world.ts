import type { MirroredKind } from '../../../src/catalog/types.ts'
import type { CatalogRecord, RunRecord } from '../../../src/connector/records.ts'
import { joinNativeId } from '../../../src/kernel/native-id.ts'

type Tags = Readonly<Record<string, string>>

/** An object as the generator knows it, by its tool's words alone. */
export interface Thing {
  readonly source: string
  readonly kind: MirroredKind
  readonly nativeId: string
  readonly name: string
  /** Native id of the parent. */
  readonly parent: string | null
  readonly createdAt: number | null
  /** Null while only its children have named it. */
  readonly tags: Tags | null
  readonly record: CatalogRecord | null
}

const parentKinds: Partial<Record<MirroredKind, MirroredKind>> = {
  ModelVersion: 'Model',
  Run: 'Experiment',
  LoggedModel: 'Experiment',
  DataVersion: 'Dataset',
}

/** What tools hold, kept without any code of the mirror. */
export class ToolWorld {
  readonly #alive = new Map<string, Thing>()

  all(): readonly Thing[] {
    return [...this.#alive.values()]
  }

  find(source: string, kind: MirroredKind, nativeId: string): Thing | undefined {
    return this.#alive.get(keyOf({ source, kind, nativeId }))
  }

  parentOf({ source, kind, parent }: Thing): Thing | undefined {
    const parentKind = parentKinds[kind]
    return parent === null || parentKind === undefined ? undefined : this.find(source, parentKind, parent)
  }

  take(source: string, record: CatalogRecord): void {
    for (const input of record.kind === 'Run' ? record.inputs : []) this.#takeData(source, input.name, input.digest)
    const parent = parentNameOf(record)
    this.#ensure(source, record.kind, parent)
    const { kind, nativeId, createdAt } = record
    const name = nameOf(record)
    const tags = 'tags' in record ? record.tags : {}
    this.#put({ source, kind, nativeId, name, parent, createdAt, tags, record })
    const versions = record.kind === 'Dataset' ? record.versions : []
    for (const { digest } of versions) this.#takeData(source, nativeId, digest)
  }

  remove(thing: Thing, isKept: (child: Thing) => boolean = () => false): void {
    this.#alive.delete(keyOf(thing))
    for (const child of this.all()) {
      const isChild = child.source === thing.source && parentKinds[child.kind] === thing.kind
      if (isChild && child.parent === thing.nativeId && !isKept(child)) this.#alive.delete(keyOf(child))
    }
  }

  #takeData(source: string, name: string, digest: string): void {
    this.#ensure(source, 'DataVersion', name)
    const nativeId = joinNativeId(name, digest)
    const facts = { parent: name, createdAt: null, tags: {}, record: null }
    this.#put({ source, kind: 'DataVersion', nativeId, name, ...facts })
  }

  #ensure(source: string, childKind: MirroredKind, nativeId: string | null): void {
    const kind = parentKinds[childKind]
    if (kind === undefined || nativeId === null || this.find(source, kind, nativeId) !== undefined) return
    // Runs name data that no catalogue describes: what is not known of it is nothing.
    const tags = kind === 'Dataset' ? {} : null
    this.#put({ source, kind, nativeId, name: nativeId, parent: null, createdAt: null, tags, record: null })
  }

  #put(thing: Thing): void {
    const before = this.#alive.get(keyOf(thing))
    const since = thing.createdAt
    const isAnother = before !== undefined && before.createdAt !== null && since !== null && before.createdAt !== since
    if (isAnother) this.remove(before, ({ createdAt }) => createdAt !== null && createdAt >= since)
    this.#alive.set(keyOf(thing), thing)
  }
}

/** Text that is equal for equal names only. */
export function keyOf({ source, kind, nativeId }: Pick<Thing, 'source' | 'kind' | 'nativeId'>): string {
  return JSON.stringify([source, kind, nativeId])
}

/** The run record of a thing; null for any other. */
export function runOf({ record }: Thing): RunRecord | null {
  return record?.kind === 'Run' ? record : null
}

function nameOf(record: CatalogRecord): string {
  if (record.kind === 'ModelVersion') return record.modelName
  return record.name ?? record.nativeId
}

function parentNameOf(record: CatalogRecord): string | null {
  if (record.kind === 'ModelVersion') return record.modelName
  return record.kind === 'Run' || record.kind === 'LoggedModel' ? record.experimentId : null
}
