import { type KnownPrincipals, type RightsReads, type Somebody, stranger, withoutName } from '../access/index.ts'
import type { NativePrincipal, NativeRight, NativeRights } from '../connector/native-rights.ts'
import type { NativeRightView } from '../graphql/native-rights-service.ts'

/** A right of a tool with whoever holds it, as the gateway knows them. */
export interface HeldRight extends Omit<NativeRightView, 'excess'> {
  /** Place in the list: everybody first, then by name. */
  readonly place: { readonly key: string; readonly uid: string }
  readonly somebody: Somebody
}

/** Finds who principals of a tool are. */
export interface NativeSubjects {
  /** Whom exactly one person or account is vouched for as. */
  knownAs(name: string): NativeRightView['known']
  /** Names that principals have in this kind of tool. */
  readonly names: readonly string[]
  /** Rights of everybody, and of each principal; of one alone with what everybody has. In the order of the list. */
  held(rights: NativeRights, principal: string | null): readonly HeldRight[]
}

type Known = Awaited<ReturnType<KnownPrincipals>>

/** By aliases such as `mlflow:ada`. A name that more than one is vouched for as is nobody's: either may be the other. */
export async function nativeSubjects(
  parts: { readonly people: KnownPrincipals; readonly reads: RightsReads },
  about: { readonly toolKind: string; readonly now: number } & Pick<Somebody, 'snapshot' | 'aliases'>,
): Promise<NativeSubjects> {
  const known = await parts.people(parts.reads, about.now)
  const prefix = `${about.toolKind}:`
  const knownAs: NativeSubjects['knownAs'] = (name) => onlyOf(known.known(`${prefix}${name}`))
  const somebody = (person: NativeRightView['known']): Somebody => {
    const { snapshot, aliases } = about
    return { snapshot, aliases, ways: waysOf(known, person).map((way) => withoutName(snapshot, way)) }
  }
  const heldBy = ({ name, rights }: NativePrincipal) => {
    const person = knownAs(name)
    return rights.map((right) => heldRight(right, { name, known: person, somebody: somebody(person) }))
  }
  return {
    knownAs,
    names: known.aliases().flatMap((alias) => (alias.startsWith(prefix) ? alias.slice(prefix.length) : [])),
    held(rights, principal) {
      if (principal !== null) {
        const found = rights.principals.find(({ name }) => name === principal)
        const all = [...rights.everybody, ...(found?.rights ?? [])]
        return found === undefined ? [] : inOrder(heldBy({ ...found, rights: all }))
      }
      const everybody = rights.everybody.map((right) =>
        heldRight(right, { name: null, known: null, somebody: somebody(null) }),
      )
      return inOrder([...everybody, ...rights.principals.flatMap(heldBy)])
    },
  }
}

/** Whoever is nobody's here is a stranger, with what the policy gives to just anybody. */
function waysOf(known: Known, person: NativeRightView['known']): Somebody['ways'] {
  const ways = known.principals.filter(({ id }) => id === person?.id)
  return ways.length === 0 ? [stranger] : ways
}

function onlyOf(found: ReturnType<Known['known']>): NativeRightView['known'] {
  const [first] = found
  return found.length === 1 && first !== undefined ? first : null
}

function heldRight(right: NativeRight, holder: Omit<HeldRight, 'right' | 'place'>): HeldRight {
  const { workspace, origin, role, level, on, except } = right
  const key = holder.name === null ? '0' : `1${holder.name}`
  const kinds = Object.keys(right.levels)
  const uid = JSON.stringify([origin, role, workspace, kinds, level, on?.kind ?? null, except?.kind ?? null])
  return { ...holder, right, place: { key, uid } }
}

/** In the order of the list; alike ones are told apart by their number, so that a page may end between them. */
function inOrder(held: readonly HeldRight[]): readonly HeldRight[] {
  const alike = new Map<string, number>()
  const numbered = held.map((each) => {
    const { key, uid } = each.place
    const number = (alike.get(key + uid) ?? 0) + 1
    alike.set(key + uid, number)
    return { ...each, place: { key, uid: `${uid} ${number}` } }
  })
  return numbered.toSorted(({ place: a }, { place: b }) => {
    if (a.key !== b.key) return a.key < b.key ? -1 : 1
    return a.uid < b.uid ? -1 : 1
  })
}
