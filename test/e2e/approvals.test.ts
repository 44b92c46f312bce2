import { expect, test } from 'vitest'
import { aliasInMlflow, approvalWorld } from './approval-world.ts'

const world = await approvalWorld()
const { dana, danaAgain, rita, bo, model, version, settles } = world

/** Three promotions, each with its files hashed a few times, on a machine that may be busy. */
const patience = { timeout: 300_000 }
const target = { environment: 'production', reason: 'It is better.' }
const live = `liveAt(at: $at, ref: $ref) { nodes { environment { name } target { nativeRef } modelVersion { ref } request { id } } }`
const liveAt = async (at: string | null) =>
  (await dana.read(`query ($at: DateTime, $ref: String) { ${live} }`, { at, ref: `models:/${model}` })).liveAt.nodes

test('a dry run tells the plan, what gates say, who could review and what is in the way, and writes nothing', async () => {
  const fields = `request { id } preview { versionRef targetRef plan { baseVersion rows { label before after } steps { place value } }
    policies gates { gate verdict } slots { role eligible } blockers { code subject } unknownAuthors }`
  const { request, preview, userErrors } = await dana.does(
    'requestApproval',
    { ...target, ref: version(2), dryRun: true },
    fields,
  )
  expect({ request, userErrors }).toEqual({ request: null, userErrors: [] })
  expect(preview).toMatchObject({
    versionRef: version(2),
    targetRef: `models:/${model}@champion`,
    plan: { baseVersion: '1' },
    policies: ['production'],
    unknownAuthors: [],
  })
  expect(preview.plan.steps).toContainEqual({ place: `alias champion of ${model}`, value: '2' })
  expect(preview.gates).toContainEqual({ gate: 'metric-bar', verdict: 'FAIL' })
  // Dana under another name is not among those who could.
  expect(preview.slots).toEqual([
    { role: 'MODEL_RISK_REVIEWER', eligible: 1 },
    { role: 'BUSINESS_OWNER', eligible: 1 },
  ])
  expect(preview.blockers.map(({ code }: { readonly code: string }) => code)).toContain('GATE_FAILED')
  expect((await dana.read('{ approvalRequests { nodes { id } } }')).approvalRequests.nodes).toEqual([])
})

