import type { PublishCommand, PublishConfirmation } from '../access/index.ts'
import { fromGlobalId } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { PolicyFileInput, PublishPolicyInput } from './generated/types.ts'
import { reasonOf } from './grant-input.ts'

/** What a mutation `publishPolicy` asks for. */
export type PublishWish =
  | { readonly kind: 'NEW' | 'DRY_RUN'; readonly command: PublishCommand }
  | { readonly kind: 'CONFIRM'; readonly command: PublishConfirmation }

const filesMax = 50
const fileName = /^[\w][\w.-]{0,99}$/

/** Reads the input of `publishPolicy`. Refuses with BAD_USER_INPUT. */
export function publishWish(input: PublishPolicyInput): Outcome<PublishWish> {
  const { files, basedOn, dryRun, confirms } = input
  const reason = reasonOf(input.reason)
  if (!reason.ok) return reason
  if (confirms != null) {
    if (files != null || basedOn != null || dryRun === true) return refuse(beside)
    return succeed({ kind: 'CONFIRM', command: { id: proposalIdOf(confirms), reason: reason.value } })
  }
  if (files == null || basedOn == null) return refuse(incomplete)
  const message = wrongFiles(files)
  if (message !== null) return refuse(problem('BAD_USER_INPUT', message, { field: ['files'] }))
  if (dryRun !== true && reason.value === null)
    return refuse(problem('BAD_USER_INPUT', 'Publishing needs a `reason`.', { field: ['reason'] }))
  const command = { files: files.map(({ name, text }) => ({ name, text })), basedOn, reason: reason.value ?? '' }
  return succeed({ kind: dryRun === true ? 'DRY_RUN' : 'NEW', command })
}

const beside = problem(
  'BAD_USER_INPUT',
  '`confirms` takes the policies as they were proposed; only `reason` may stand beside it.',
  {
    field: ['confirms'],
  },
)
const incomplete = problem('BAD_USER_INPUT', 'Publishing needs `files` and `basedOn`, or `confirms` alone.')

function wrongFiles(files: readonly PolicyFileInput[]): string | null {
  if (files.length > filesMax) return `At most ${filesMax} files.`
  if (files.some(({ name }) => !fileName.test(name)))
    return 'The name of a file is letters, digits, dots and dashes, such as `teams.cedar`.'
  if (new Set(files.map(({ name }) => name)).size < files.length) return 'Two files have one name.'
  return files.some(({ text }) => !text.isWellFormed()) ? 'A file holds half a character.' : null
}

/** Ids of what is no proposal name nothing. */
function proposalIdOf(id: string): string {
  const named = fromGlobalId(id)
  return named?.kind === 'PolicyProposal' ? named.uid : ''
}
