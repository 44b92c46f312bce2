import type { LiveRun } from '../catalog/index.ts'
import { codeFacts } from '../kernel/virtual-nodes.ts'
import { virtualNodeOf } from './make-node.ts'
import type { LineageNode } from './types.ts'

/** What a run tells of its code. */
interface CodeOfRun {
  readonly record: Pick<LiveRun['record'], 'codeCommit' | 'repository'>
}

/** The commit a run ran; one node for all runs of one commit of one repository. Null where none is recorded. */
export function codeNode({ record }: CodeOfRun): LineageNode | null {
  const facts = codeFacts(record)
  return facts === null ? null : virtualNodeOf(facts)
}
