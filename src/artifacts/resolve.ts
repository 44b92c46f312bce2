import type { CallContext } from '../connector/contract.ts'
import { normaliseUri } from './normalise-uri.ts'
import type { ResolvePorts } from './ports.ts'
import type { ConfiguredStore, ResolvedArtifact } from './types.ts'

/** A registry's `models:/` may name a `runs:/`, which may name a `models:/m-...`; a longer chain is a loop. */
const indirectionsMax = 4

const indirections = /^(models|runs):\//i

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
 * `mlflow-artifacts:/` means something only to the server that reported it, so no other source's store is asked.
 * Everything else goes to the first store, in the order of the configuration, that claims it. `models:/` and
 * `runs:/` are followed through `ports.locate`, which may call the reporting source and may throw its `Fault`.
 */
export async function resolveUri(
  ports: ResolvePorts,
  reported: ReportedUri,
  call: CallContext,
): Promise<ResolvedArtifact> {
  let uri = reported.uri
  for (let step = 0; step < indirectionsMax; step += 1) {
    if (!indirections.test(uri)) return claim(ports.stores, { uri, source: reported.source })
    // Handed on as it is: a model may be called `a#b`, and only its own registry knows how to read that.
    const next = await ports.locate?.({ source: reported.source, uri }, call)
    if (next === undefined || next === null) break
    uri = next
  }
  return { resolution: 'UNRESOLVABLE', uri: normaliseUri(reported.uri) ?? withoutSecrets(reported.uri) }
}

function claim(stores: readonly ConfiguredStore[], { uri: reportedUri, source }: ReportedUri): ResolvedArtifact {
  const uri = normaliseUri(reportedUri)
  if (uri === null) return { resolution: 'UNRESOLVABLE', uri: withoutSecrets(reportedUri) }
  const isPrivate = uri.startsWith('mlflow-artifacts:')
  for (const candidate of stores) {
    if (isPrivate && candidate.source !== source) continue
    const location = candidate.store.claim(uri)
    if (location !== null) return { resolution: 'RESOLVED', ...candidate, location, uri: location.uri }
  }
  return { resolution: 'UNRESOLVABLE', uri }
}

/** An address that is shown although nothing could read it: a user and password, or a signature in the query, go. */
function withoutSecrets(uri: string): string {
  return uri.replace(/\/\/[^/]*@/, '//').replace(/[?#].*$/s, '')
}
