import type { MirroredObject } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import { Fault } from '../kernel/problem.ts'
import { parseMarker } from './parse-marker.ts'
import type { MatchPorts, StoredBytes, VersionName, VersionNames } from './ports.ts'
import type { FileAddress, ServedItem } from './types.ts'

const parentsMax = 3

/** What names and addresses alone tell about one item. */
export interface FoundServed {
  readonly item: ServedItem
  readonly address: FileAddress | null
  readonly named: readonly MirroredObject[]
  readonly byUri: readonly MirroredObject[]
}

/** An address and the folders that it lies in, nearest first. */
function addressAndParents({ store, uri }: FileAddress): readonly FileAddress[] {
  const found = [{ store, uri }]
  let at = uri
  while (found.length <= parentsMax && /^[^:]+:\/\/[^/]*\/[^/]+\/|^[^:]+:\/(?!\/)[^/]+\//.test(at)) {
    at = at.slice(0, at.lastIndexOf('/'))
    found.push({ store, uri: at })
  }
  return found
}

/** Null also when the tool that has to follow the address fails: the item's marker and bytes still count. */
async function resolveAddress(bytes: StoredBytes, item: ServedItem, call: CallContext): Promise<FileAddress | null> {
  const { artifactUri } = item.served
  if (artifactUri === null) return null
  try {
    return await bytes.resolve({ uri: artifactUri, source: item.source }, call)
  } catch (error) {
    if (!(error instanceof Fault) || call.signal.aborted) throw error
    return null
  }
}

/** The version that a served address such as `models:/NAME/VERSION` names, when one registry alone holds it. */
async function byRegistryAddress(names: VersionNames, items: readonly ServedItem[]) {
  const wanted = items.map(({ served }) => parseMarker({ ref: served.artifactUri ?? '', source: null }))
  const found = await byOptionalNames(names, wanted)
  return found.map((versions) => (versions.length === 1 ? versions : []))
}

/** Asks once for all names that are there; empty where there is none. */
async function byOptionalNames(names: VersionNames, wanted: readonly (VersionName | null)[]) {
  const given = wanted.filter((name) => name !== null)
  const found = given.length === 0 ? [] : await names.byNames(given)
  const answers = new Map(given.map((name, at) => [name, found[at] ?? []]))
  return wanted.map((name) => (name === null ? [] : (answers.get(name) ?? [])))
}

/**
 * Looks up names and addresses of all items at once, in the order given. An address is a version's when it is that of
 * the version's files, or lies in their folder.
 */
export async function lookUpServed(
  ports: MatchPorts,
  items: readonly ServedItem[],
  call: CallContext,
): Promise<readonly FoundServed[]> {
  const markers = items.map(({ served }) => (served.declared === null ? null : parseMarker(served.declared)))
  const addresses = await Promise.all(items.map((item) => resolveAddress(ports.bytes, item, call)))
  const wanted = addresses.flatMap((address) => (address === null ? [] : addressAndParents(address)))
  const [named, registered, indexed] = await Promise.all([
    byOptionalNames(ports.names, markers),
    byRegistryAddress(ports.names, items),
    wanted.length === 0 ? [] : ports.facts.byAddresses(wanted),
  ])
  const keyOf = ({ store, uri }: FileAddress) => JSON.stringify([store, uri])
  const byAddress = Map.groupBy(indexed, ({ address }) => keyOf(address))
  return items.map((item, at) => {
    const address = addresses[at] ?? null
    const places = address === null ? [] : addressAndParents(address)
    const nearest = places.map((place) => byAddress.get(keyOf(place))).find((versions) => versions !== undefined)
    const byUri = nearest?.map(({ version }) => version) ?? registered[at] ?? []
    return { item, address, named: named[at] ?? [], byUri }
  })
}
