import { expect, test } from 'vitest'
import { toGlobalId } from '../../src/kernel/ids.ts'
import { type Answered, approvalWorld, moveAlias } from './approval-world.ts'
import { driftIs, driftOften, promote, untilSo, violationFields, violationIs, violationsOf } from './drift-world.ts'

const patience = { timeout: 300_000 }
const world = await approvalWorld(driftOften)
const { dana, rita, model } = world
const engineer = await world.somebody('lea', 'ml-engineer')
const auditor = await world.somebody('ada', 'auditor')
const mutations = ['adoptDrift', 'revertDrift', 'resolveViolation'] as const
const fields = `violation { ${violationFields} }`
const codes = ({ userErrors }: Answered): readonly string[] =>
  userErrors.map(({ code }: { readonly code: string }) => code)

async function drifted(): Promise<Answered> {
  await driftIs(world, 'IN_SYNC')
  await moveAlias(model, 'champion', '2')
  return untilSo(
    async () => (await violationsOf(dana, { states: ['OPEN'] }))[0],
    (violation) => violation !== undefined,
  )
}

test('what is no violation, and what somebody does not see, are refused alike and name nothing', patience, async () => {
  await driftIs(world, 'BASELINED')
  await promote(world, 3)
  const { id } = await drifted()
  const blind = await world.somebody('eve', 'policy-steward')
  const { targets } = await dana.read('{ targets(environment: "production") { id } }')
  const ids = ['', 'x', 'nul\0', toGlobalId('Violation', 'nul\0'), toGlobalId('Violation', '🙂'), targets[0].id]
  for (const mutation of mutations) {
    const unknown = await rita.does(mutation, { id: toGlobalId('Violation', 'none'), reason: 'Why not.' }, fields)
    expect(unknown).toMatchObject({ violation: null, userErrors: [{ code: 'NOT_FOUND', field: ['id'] }] })
    for (const wrong of ids)
      expect(await rita.does(mutation, { id: wrong, reason: 'Why not.' }, fields)).toEqual(unknown)
    expect(await blind.does(mutation, { id, reason: 'Why not.' }, fields)).toEqual(unknown)
    for (const reason of ['', '  ', 'nul\0', 'x'.repeat(2_001), '\ud800'])
      expect(codes(await rita.does(mutation, { id, reason }, fields))).toEqual(['BAD_USER_INPUT'])
    for (const expectedRevision of [0, -1, 2_147_483_647])
      expect(codes(await engineer.does(mutation, { id, reason: 'Why not.', expectedRevision }, fields))).toEqual([
        mutation === 'resolveViolation' ? 'FORBIDDEN' : 'REVISION_CONFLICT',
      ])
  }
  expect(await violationsOf(blind)).toEqual([])
  expect(await violationsOf(dana, { target: 'x' })).toEqual([])
  expect(await violationsOf(dana, { environment: "'; drop table violation; --" })).toEqual([])
  expect(await violationsOf(dana, { states: ['OPEN'] })).toMatchObject([{ id, state: 'OPEN', request: null }])
  expect((await rita.does('resolveViolation', { id, reason: 'x'.repeat(2_000) }, fields)).userErrors).toEqual([])
  await moveAlias(model, 'champion', '3')
})

/** Types of what was recorded about a violation and says that somebody settled it. */
async function settledBy(id: string): Promise<readonly string[]> {
  const query = `{ auditEvents(first: 100) { nodes { type resource { key } } } }`
  const { auditEvents } = await auditor.read(query)
  return auditEvents.nodes
    .filter(({ resource }: Answered) => toGlobalId('Violation', resource.key) === id)
    .map(({ type }: { readonly type: string }) => type)
    .filter((type: string) => /\.(adopting|reverting|resolved)\./.test(type))
}

test.each([0, 1, 2])(
  'of those who adopt, revert and resolve at the same moment one wins, and the others are told why not (%i)',
  patience,
  async (first) => {
    const { id } = await drifted()
    const doers = [dana, engineer, rita]
    const order = [0, 1, 2].map((index) => (index + first) % 3)
    const answers = await Promise.all(
      order.map(async (index) => {
        const [who, mutation] = [doers[index], mutations[index]]
        if (who === undefined || mutation === undefined) throw new Error('Nobody does nothing.')
        return { mutation, answer: await who.does(mutation, { id, reason: 'I say so.' }, fields) }
      }),
    )
    const winners = answers.filter(({ answer }) => answer.userErrors.length === 0)
    expect(answers.map(({ answer }) => codes(answer))).toHaveLength(3)
    expect(winners.map(({ mutation }) => mutation)).toHaveLength(1)
    for (const { answer } of answers.filter((each) => !winners.includes(each)))
      expect(['WRONG_STATE', 'CONFLICT', 'NOTHING_TO_DO']).toContain(codes(answer)[0])
    expect(await settledBy(id)).toHaveLength(1)
    const { approvalRequests } = await dana.read('{ approvalRequests(first: 5) { nodes { id action state } } }')
    for (const request of approvalRequests.nodes.filter(
      ({ action, state }: Answered) => action === 'ADOPT' && state === 'PENDING',
    )) {
      expect(winners[0]?.mutation).toBe('adoptDrift')
      await dana.does('cancelRequest', { id: request.id, reason: 'Back to what was approved.' })
    }
    if (winners[0]?.mutation === 'revertDrift') await violationIs(world, 'REVERTED')
    else await moveAlias(model, 'champion', '3')
    await driftIs(world, 'IN_SYNC')
  },
)

test('the trail holds what happened', async () => {
  expect(await world.findings()).toEqual([])
})
