import { type Problem, problem } from '../kernel/problem.ts'
import type { RequestCommand } from './commands.ts'
import type { ApprovalTarget, Subject } from './types.ts'

/** What a target cannot do, whoever approves it; null where it can. */
export function unsupportedByTarget(
  target: ApprovalTarget,
  { facts }: Subject,
  { rollout = 'ALL' }: Pick<RequestCommand, 'rollout'>,
): Problem | null {
  const refused = (message: string, field: string) => problem('UNSUPPORTED_BY_TARGET', message, { field: [field] })
  if (rollout !== 'ALL') {
    const what = rollout === 'SPLIT' ? 'share its calls among versions' : 'call a second version beside the first'
    const way = 'Give the other version a name of its own, and have callers call both.'
    return refused(`${target.nativeRef} stands for one version at a time; its tool cannot ${what}. ${way}`, 'rollout')
  }
  if (target.kind !== 'DEPLOYMENT' || facts.artifactDigest !== null) return null
  const why = 'the files of the version cannot be read from a configured store, or are too large to hash'
  return refused(`${target.nativeRef} is given a copy of the files, and ${why}.`, 'ref')
}
