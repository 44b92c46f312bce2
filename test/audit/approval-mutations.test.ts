import { join } from 'node:path'
import { expect, test } from 'vitest'
import { approvalWorld } from '../e2e/approval-world.ts'
import { openUntilEnd } from '../store/engines.ts'
import { temporaryFolder } from '../support/tools.ts'
import { ofApprovals } from './of-approvals.ts'
import { contentOf, refuseEvents } from './whole-store.ts'

const url = `sqlite:${join(temporaryFolder('approval-mutations'), 'store.db')}`
const world = await approvalWorld({ store: { url } })
const { dana, rita, bo, steward, version, settles } = world
const ivy = await world.somebody('ivy', 'incident-commander')
const database = await openUntilEnd(url)
const day = 86_400_000
const tomorrow = new Date(Date.now() + day).toISOString()
const place = { environment: 'production', reason: 'It is better, by far, on everything that was measured.' }
const ask = async (input: object) => (await dana.does('requestApproval', { ...place, ...input })).request.id as string

const opened = await ivy.does(
  'openIncident',
  { title: 'down', severity: 'HIGH', reason: 'It is down.' },
  'incident { id }',
)
const urgent = { ...place, incident: opened.incident.id }
const broken = (await ivy.does('breakGlass', { ...urgent, ref: version(4) })).request.id
await settles(broken, 'COMPLETED')
/** One request for each thing that is done with one. */
const draft = await ask({ ref: version(1), draft: true })
const dropped = await ask({ ref: version(1), draft: true })
const judged = await ask({ ref: version(3) })
const failing = await ask({ ref: version(2) })
const due = await ask({ ref: version(1), notBefore: tomorrow })
for (const who of [rita, bo]) await who.does('reviewRequest', { id: due, decision: 'APPROVE' })
const { approvalPolicies } = await steward.read('{ approvalPolicies(first: 1) { nodes { number } } }')
const policies = [{ name: 'staging', protected: false, gates: [], reviewers: [{ name: 'anybody' }] }]

const { modelVersion } = await rita.read('query ($ref: String!) { modelVersion(ref: $ref) { artifactDigest } }', {
  ref: version(1),
})
const issuedAt = new Date().toISOString()
const evidence = { ref: version(1), of: modelVersion.artifactDigest, gate: 'data-quality', outcome: 'PASS', issuedAt }

/** In an order in which none is in the way of a later one; the last goes on being carried out. */
const calls: Readonly<
  Record<string, readonly [who: typeof dana, input: Readonly<Record<string, unknown>>, fields: string]>
> = {
  attestEvidence: [rita, evidence, 'evidence { id }'],
  reviewRequest: [rita, { id: judged, decision: 'COMMENT', comment: 'Well.' }, 'request { id }'],
  grantException: [rita, { request: failing, gate: 'metric-bar', until: tomorrow, reason: 'known' }, 'request { id }'],
  cancelRequest: [dana, { id: dropped }, 'request { id }'],
  revokeApproval: [rita, { id: due, reason: 'no more' }, 'request { id }'],
  requestApproval: [dana, { ...place, ref: version(1), draft: true }, 'request { id }'],
  resubmitRequest: [dana, { id: draft }, 'request { id }'],
  retireModelVersion: [dana, { ref: version(2), reason: place.reason }, 'request { id }'],
  rollBack: [dana, { model: `models:/${world.model}`, ...place, to: version(2) }, 'request { id }'],
  ratifyBreakGlass: [rita, { id: broken }, 'request { id }'],
  publishApprovalPolicy: [
    steward,
    { policies, basedOn: approvalPolicies.nodes[0].number, reason: 'none for production' },
    'version { number }',
  ],
  breakGlass: [ivy, { ...urgent, ref: version(3) }, 'request { id }'],
}

test('every mutation of approvals is among them', () => {
  expect(Object.keys(calls).toSorted()).toEqual([...ofApprovals].toSorted())
})

/** What mutations of approvals write; mirrors go on being filled meanwhile, and targets watched. */
const kept =
  /^(approval_|effect|target_(?!watch)|incident|review_delegation|gate_exception|idempotent_answer|evidence$)/
const content = () => contentOf(database, (table) => kept.test(table))

test.each(Object.entries(calls))(
  '%s that cannot be recorded changes nothing, and goes through once it can be',
  { timeout: 120_000 },
  async (mutation, [who, input, fields]) => {
    const before = await content()
    const putRight = await refuseEvents(database)
    try {
      await expect(who.does(mutation, input, fields)).rejects.toThrow('AUDIT_UNAVAILABLE')
    } finally {
      await putRight()
    }
    expect(await content()).toEqual(before)
    const { userErrors } = await who.does(mutation, input, fields)
    // Publishing what changes the demands on production waits for a second steward, which is recorded too.
    const codes = userErrors.map(({ code }: { readonly code: string }) => code)
    expect(codes).toEqual(mutation === 'publishApprovalPolicy' ? ['SECOND_STEWARD_NEEDED'] : [])
    expect(await content()).not.toEqual(before)
  },
)
