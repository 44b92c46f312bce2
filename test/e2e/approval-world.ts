import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Role } from '../../src/access/index.ts'
import { verifyAuditTrail } from '../../src/composition/audit-commands.ts'
import { openStore } from '../../src/composition/store.ts'
import { pollUntil } from '../../tools/launch/ready.ts'
import { type GatewaySetup, gatewayConfig, mlflowSource, startGateway, type TestGateway } from '../support/gateway.ts'
import { type Measured, type MeasuredModel, seedMeasuredModels } from '../support/measured-models.ts'
import { mlflowWriter, textAt } from '../support/seed-mlflow.ts'
import { sharedTools, temporaryFolder } from '../support/tools.ts'

/** Loose on purpose: each test asserts the shape of the part that it reads. */
// oxlint-disable-next-line no-explicit-any -- see above
export type Answered = any

/** Somebody who asks for changes or judges them. */
export interface Somebody {
  readonly name: string
  read(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answered>
  /** A mutation with one input; answers its payload. */
  does(mutation: string, input: Readonly<Record<string, unknown>>, fields?: string): Promise<Answered>
}

/** The data that versions of the world are measured on. */
export const heldOut = 'abc123'

/** How good a version is on {@link heldOut}. */
export const accuracy = (value: number): readonly Measured[] => [{ key: 'accuracy', value, digest: heldOut }]

const making = (value: number) => ({
  params: {},
  metrics: accuracy(value),
  requirements: 'scikit-learn==1.5.1\n',
  commit: 'c'.repeat(40),
})

/** The shared MLflow, written to past the gateway. */
export const writer = mlflowWriter({ url: sharedTools().mlflowUrl })

/** What a world has besides the model: further sources and targets. */
export interface Beside {
  readonly sources: readonly Readonly<Record<string, unknown>>[]
  readonly targets: readonly Readonly<Record<string, unknown>>[]
}

/** Version that MLflow itself says an alias stands for; null for none. */
export async function aliasInMlflow(model: string, alias: string): Promise<string | null> {
  const reply = await writer.get(`/registered-models/get?name=${model}`)
  const registered = reply['registered_model']
  const aliases: unknown =
    typeof registered === 'object' && registered !== null ? Reflect.get(registered, 'aliases') : []
  const found = (Array.isArray(aliases) ? aliases : []).find((each) => textAt(each, 'alias') === alias)
  return found === undefined ? null : textAt(found, 'version')
}

/** Moves an alias past the gateway, as anybody may with the plain client. */
export async function moveAlias(model: string, alias: string, version: string): Promise<void> {
  await writer.post('/registered-models/alias', { name: model, alias, version })
}

const input = (mutation: string) => `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`

async function somebody(gateway: TestGateway, name: string, ...roles: readonly Role[]): Promise<Somebody> {
  const { token } = await gateway.gateway.tokens.create({ principalName: name, roles, lifetimeMs: null })
  return holder(gateway, name, token)
}

function holder({ ask }: Pick<TestGateway, 'ask'>, name: string, token: string): Somebody {
  const read: Somebody['read'] = async (query, variables = {}) => {
    const { data, errors } = await ask<Answered>(query, variables, { token, timeoutMs: 60_000 })
    if (data === null || errors.length > 0) throw new Error(`${name} was refused: ${JSON.stringify(errors)}`)
    return data
  }
  return {
    name,
    read,
    async does(mutation, given, fields = `request { ${requestFields} }`) {
      const query = `mutation ($input: ${input(mutation)}) { answer: ${mutation}(input: $input) { ${fields} userErrors { code message field } } }`
      return (await read(query, { input: given })).answer
    },
  }
}

/** What tests look at in a request. */
export const requestFields = `id state revision versionRef targetRef cause restores { id } requester { name } excluded { name }
  unknownAuthors policyVersion policies artifactDigest subjectDigest plan { digest baseVersion rows { label before after } }
  gates { gate required verdict explanation computedAt } blockers { code subject message }
  slots { rule role filledBy { name } eligible viewerCouldFill } viewerCan { review cancel revoke resubmit withdrawReview }`

/**
 * A gateway on the real MLflow with a model of four versions: the first is champion, the second measures badly, the others
 * well. Dana trained them all; `dana-risk` is dana under another name.
 */
export async function approvalWorld(
  more: Readonly<Record<string, unknown>> = {},
  beside: (measured: MeasuredModel) => Promise<Beside> = async () => ({ sources: [], targets: [] }),
  {
    onDrift = 'ALERT',
    ...place
  }: Partial<Pick<GatewaySetup, 'sources' | 'engine'>> & { readonly onDrift?: string } = {},
) {
  const measured: MeasuredModel = await seedMeasuredModels(writer, {
    makings: [making(0.8), making(0.5), making(0.9), making(0.95)],
    evaluated: accuracy(0.95),
  })
  const model = measured.name
  await moveAlias(model, 'champion', '1')
  const { sources, targets } = await beside(measured)
  const directory = temporaryFolder('approvals')
  writeFileSync(
    join(directory, 'groups.yaml'),
    `groups: {}
aliases:
  - { member: dana, names: ["mlflow:dana"] }
  - { member: dana-risk, names: ["mlflow:dana", "git:dana@git.example"] }
`,
  )
  const gates = [
    { gate: 'artifact-integrity' },
    {
      gate: 'metric-bar',
      params: { metric: 'accuracy', bar: 0.7, dataset: { name: measured.datasetName, digest: heldOut } },
    },
  ]
  const reviewers = [
    { name: 'model risk', role: 'model-risk-reviewer' },
    { name: 'business owner', role: 'business-owner' },
  ]
  const setup = {
    sources: place.sources ?? [mlflowSource(), ...sources],
    ...(place.engine === undefined ? {} : { engine: place.engine }),
    directory,
    config: {
      auth: { groupsFile: 'groups.yaml' },
      targets: [
        { environment: 'production', source: 'tracking', kind: 'ALIAS', ref: `models:/${model}@champion`, onDrift },
        { environment: 'staging', source: 'tracking', kind: 'ALIAS', ref: `models:/${model}@candidate` },
        ...targets,
      ],
      approvals: {
        producers: [{ name: 'quality', principal: 'rita', gates: ['data-quality'] }],
        policies: [{ name: 'production', protected: true, gates, reviewers, breakGlass: { ratifiers: 2 } }],
      },
      ...more,
    },
  }
  const gateway = await startGateway(setup)
  await gateway.caughtUp('tracking')
  const people = {
    dana: await somebody(gateway, 'dana', 'data-scientist'),
    danaAgain: await somebody(gateway, 'dana-risk', 'model-risk-reviewer'),
    rita: await somebody(gateway, 'rita', 'model-risk-reviewer'),
    bo: await somebody(gateway, 'bo', 'business-owner'),
    steward: await somebody(gateway, 'steward', 'policy-steward', 'viewer'),
  }
  return {
    ...gateway,
    ...people,
    setup,
    model,
    version: (number: number) => `models:/${model}/${number}`,
    somebody: (name: string, ...roles: readonly Role[]) => somebody(gateway, name, ...roles),
    /** Somebody with a token that was made elsewhere. */
    holder: (name: string, token: string) => holder(gateway, name, token),
    /** Waits until something is so. */
    async until(check: () => Promise<boolean>): Promise<void> {
      if (!(await pollUntil(check, 120_000, () => false))) throw new Error('It did not come to be so.')
    },
    /** What verifying the whole trail finds, as `audit verify` does. */
    async findings() {
      const loaded = await gatewayConfig(setup)
      await using store = await openStore(loaded)
      return (await verifyAuditTrail(loaded, store.audit, [])).flatMap(({ findings }) => findings)
    },
    /** Waits until a request is in a state, and answers it. */
    async settles(id: string, state: string): Promise<Answered> {
      let seen: Answered
      const isThere = await pollUntil(
        async () => {
          seen = (await people.dana.read(`query ($id: ID!) { approvalRequest(id: $id) { ${requestFields} } }`, { id }))
            .approvalRequest
          return seen.state === state
        },
        120_000,
        () => false,
      )
      if (!isThere) throw new Error(`It did not become ${state}: ${JSON.stringify(seen)}`)
      return seen
    },
  }
}