test(
  'a promotion goes from a failing gate to the alias in MLflow and back, and the trail holds',
  patience,
  async () => {
    const bad = (await dana.does('requestApproval', { ...target, ref: version(2) })).request
    expect(bad).toMatchObject({ state: 'PENDING', requester: { name: 'dana' }, versionRef: version(2) })
    for (const reviewer of [rita, bo]) await reviewer.does('reviewRequest', { id: bad.id, decision: 'APPROVE' })
    // Everybody said yes, and the gate still holds it up.
    const held = await settles(bad.id, 'PENDING')
    expect(held.blockers.map(({ code }: { readonly code: string }) => code)).toEqual(['GATE_FAILED'])
    expect((await dana.does('cancelRequest', { id: bad.id, reason: 'A better one is there.' })).request.state).toBe(
      'CANCELLED',
    )

    const key = 'one and the same'
    const asked = { ...target, ref: version(3), idempotencyKey: key }
    const { request } = await dana.does('requestApproval', asked)
    expect(request).toMatchObject({ state: 'PENDING', revision: expect.any(Number), plan: { baseVersion: '1' } })
    expect((await dana.does('requestApproval', asked)).request.id).toBe(request.id)
    expect((await dana.does('requestApproval', { ...asked, reason: 'Another.' })).userErrors).toMatchObject([
      { code: 'IDEMPOTENCY_CONFLICT' },
    ])
    expect((await dana.does('requestApproval', { ...target, ref: version(3) })).userErrors).toMatchObject([
      { code: 'DUPLICATE_REQUEST' },
    ])

    const waiting = async (who: typeof rita) =>
      (await who.read('{ approvalRequests(awaiting: ME) { nodes { id } } }')).approvalRequests.nodes
    expect(await waiting(rita)).toEqual([{ id: request.id }])
    expect(await waiting(danaAgain)).toEqual([])
    expect((await danaAgain.does('reviewRequest', { id: request.id, decision: 'APPROVE' })).userErrors).toMatchObject([
      { code: 'OWN_WORK' },
    ])
    const stale = { id: request.id, decision: 'APPROVE', expectedRevision: request.revision - 1 }
    expect((await rita.does('reviewRequest', stale)).userErrors).toMatchObject([{ code: 'REVISION_CONFLICT' }])
    const first = await rita.does('reviewRequest', { id: request.id, decision: 'APPROVE', comment: 'Good.' })
    expect(first.request).toMatchObject({ state: 'PENDING' })
    expect(await waiting(rita)).toEqual([])
    expect(await aliasInMlflow(model, 'champion')).toBe('1')
    const before = new Date().toISOString()
    expect((await bo.does('reviewRequest', { id: request.id, decision: 'APPROVE' })).userErrors).toEqual([])
    const done = await settles(request.id, 'COMPLETED')
    expect(done.slots.map(({ filledBy }: { readonly filledBy: { readonly name: string } }) => filledBy.name)).toEqual([
      'rita',
      'bo',
    ])
    expect(await aliasInMlflow(model, 'champion')).toBe('3')
    const { approvalRequest } = await bo.read(
      `query ($id: ID!) { approvalRequest(id: $id) { effects { place value found state } history { nodes { event by { name } } }
      target { desired { generation modelVersion { ref } } history { nodes { generation modelVersion { ref } request { id } } } } } }`,
      { id: request.id },
    )
    expect(approvalRequest.effects[0]).toEqual({
      place: `alias champion of ${model}`,
      value: '3',
      found: '1',
      state: 'VERIFIED',
    })
    expect(approvalRequest.target.desired).toEqual({ generation: 1, modelVersion: { ref: version(3) } })
    const events = approvalRequest.history.nodes.map(({ event }: { readonly event: string }) => event)
    expect(events).toEqual(expect.arrayContaining(['SUBMITTED', 'REVIEWED', 'DECIDED', 'STARTED', 'CARRIED_OUT']))
    expect(await liveAt(null)).toEqual([
      {
        environment: { name: 'production' },
        target: { nativeRef: `models:/${model}@champion` },
        modelVersion: { ref: version(3) },
        request: { id: request.id },
      },
    ])
    expect(await liveAt(before)).toEqual([])

    const better = (await dana.does('requestApproval', { ...target, ref: version(4) })).request
    for (const reviewer of [bo, rita]) await reviewer.does('reviewRequest', { id: better.id, decision: 'APPROVE' })
    await settles(better.id, 'COMPLETED')
    await settles(request.id, 'SUPERSEDED')
    expect(await aliasInMlflow(model, 'champion')).toBe('4')
    const between = new Date().toISOString()
    const back = await dana.does('rollBack', {
      model: `models:/${model}`,
      environment: 'production',
      reason: 'It answers wrongly.',
    })
    expect(back).toMatchObject({ userErrors: [], request: { versionRef: version(3), restores: { id: request.id } } })
    const restored = await settles(back.request.id, 'COMPLETED')
    expect(restored.state).toBe('COMPLETED')
    expect(await aliasInMlflow(model, 'champion')).toBe('3')
    const { reviews } = (
      await dana.read('query ($id: ID!) { approvalRequest(id: $id) { reviews { nodes { decision } } } }', {
        id: back.request.id,
      })
    ).approvalRequest
    expect(reviews.nodes).toEqual([])
    expect(await liveAt(between)).toMatchObject([{ modelVersion: { ref: version(4) } }])
    expect(await liveAt(null)).toMatchObject([{ modelVersion: { ref: version(3) }, request: { id: back.request.id } }])
    // The mirror does not wait for the next crawl.
    const { aliases } = (
      await dana.read('query ($ref: String!) { model(ref: $ref) { aliases { alias version } } }', {
        ref: `models:/${model}`,
      })
    ).model
    expect(aliases).toEqual([{ alias: 'champion', version: '3' }])
    expect(await world.findings()).toEqual([])
  },
)
