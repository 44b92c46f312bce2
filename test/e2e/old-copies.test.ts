import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { examine, type Finding } from '../../src/compose.ts'
import { gatewayConfig } from '../support/gateway.ts'
import { textAt } from '../support/seed-mlflow.ts'
import { temporaryFolder } from '../support/tools.ts'
import { type Answered, writer } from './approval-world.ts'
import { untilSo } from './drift-world.ts'
import { deployment, servedWorld } from './served-world.ts'
import { putVersionFiles } from './version-files.ts'

/** Several promotions, each with its files hashed a few times and loaded, on a machine that may be busy. */
const patience = { timeout: 600_000 }

const reviewers = [
  { name: 'model risk', role: 'model-risk-reviewer' },
  { name: 'business owner', role: 'business-owner' },
]
const policies = [{ name: 'production', protected: true, gates: [{ gate: 'artifact-integrity' }], reviewers }]
const world = await servedWorld({ copies: { keep: 1, intervalMs: 500 }, approvals: { policies } })
const { dana, version, settles, repository, answered, approved } = world
const folder = join(repository, '.modelwarden', deployment)

const namesNow = () => readdirSync(folder).filter((name) => /^[0-9a-f]{64}$/.test(name))

/** Digest of the files that a request is about. */
async function digestOf(id: string): Promise<string> {
  const { approvalRequest } = await dana.read('query ($id: ID!) { approvalRequest(id: $id) { artifactDigest } }', {
    id,
  })
  return approvalRequest.artifactDigest.replace(/^sha256:/, '')
}

/** Waits until somebody has looked whether something may go: what was left half done went with it. What was so before the first of two was so when the second looked. */
async function aRound(): Promise<void> {
  const half = join(folder, `${'e'.repeat(64)}.incoming-00000000-0000-4000-8000-000000000000`)
  mkdirSync(half)
  await world.until(async () => !existsSync(half))
}

async function removals(): Promise<readonly Answered[]> {
  const auditor = await world.somebody('aud', 'auditor')
  const query = '{ auditEvents(first: 100) { nodes { type authMethod details } } }'
  const { auditEvents } = await auditor.read(query)
  return auditEvents.nodes.filter(({ type }: { readonly type: string }) => type === 'gov.copies.removed.v1')
}

test(
  'a copy that nobody needs is removed, one that somebody has asked for is not, and going back to what was removed copies it anew',
  patience,
  async () => {
    const second = await approved(2)
    await settles(second, 'COMPLETED')
    const third = await approved(3)
    await settles(third, 'COMPLETED')
    const target = { environment: 'production', deployment, reason: 'It was fine.' }
    const { request } = await dana.does('requestApproval', { ...target, ref: version(2) })
    const fourth = await approved(4)
    await settles(fourth, 'COMPLETED')
    const [two, three, four] = [await digestOf(second), await digestOf(third), await digestOf(fourth)]
    await aRound()
    await aRound()
    expect(new Set(namesNow())).toEqual(new Set([two, three, four]))

    await dana.does('cancelRequest', { id: request.id, reason: 'No more.' })
    await world.until(async () => !namesNow().includes(two))
    expect(new Set(namesNow())).toEqual(new Set([three, four]))
    expect(await answered()).toEqual({ version: '4', value: 4 })
    const [removed] = await untilSo(removals, (found: readonly Answered[]) =>
      found.some(({ details }) => details.copies.length > 0),
    )
    expect(removed).toMatchObject({
      authMethod: 'SYSTEM',
      details: { source: 'serving', deployment, copies: [{ version: '2', digest: two }], keptVersions: 1 },
    })

    const model = `models:/${world.model}`
    const back = await dana.does('rollBack', { ...target, model, to: version(2) })
    expect(back).toMatchObject({ userErrors: [], request: { versionRef: version(2), restores: { id: second } } })
    await settles(back.request.id, 'COMPLETED')
    expect(await answered()).toEqual({ version: '2', value: 2 })
    await world.until(async () => !namesNow().includes(three))
    expect(new Set(namesNow())).toEqual(new Set([two, four]))
    expect(await world.findings()).toEqual([])
  },
)

test('a copy whose original is no more what was copied stays, and doctor tells of it', patience, async () => {
  const odd = temporaryFolder('odd')
  writeFileSync(join(odd, 'extra'), 'more')
  const reply = await writer.get(`/model-versions/get?name=${world.model}&version=4`)
  await putVersionFiles(textAt(reply, 'model_version', 'source').replace('models:/', ''), odd)
  const before = namesNow()
  const third = await approved(3)
  await settles(third, 'COMPLETED')
  await aRound()
  await aRound()
  expect(new Set(namesNow())).toEqual(new Set([...before, await digestOf(third)]))
  const found: Finding[] = []
  for await (const finding of examine(await gatewayConfig(world.setup))) found.push(finding)
  expect(found.filter(({ name }) => name.startsWith('copies'))).toEqual([
    { name: `copies of ${deployment}`, state: 'OK', detail: expect.stringContaining('versions 4,') },
  ])
  expect(await world.findings()).toEqual([])
})
