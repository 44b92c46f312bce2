import { expect, test } from 'vitest'
import { aliasInMlflow, approvalWorld } from '../../e2e/approval-world.ts'

const world = await approvalWorld()
const { dana, rita, bo, model, version, settles } = world
/** Several promotions on a machine that may be busy. */
const patience = { timeout: 300_000 }
const target = { environment: 'production', reason: 'It is better.' }
const { request } = await dana.does('requestApproval', { ...target, ref: version(3) })
const ids = async (who: typeof dana, args: string) =>
  (await who.read(`{ approvalRequests${args} { nodes { id } } }`)).approvalRequests.nodes.map(
    ({ id }: { readonly id: string }) => id,
  )

test('whoever does not see the model sees no request, by no way', async () => {
  const stranger = await world.somebody('stranger', 'policy-steward')
  expect(await ids(stranger, '')).toEqual([])
  const asked = `query ($id: ID!) { approvalRequest(id: $id) { id } node(id: $id) { id } nodes(ids: [$id]) { id } }`
  expect(await stranger.read(asked, { id: request.id })).toEqual({ approvalRequest: null, node: null, nodes: [null] })
  const refused = await stranger.does('reviewRequest', { id: request.id, decision: 'REJECT', comment: 'No.' })
  expect(refused).toMatchObject({ request: null, userErrors: [{ code: 'NOT_FOUND' }] })
  expect((await stranger.does('cancelRequest', { id: request.id })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
})

test('lists narrow by state, environment, ref and who asked', async () => {
  expect(await ids(rita, '(filter: { states: [PENDING], environment: "production" })')).toEqual([request.id])
  expect(await ids(rita, '(filter: { states: [COMPLETED] })')).toEqual([])
  expect(await ids(rita, `(filter: { ref: "${version(3)}" })`)).toEqual([request.id])
  expect(await ids(rita, `(filter: { ref: "${version(4)}" })`)).toEqual([])
  expect(await ids(rita, '(filter: { requestedByMe: true })')).toEqual([])
  expect(await ids(dana, '(filter: { requestedByMe: true })')).toEqual([request.id])
  const { modelVersion } = await rita.read(`{ modelVersion(ref: "${version(3)}") { approvals { nodes { id } } } }`)
  expect(modelVersion.approvals.nodes).toEqual([{ id: request.id }])
})

test('a word is taken back by who said it, and counts no more', async () => {
  const yes = { id: request.id, decision: 'APPROVE' }
  expect((await rita.does('reviewRequest', yes)).userErrors).toEqual([])
  expect((await rita.does('reviewRequest', yes)).userErrors).toMatchObject([{ code: 'ALREADY_REVIEWED' }])
  const fields = 'request { slots { filledBy { name } } } review { decision dismissedAt }'
  const back = await rita.does('reviewRequest', { id: request.id, withdraw: true }, fields)
  expect(back).toMatchObject({ userErrors: [], review: { decision: 'APPROVE', dismissedAt: expect.any(String) } })
  expect(back.request.slots).toEqual([{ filledBy: null }, { filledBy: null }])
  const both = { id: request.id, decision: 'APPROVE', withdraw: true }
  expect((await rita.does('reviewRequest', both)).userErrors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
})

test(
  'an approval that is revoked after it was carried out leads back to what was approved before it',
  patience,
  async () => {
    const judge = async (id: string) => {
      for (const reviewer of [rita, bo]) await reviewer.does('reviewRequest', { id, decision: 'APPROVE' })
      await settles(id, 'COMPLETED')
    }
    await judge(request.id)
    const later = (await dana.does('requestApproval', { ...target, ref: version(4) })).request
    await judge(later.id)
    expect(await aliasInMlflow(model, 'champion')).toBe('4')
    const forbidden = await dana.does('revokeApproval', { id: later.id, reason: 'I changed my mind.' })
    expect(forbidden.userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
    const fields = 'request { state } rollback { id state versionRef restores { id } }'
    const revoked = await rita.does('revokeApproval', { id: later.id, reason: 'It was measured wrongly.' }, fields)
    expect(revoked).toMatchObject({
      userErrors: [],
      request: { state: 'REVOKED' },
      rollback: { versionRef: version(3), restores: { id: request.id } },
    })
    await settles(revoked.rollback.id, 'COMPLETED')
    expect(await aliasInMlflow(model, 'champion')).toBe('3')
    // Nothing that was revoked is brought back without reviews.
    const again = await dana.does('rollBack', {
      model: `models:/${model}`,
      environment: 'production',
      to: version(4),
      reason: 'It was right after all.',
    })
    expect(again).toMatchObject({ userErrors: [], request: { state: 'PENDING', restores: null } })
  },
)

test('what is asked wrongly is refused with the place', async () => {
  const refusal = async (input: Readonly<Record<string, unknown>>) => {
    const [first] = (await dana.does('requestApproval', { ...target, ref: version(4), ...input })).userErrors
    return { code: first?.code, field: first?.field }
  }
  expect(await refusal({ reason: '  ' })).toEqual({ code: 'BAD_USER_INPUT', field: ['reason'] })
  expect(await refusal({ environment: 'moon' })).toEqual({ code: 'NOT_FOUND', field: ['environment'] })
  expect(await refusal({ alias: 'other' })).toEqual({ code: 'NOT_FOUND', field: ['alias'] })
  expect(await refusal({ ref: version(99) })).toMatchObject({ code: 'NOT_FOUND' })
  expect(await refusal({ ref: version(3) })).toMatchObject({ code: 'NOTHING_TO_DO' })
  expect(await refusal({ environment: 'staging' })).toMatchObject({ code: 'NO_POLICY' })
  const viewer = await world.somebody('viewer', 'viewer')
  expect((await viewer.does('requestApproval', { ...target, ref: version(4) })).userErrors).toMatchObject([
    { code: 'FORBIDDEN' },
  ])
})
