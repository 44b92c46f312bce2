import { z } from 'zod'
import { type CiReport, clockSkewMsMax, repositoryName } from '../../evidence/index.ts'
import { type CiState, ciStates } from '../../kernel/ci-states.ts'
import { hasEmailAddress } from '../../kernel/email-address.ts'
import { type Outcome, refuse, succeed } from '../../kernel/outcome.ts'
import { problem } from '../../kernel/problem.ts'

/** A request that a report asks to be drafted. */
export interface DraftWish {
  readonly ref: string
  readonly source: string | null
  readonly environment: string
  readonly alias: string | null
  /** Name on a server. */
  readonly deployment?: string
  readonly reason: string
  readonly ticket: string | null
}

/** What a body of `/hooks/ci` says. */
export interface ReadReport {
  readonly report: CiReport
  readonly draft: DraftWish | null
}

/** The most of one body. */
export const ciLimits = { bodyBytesMax: 65_536, depthMax: 8, checksMax: 100 } as const

const textMax = 200
const addressMax = 2_000

/** One line that both stores hold as it is. */
const line = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => text.trim() !== '' && !/\p{C}/u.test(text), 'must be one line of text')

const stateNames: ReadonlyMap<string, CiState> = new Map(ciStates.map((state) => [state.toLowerCase(), state]))

/** Everybody who sees the version sees it; a signed address would be a key to what it leads to. */
const address = line(addressMax).refine((text) => {
  const url = URL.parse(text)
  const isWeb = url !== null && ['http:', 'https:'].includes(url.protocol)
  return isWeb && url.username === '' && url.password === '' && url.search === '' && !hasEmailAddress(text)
}, 'must be a web address without credentials and query')

const check = z.strictObject({
  name: line(textMax).refine((text) => !hasEmailAddress(text), 'must hold no e-mail address'),
  state: z.enum(ciStates.map((state) => state.toLowerCase())),
  at: z.iso.datetime({ offset: true }),
  url: address.nullish(),
})

const body = z.strictObject({
  repository: line(addressMax).refine(
    (text) => repositoryName(text) !== null,
    'must be an address such as https://git.example/team/risk',
  ),
  commit: z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, 'must be a whole commit, in lower-case hexadecimal digits'),
  checks: z.array(check).min(1).max(ciLimits.checksMax),
  request: z
    .strictObject({
      ref: line(addressMax),
      source: line(textMax).nullish(),
      environment: line(textMax),
      alias: line(textMax).nullish(),
      deployment: line(textMax).nullish(),
      reason: line(addressMax),
      ticket: line(textMax).nullish(),
    })
    .nullish(),
})

/** Reads a body. Refuses with BAD_USER_INPUT, whose `details.field` is a JSON pointer. Pure. */
export function readReport(value: unknown, now: number): Outcome<ReadReport> {
  const read = body.safeParse(value)
  if (!read.success) {
    const [issue] = read.error.issues
    return wrong(issue?.path ?? [], issue?.message ?? 'cannot be read')
  }
  const { repository, commit, checks, request } = read.data
  const late = checks.findIndex(({ at }) => Date.parse(at) > now + clockSkewMsMax)
  if (late !== -1) return wrong(['checks', late, 'at'], 'has not come yet')
  if (new Set(checks.map(({ name }) => name)).size !== checks.length)
    return wrong(['checks'], 'has two checks of one name')
  const told = checks.map(({ name, state, at, url = null }) => ({
    name,
    state: stateNames.get(state) ?? 'ERROR',
    at: Date.parse(at),
    url,
  }))
  const report = { repository: repositoryName(repository) ?? '', commit, checks: told }
  return succeed({ report, draft: request == null ? null : draftOf(request) })
}

function draftOf({
  ref,
  source,
  environment,
  alias,
  deployment,
  reason,
  ticket,
}: NonNullable<z.infer<typeof body>['request']>): DraftWish {
  const at = { environment, alias: alias ?? null, ...(deployment == null ? {} : { deployment }) }
  return { ref, source: source ?? null, ...at, reason, ticket: ticket ?? null }
}

function wrong(path: readonly PropertyKey[], message: string): Outcome<never> {
  const field = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  return refuse(problem('BAD_USER_INPUT', `${field === '' ? 'The body' : field} ${message}`, { details: { field } }))
}
