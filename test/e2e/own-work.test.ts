import { expect, test } from 'vitest'
import { type Answered, approvalWorld, type Somebody, writer } from './approval-world.ts'

const patience = { timeout: 300_000 }
const runs: string[] = []
const world = await approvalWorld({}, async ({ versions }) => {
  runs.push(...versions.map(({ run }) => run.runId))
  return { sources: [], targets: [] }
})
const { danaAgain, rita, bo, version, gateway } = world
const eli = await world.somebody('eli', 'data-scientist')
const target = { environment: 'production', reason: 'It is better.' }

const tagRun = (number: number, key: string, value: string) =>
  writer.post('/runs/set-tag', { run_id: runs[number - 1] ?? '', key, value })
const says = async (who: Somebody, id: string): Promise<readonly string[]> =>
  (await who.does('reviewRequest', { id, decision: 'APPROVE' })).userErrors.map(({ code }: Answered) => code)
const namesOf = (people: readonly Answered[]) => people.map(({ name }) => name)

test(
  'whoever made a version does not judge it by any name, with any token, nor by writing another name over theirs',
  patience,
  async () => {
    const { request } = await eli.does('requestApproval', { ...target, ref: version(3) })
    expect(namesOf(request.excluded)).toEqual(expect.arrayContaining(['dana', 'dana-risk', 'eli']))
    const owned = { principalName: 'dana', roles: ['model-risk-reviewer'], lifetimeMs: null } as const
    const second = world.holder('dana', (await gateway.tokens.create(owned)).token)
    expect([await says(danaAgain, request.id), await says(second, request.id)]).toEqual([['OWN_WORK'], ['OWN_WORK']])
    // Anybody who may write to the run may write this.
    await tagRun(3, 'mlflow.user', 'nobody-here')
    expect([await says(danaAgain, request.id), await says(second, request.id)]).toEqual([['OWN_WORK'], ['OWN_WORK']])
    for (const who of [rita, bo]) expect(await says(who, request.id)).toEqual([])
    const held = await world.settles(request.id, 'PENDING')
    expect(held.unknownAuthors).toEqual(['mlflow:nobody-here'])
    expect(held.blockers).toContainEqual(
      expect.objectContaining({ code: 'UNKNOWN_AUTHOR', subject: 'mlflow:nobody-here' }),
    )
    // Nor does writing the name of another free whoever was named first.
    await tagRun(3, 'mlflow.user', 'dana')
    expect((await world.settles(request.id, 'PENDING')).unknownAuthors).toEqual(['mlflow:nobody-here'])
    await eli.does('cancelRequest', { id: request.id, reason: 'Enough.' })
  },
)

test.each([
  ['a bot has rebased what a person wrote', 'dana@git.example', 'bot@ci.example'],
  ['a person has committed what a bot wrote', 'bot@ci.example', 'Dana@git.example'],
])(
  'where %s, the person does not judge it and the bot is an unknown author',
  patience,
  async (_what, author, committer) => {
    // Somebody else ran the training.
    await tagRun(4, 'mlflow.user', 'scheduler')
    await tagRun(4, 'modelwarden.git.author', author)
    await tagRun(4, 'modelwarden.git.committer', committer)
    const { request } = await eli.does('requestApproval', { ...target, ref: version(4) })
    expect(namesOf(request.excluded)).toEqual(expect.arrayContaining(['dana', 'dana-risk', 'eli']))
    expect(request.unknownAuthors).toEqual(['git:bot@ci.example', 'mlflow:scheduler'])
    expect(await says(danaAgain, request.id)).toEqual(['OWN_WORK'])
    await eli.does('cancelRequest', { id: request.id, reason: 'Enough.' })
  },
)

test('whoever answers for the program that asks does not judge what it asked for', patience, async () => {
  const program = { principalName: 'pipeline', ownerName: 'rita', roles: ['ml-engineer'], lifetimeMs: null } as const
  const pipeline = world.holder('pipeline', (await gateway.tokens.create(program)).token)
  const { request } = await pipeline.does('requestApproval', { ...target, ref: version(3) })
  expect(await says(rita, request.id)).toEqual(['OWN_WORK'])
  await pipeline.does('cancelRequest', { id: request.id, reason: 'Enough.' })
})
