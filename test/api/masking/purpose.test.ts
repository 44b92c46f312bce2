import { createConnection } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { pollUntil } from '../../../tools/launch/ready.ts'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { quoted } from '../refusals.ts'
import { personalRun } from './world.ts'

const first = await personalRun()
const origin = `s3://personal-rows/${first.name}`
const { name } = await personalRun({ origin })
const gateway = await startGateway({
  sources: [mlflowSource()],
  config: { attributes: { pii: { default: true } } },
})
await gateway.caughtUp('tracking')
const tokenOf = async (role: 'privacy-reviewer' | 'auditor') =>
  (await gateway.gateway.tokens.create({ principalName: role, roles: [role], clearance: 4, lifetimeMs: null })).token
const reviewer = await tokenOf('privacy-reviewer')
const viewer = await gateway.tokenOf('vera', 'viewer')

interface Columns {
  readonly dataset: {
    readonly versions: { readonly nodes: readonly { id: string; columns: readonly object[] | null }[] }
  }
}

const query = `{ dataset(ref: ${quoted(`dataset:${first.name}`)}) { versions { nodes { id columns { name } } } } }`

async function ask(token: string, purpose?: string) {
  const { data, errors, extensions } = await gateway.ask<Columns>(
    query,
    {},
    { token, ...(purpose === undefined ? {} : { purpose }) },
  )
  expect(errors).toEqual([])
  return { version: data?.dataset.versions.nodes[0], masked: extensions['masked'] }
}

const columns = [{ name: 'age' }]
const held = ['dataset.versions.nodes.0.columns']

test.each([
  ['a privacy reviewer who states none', reviewer, undefined],
  ['a privacy reviewer who states one that no rule names', reviewer, 'curiosity'],
  ['a privacy reviewer who writes it in another way', reviewer, 'DPIA'],
  ['a viewer who states a good one', viewer, 'dpia'],
])('%s reads no names of columns with personal data', async (_who, token, purpose) => {
  expect(await ask(token, purpose)).toMatchObject({ version: { columns: null }, masked: held })
})

test('a privacy reviewer reads them for the purpose of a rule, and data is found by its address then', async () => {
  expect(await ask(reviewer, 'dpia')).toMatchObject({ version: { columns }, masked: undefined })
  const byAddress = `{ lineage(ref: ${quoted(origin)}, source: "tracking", direction: UP) { root { ref } } }`
  const found = await gateway.ask(byAddress, {}, { token: reviewer, purpose: 'audit' })
  expect(found.data).toEqual({ lineage: { root: { ref: `dataset:${name}@d1` } } })
  const unsaid = await gateway.ask(byAddress, {}, { token: reviewer })
  expect(unsaid.errors).toMatchObject([{ path: ['lineage'], extensions: { code: 'NOT_FOUND' } }])
})

test('what one request says it is for never reaches another of the same caller', async () => {
  const purposes = Array.from({ length: 20 }, (_each, index) => (index % 2 === 0 ? 'incident' : undefined))
  const answers = await Promise.all(purposes.map((purpose) => ask(reviewer, purpose)))
  expect(answers.map(({ version }) => version?.columns)).toEqual(
    purposes.map((purpose) => (purpose === undefined ? null : columns)),
  )
})

test('the caller may ask what a purpose would give, and is asked with the one that was stated', async () => {
  const { version } = await ask(reviewer, 'dpia')
  const can = async (context: string, purpose?: string) => {
    const sending = { token: reviewer, ...(purpose === undefined ? {} : { purpose }) }
    const asked = `{ node(id: ${quoted(version?.id ?? '')}) { ... on DataVersion {
      viewerCan(actions: ["sensitive:read"] ${context}) { allowed reason } } } }`
    return (await gateway.read<{ node: { viewerCan: unknown } }>(asked, {}, sending)).node.viewerCan
  }
  const [yes, no] = [[{ allowed: true, reason: 'ALLOWED' }], [{ allowed: false, reason: 'FORBIDDEN_BY_RULE' }]]
  expect(await can('')).toEqual(no)
  expect(await can('', 'dpia')).toEqual(yes)
  expect(await can(', context: { purpose: "dpia" }')).toEqual(yes)
  expect(await can(', context: { purpose: "curiosity" }', 'dpia')).toEqual(no)
})

test.each([
  ['nothing', ''],
  ['two words', 'dpia please'],
  ['a list', 'dpia,incident'],
  ['65 letters', 'a'.repeat(65)],
  ['what no header should carry', 'dpia"}'],
  ['a letter that is not of ASCII', 'dpi\u00e4'],
  ['a sign at the beginning', '-dpia'],
])('a purpose of %s is refused before anything is asked', async (_what, purpose) => {
  const answer = await gateway.get(`/graphql?query=${encodeURIComponent(query)}`, {
    token: reviewer,
    headers: { 'apollo-require-preflight': '1', 'modelwarden-purpose': purpose },
  })
  expect([answer.status, JSON.parse(answer.bytes.toString())]).toMatchObject([
    400,
    { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
  ])
})

test('a purpose that is stated twice is refused, whichever of the two a proxy would believe', async () => {
  const { hostname, port } = new URL(gateway.url)
  const socket = createConnection({ host: hostname, port: Number(port) })
  socket.end(
    `GET /graphql?query={__typename} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${reviewer}\r\n` +
      'apollo-require-preflight: 1\r\nmodelwarden-purpose: dpia\r\nModelwarden-Purpose: dpia\r\nconnection: close\r\n\r\n',
  )
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 [\s\S]*modelwarden-purpose/)
})

interface Reads {
  readonly auditEvents: { readonly nodes: readonly { readonly details: Readonly<Record<string, unknown>> }[] }
}

test('who read them and what for is in the audit trail, object by object, and nothing of whoever saw nothing', async () => {
  const token = await tokenOf('auditor')
  await ask(viewer, 'audit')
  await ask(reviewer, 'audit')
  const list = `{ auditEvents(filter: { stream: ACCESS, type: "gov.access.purpose.v1" }, first: 100) {
    nodes { decision action resource { type } actor { name } details } } }`
  let found: Reads['auditEvents']['nodes'] = []
  const isRecorded = async () => {
    const { auditEvents } = await gateway.read<Reads>(list, {}, { token })
    found = auditEvents.nodes.filter(({ details }) => details['purpose'] === 'audit')
    return found.length > 0
  }
  expect(await pollUntil(isRecorded, 20_000, () => false)).toBe(true)
  for (const event of found)
    expect(event).toMatchObject({
      decision: 'ALLOW',
      action: 'sensitive:read',
      resource: { type: 'DataVersion' },
      actor: { name: 'privacy-reviewer' },
      details: { count: expect.any(Number) },
    })
})
