import { sql } from 'kysely'
import type { MirroredObject } from '../../catalog/types.ts'
import type { Uid } from '../../kernel/ids.ts'
import { isIn } from '../json-rows.ts'
import { isOfSources, type MirrorReader } from './mirror-reader.ts'

/** What rights look at in an object that is there; null for one that is not, or not of a configured source. */
export type Place = Pick<MirroredObject, 'parentUid' | 'accessClass'> | null

/** Objects that are read together, and the reading of them. */
interface Group {
  readonly uids: Uid[]
  readonly isRead: Promise<void>
}

/**
 * What rights look at in objects, read once for the length of a request, and anew after this process wrote. Whoever asks in
 * the same turn asks together, as walks do that go on side by side.
 */
export class SeenPlaces {
  readonly #reader: MirrorReader
  readonly #writes: () => number
  #writesKnown: number
  #places = new Map<Uid, Place>()
  #asked = new Map<Uid, Promise<void>>()
  #group: Group | null = null

  /** `reader` reads whatever the configuration goes to, `writes` counts how often this process wrote. */
  constructor(reader: MirrorReader, writes: () => number) {
    this.#reader = reader
    this.#writes = writes
    this.#writesKnown = writes()
  }

  /** In the order asked. Throws the store's `Fault`. */
  async of(objects: readonly MirroredObject[]): Promise<readonly Place[]> {
    if (this.#writes() !== this.#writesKnown) this.#forget()
    const places = this.#places
    await Promise.all(new Set(objects.flatMap(({ uid }) => (places.has(uid) ? [] : this.#ask(uid)))))
    return objects.map(({ uid }) => places.get(uid) ?? null)
  }

  #forget(): void {
    this.#writesKnown = this.#writes()
    this.#places = new Map()
    this.#asked = new Map()
    this.#group = null
  }

  #ask(uid: Uid): Promise<void> {
    const asked = this.#asked.get(uid)
    if (asked !== undefined) return asked
    this.#group ??= this.#begin()
    this.#group.uids.push(uid)
    this.#asked.set(uid, this.#group.isRead)
    return this.#group.isRead
  }

  #begin(): Group {
    const uids: Uid[] = []
    return { uids, isRead: this.#read(uids, { places: this.#places, asked: this.#asked }) }
  }

  async #read(
    uids: readonly Uid[],
    { places, asked }: { readonly places: Map<Uid, Place>; readonly asked: Map<Uid, Promise<void>> },
  ): Promise<void> {
    // Runs once nobody else can go on, so that all who would ask have asked.
    await new Promise<void>((resolve) => process.nextTick(resolve))
    if (this.#group?.uids === uids) this.#group = null
    try {
      const found = await readPlaces(this.#reader, uids)
      for (const uid of uids) places.set(uid, found.get(uid) ?? null)
    } catch (error) {
      // A store that fails once must not fail the rest of the request.
      for (const uid of uids) asked.delete(uid)
      throw error
    }
  }
}

async function readPlaces(reader: MirrorReader, uids: readonly Uid[]): Promise<ReadonlyMap<Uid, Place>> {
  // Written by an ingest from these same types.
  const { rows } = await sql<{ uid: Uid; parent_uid: Uid | null; access_class: string }>`/* catalog.areSeen */
    select o.uid, o.parent_uid, o.access_class from object as o
    where ${isIn(reader.engine, 'o.uid', uids)} and o.deleted_at is null
      and ${isOfSources(reader, 'o.source')}`.execute(reader.kysely)
  return new Map(rows.map((row) => [row.uid, { parentUid: row.parent_uid, accessClass: row.access_class }]))
}
