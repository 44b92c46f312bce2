import { pollUntil } from '../../tools/launch/ready.ts'
import { mlflowWriter } from '../support/seed-mlflow.ts'
import { sharedTools } from '../support/tools.ts'
import type { approvalWorld, Somebody } from './approval-world.ts'

/** Looks often, so that tests need not wait. */
export const driftOften = { drift: { intervalMs: 500, filesIntervalMs: 1_000 } }

/** What tests look at in a violation. */
export const violationFields = `id kind severity state revision targetRef environment expectedRef observedRef actor attempts cause reason
  expectedDigest observedDigest firstSeenAt endedAt endedBy { name } request { id action state versionRef restores { id } }`

/** Loose on purpose: each test asserts the shape of the part that it reads. */
// oxlint-disable-next-line no-explicit-any -- see above
type Answered = any

type World = Awaited<ReturnType<typeof approvalWorld>>

/** Waits until what is asked again and again is as wanted, and answers it. */
export async function untilSo(ask: () => Promise<Answered>, isSo: (answer: Answered) => boolean): Promise<Answered> {
  let seen: Answered
  const isThere = await pollUntil(
    async () => {
      seen = await ask()
      return isSo(seen)
    },
    90_000,
    () => false,
  )
  if (!isThere) throw new Error(`It did not come about: ${JSON.stringify(seen)}`)
  return seen
}

/** How the production target of a world stands: the alias unless another kind is asked for. */
export async function driftOf(world: Pick<World, 'dana'>, kind = 'ALIAS'): Promise<Answered> {
  const { targets } = await world.dana.read(
    `{ targets(environment: "production") { id kind drift { state reason onDrift observedVersion { ref } baselineVersion { ref }
      violations { ${violationFields} } } } }`,
  )
  return targets.find((target: { readonly kind: string }) => target.kind === kind).drift
}

/** Waits until the production target of a kind stands so. */
export function driftIs(world: Pick<World, 'dana'>, state: string, kind = 'ALIAS'): Promise<Answered> {
  return untilSo(
    () => driftOf(world, kind),
    (drift) => drift.state === state,
  )
}

/**
 * Violations of the world, the newest first. That everybody may do everything on an MLflow without accounts is told
 * whenever the gateway comes to it, and left out.
 */
export async function violationsOf(who: Pick<Somebody, 'read'>, filter: object = {}): Promise<readonly Answered[]> {
  const query = `query ($filter: ViolationFilter) { violations(filter: $filter) { nodes { ${violationFields} } } }`
  const found: readonly Answered[] = (await who.read(query, { filter })).violations.nodes
  return found.filter(({ kind }) => kind !== 'NATIVE_RIGHT_WIDER')
}

/** Waits until the newest violation is in a state, and answers it. */
export function violationIs(world: Pick<World, 'dana'>, state: string): Promise<Answered> {
  return untilSo(
    async () => (await violationsOf(world.dana))[0],
    (violation) => violation?.state === state,
  )
}

const writer = mlflowWriter({ url: sharedTools().mlflowUrl })

/** Removes an alias past the gateway. */
export async function removeAlias(name: string, alias: string): Promise<void> {
  await writer.send('DELETE', '/registered-models/alias', { name, alias })
}

/** Has a version promoted to production by a request that two people approve. */
export async function promote({ dana, rita, bo, version, settles }: World, number: number): Promise<string> {
  const { request: asked, userErrors } = await dana.does('requestApproval', {
    environment: 'production',
    reason: 'It is better.',
    ref: version(number),
  })
  if (asked === null) throw new Error(`Asking was refused: ${JSON.stringify(userErrors)}`)
  for (const reviewer of [rita, bo]) await reviewer.does('reviewRequest', { id: asked.id, decision: 'APPROVE' })
  await settles(asked.id, 'COMPLETED')
  return asked.id
}
