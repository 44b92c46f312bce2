import { createHash } from 'node:crypto'
import { withoutCredentials } from './without-credentials.ts'

/** A node that only lineage knows. */
export interface VirtualNodeFacts<Kind extends string = string> {
  readonly id: string
  readonly kind: Kind
  readonly name: string
  readonly source: string | null
  readonly properties: Readonly<Record<string, unknown>>
}

/** Id of a node that only lineage knows; equal identities give equal ids, over all sources. */
export function virtualNodeId(kind: string, identity: readonly string[]): string {
  return Buffer.from(`${kind}:${JSON.stringify(identity)}`, 'utf8').toString('base64url')
}

/** The commit a run ran; one node for all runs of one commit of one repository. Null where none is recorded. */
export function codeFacts(run: {
  readonly codeCommit: string | null
  readonly repository: string | null
}): VirtualNodeFacts<'CODE'> | null {
  const { codeCommit, repository } = run
  if (codeCommit === null) return null
  const address = repository === null ? null : withoutCredentials(repository)
  const commit = codeCommit.slice(0, 12)
  return {
    // A commit's name is a hash over its whole history, so it is one commit also where no repository is recorded.
    id: virtualNodeId('CODE', [address ?? '', codeCommit]),
    kind: 'CODE',
    name: address === null ? commit : `${address.split('/').at(-1) ?? ''}@${commit}`,
    source: null,
    // Nothing that is of one run alone: the node is shared, also with runs that its viewer may not see.
    properties: { commit: codeCommit, repository: address },
  }
}

/** One node for all versions of one address. The address itself is nothing that everybody may see. */
export function filesFacts(place: {
  readonly source: string
  readonly workspace: string
  readonly uri: string
}): VirtualNodeFacts<'ARTIFACT'> {
  const { source, workspace, uri } = place
  const parts = uri.replace(/[?#].*$/, '').split('/')
  return {
    id: virtualNodeId('ARTIFACT', [source, workspace, sha256(uri)]),
    kind: 'ARTIFACT',
    name: parts.findLast((part) => part !== '') ?? 'files',
    source,
    properties: {},
  }
}

/** Where a deployment answers. Everybody who sees the node can read its id, and the address is not for everybody. */
export function endpointFacts(endpoint: {
  readonly source: string
  readonly protocol: string
  readonly url: string
  readonly isLive: boolean
}): VirtualNodeFacts<'ENDPOINT'> {
  const { source, protocol, url, isLive } = endpoint
  return {
    id: virtualNodeId('ENDPOINT', [protocol, sha256(url)]),
    kind: 'ENDPOINT',
    name: url,
    source,
    properties: { protocol, url, isLive },
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
