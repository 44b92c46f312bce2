import type { CallContext } from '../connector/contract.ts'
import { normaliseUri } from './normalise-uri.ts'
import type { ResolvePorts } from './ports.ts'
import type { ConfiguredStore, ResolvedArtifact } from './types.ts'

/** A registry's `models:/` may name a `runs:/`, which may name a `models:/m-...`; a longer chain is a loop. */
const indirectionsMax = 4

const indirections = /^(models|runs):\//i
const proxied = /^mlflow-artifacts:/i

/** An address, and the source that reported it. */
export interface ReportedUri {
  readonly uri: string
  readonly source: string
}

/**
 * Finds the configured store that really holds an address which a tool reported. The address is only a name: it
 * counts when it falls under a configured store, and for anything else the answer is `UNRESOLVABLE` without a
 * connection having been opened.
 *
 * `mlflow-artifacts:/` means something only to the server that reported it, so no other source's store is asked; when
 * that source has none, because its files are read where they really lie, it is asked like an indirection.
 * Everything else goes to the first store, in the order of the configuration, that claims it. `models:/` and
 * `runs:/` are followed through `ports.locate`, which may call the reporting source and may throw its `Fault`.
 */
export async function resolveUri(
  ports: ResolvePorts,
  reported: ReportedUri,
  call: CallContext,
): Promise<ResolvedArtifact> {
  const { source } = reported
  let address: string | null = reported.uri
  for (let step = 0; step < indirectionsMax && address !== null; step += 1) {
    // An indirection is handed on as it is: a model may be called `a#b`, and only its own registry knows how to read that.
    const uri: string | null = indirections.test(address) ? address : normaliseUri(address)
    if (uri === null) break
    const found = claim(ports.stores, { uri, source })
    if (found.resolution === 'RESOLVED' || !isPrivate(uri)) return found
    address = (await ports.locate?.({ source, uri }, call)) ?? null
  }
  return unresolvable(reported.uri)
}

/** Whether only the source that reported an address can say what it means. */
function isPrivate(uri: string): boolean {
  return indirections.test(uri) || proxied.test(uri)
}

function claim(stores: readonly ConfiguredStore[], { uri, source }: ReportedUri): ResolvedArtifact {
  for (const candidate of stores) {
    if (isPrivate(uri) && candidate.source !== source) continue
    const location = candidate.store.claim(uri)
    if (location !== null) return { resolution: 'RESOLVED', ...candidate, location, uri: location.uri }
  }
  return unresolvable(uri)
}

function unresolvable(uri: string): ResolvedArtifact {
  return { resolution: 'UNRESOLVABLE', uri: normaliseUri(uri) ?? withoutSecrets(uri) }
}

/** An address that is shown although nothing could read it: a user and password, or a signature in the query, go. */
function withoutSecrets(uri: string): string {
  return uri.replace(/\/\/[^/]*@/, '//').replace(/[?#].*$/s, '')
}
