import type { LiveRun } from '../catalog/index.ts'
import { withoutCredentials } from '../kernel/without-credentials.ts'
import { virtualNode } from './make-node.ts'
import type { LineageNode } from './types.ts'

/** What a run tells of its code. */
interface CodeOfRun {
  readonly record: Pick<LiveRun['record'], 'codeCommit' | 'repository'>
}

/** The commit a run ran; one node for all runs of one commit of one repository. Null where none is recorded. */
export function codeNode({ record }: CodeOfRun): LineageNode | null {
  const { codeCommit, repository } = record
  if (codeCommit === null) return null
  const address = repository === null ? null : withoutCredentials(repository)
  const name =
    address === null ? codeCommit.slice(0, 12) : `${address.split('/').at(-1) ?? ''}@${codeCommit.slice(0, 12)}`
  // A commit's name is a hash over its whole history, so it is one commit also where no repository is recorded.
  return virtualNode('CODE', [address ?? '', codeCommit], {
    name,
    source: null,
    // Nothing that is of one run alone: the node is shared, also with runs that its viewer may not see.
    properties: { commit: codeCommit, repository: address },
  })
}
