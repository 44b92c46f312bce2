import type { AccessClass } from '../../../src/catalog/types.ts'
import type { Uid } from '../../../src/kernel/ids.ts'
import { accessClass, policyTagsOf, unreadTags } from '../../../src/persistence/catalog/access-class.ts'
import { type Draft, draftKey } from '../../../src/persistence/catalog/draft.ts'
import { draftsOfRecord } from '../../../src/persistence/catalog/drafts-of-record.ts'
import { mergeDrafts } from '../../../src/persistence/catalog/merge-drafts.ts'
import type { PlacedDraft } from '../../../src/persistence/catalog/write-objects.ts'
import { type Chance, createChance } from './chance.ts'
import type { Told } from './told.ts'

/** Makes rows of what is told: as an ingest would, for objects that all are new. */
export interface RowMaker {
  /** Objects of a batch that no batch before had. */
  place(batch: readonly Told[]): readonly PlacedDraft[]
}

/** What rows are made with. */
export interface RowFacts {
  readonly source: string
  readonly seed: number
  /** Keys of the tags that access rules look at. */
  readonly policyTags: ReadonlySet<string>
}

/** Kinds that many records name, and that are written with the first of these. */
const shared: ReadonlySet<string> = new Set(['Model', 'Experiment', 'Dataset', 'DataVersion'])

/** A maker that remembers what many records name, and nothing of what only one does. */
export function createRowMaker({ source, seed, policyTags }: RowFacts): RowMaker {
  const known = new Map<string, { readonly uid: Uid; readonly accessClass: AccessClass }>()
  const classes = createClasses()
  const mint = createMint(createChance(seed))
  const placed = (key: string, draft: Draft): readonly PlacedDraft[] => {
    if (known.has(key)) return []
    const { kind, workspace } = draft
    const parent = draft.parent === null ? undefined : known.get(draftKey({ workspace, ...draft.parent }))
    const tags = draft.isPlaceholder ? unreadTags(kind) : policyTagsOf(draft, policyTags)
    const parentTags = draft.parent === null ? {} : (parent?.accessClass.tags ?? null)
    const itsClass = classes({ kind, source, workspace, tags, parentTags })
    const uid = mint()
    if (shared.has(kind)) known.set(key, { uid, accessClass: itsClass })
    // No crawl of the generated objects compares them with a tool, so they need no real hash.
    const hash = draft.isPlaceholder ? '' : 'generated'
    const decision = { kind: 'CREATE', uid, replaces: null } as const
    const facts = { hash, parentUid: parent?.uid ?? null, live: null, decision, uid, generation: 1 }
    return [{ draft, accessClass: itsClass, ...facts }]
  }
  return {
    place(batch) {
      const drafts = mergeDrafts(batch.flatMap(({ record }) => draftsOfRecord(record, source)))
      return [...drafts].flatMap(([key, draft]) => placed(key, draft))
    },
  }
}

/** Classes are few, and the digest of each costs more than all else of a row. */
function createClasses(): (facts: Omit<AccessClass, 'id'>) => AccessClass {
  const made = new Map<string, AccessClass>()
  return (facts) => {
    const text = JSON.stringify(facts)
    const known = made.get(text) ?? accessClass(facts)
    made.set(text, known)
    return known
  }
}

/** Uids in the order of their making, as those of an ingest are (RFC 9562), that follow from the seed. */
function createMint(chance: Chance): () => Uid {
  let time = Date.UTC(2024, 0, 1)
  return () => {
    time += 1
    const hex = time.toString(16).padStart(12, '0')
    return `${hex.slice(0, 8)}-${hex.slice(8)}-7${chance.hex(3)}-8${chance.hex(3)}-${chance.hex(12)}` as Uid
  }
}
