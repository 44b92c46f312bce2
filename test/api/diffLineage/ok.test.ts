import { expect, test } from 'vitest'
import { expectRefused, quoted } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const gateway = await apiGateway()
const { world, read } = gateway
const { name } = world.model
const [first, second] = world.children

interface Diff {
  readonly diffLineage: {
    readonly a: { readonly ref: string }
    readonly b: { readonly ref: string }
    readonly added: readonly { readonly ref: string | null }[]
    readonly removed: readonly { readonly ref: string | null }[]
    readonly changed: readonly {
      readonly before: { readonly ref: string | null; readonly kind: string }
      readonly after: { readonly ref: string | null }
      readonly fields: readonly string[]
    }[]
    readonly addedEdges: readonly unknown[]
    readonly removedEdges: readonly unknown[]
    readonly unchanged: number
    readonly complete: boolean
  }
}
const diff = async (args: string) =>
  (
    await read<Diff>(`{ diffLineage(${args}) { a { ref } b { ref } added { ref } removed { ref }
      changed { before { ref kind } after { ref } fields } addedEdges { from to kind } removedEdges { from to kind }
      unchanged truncated truncationReason complete asOf cache { state } sources { source state } } }`)
  ).diffLineage

test('one object does not differ from itself', async () => {
  const ref = quoted(`models:/${name}/1`)
  const same = await diff(`a: ${ref}, b: ${ref}`)
  const nothing = { added: [], removed: [], changed: [], addedEdges: [], removedEdges: [] }
  expect(same).toMatchObject({ ...nothing, complete: true })
  expect(same.unchanged).toBeGreaterThan(2)
})

test('two runs differ in what each read and ran, and share the rest', async () => {
  const { changed, unchanged, added, removed } = await diff(
    `a: ${quoted(`runs:/${first.runId}`)}, b: ${quoted(`runs:/${second.runId}`)}`,
  )
  expect(changed[0]).toMatchObject({
    before: { ref: `runs:/${first.runId}`, kind: 'RUN' },
    after: { ref: `runs:/${second.runId}` },
  })
  expect(changed[0]?.fields).toContain('name')
  expect(changed).toHaveLength(1)
  expect(unchanged).toBeGreaterThanOrEqual(2)
  const refs = [...added, ...removed].map(({ ref }) => ref)
  expect(refs).not.toContain(`dataset:${world.dataset.name}@${world.dataset.digest}`)
})

test('a moment in the past is compared with now', async () => {
  const ref = quoted(`models:/${name}/1`)
  const then = await diff(`a: ${ref}, b: ${ref}, aAt: "2020-01-01T00:00:00.000Z"`)
  expect(then).toMatchObject({ removed: [], complete: false })
  expect(then.added.length).toBeGreaterThan(0)
})

test('a ref that names nothing and a future moment are refused', async () => {
  const ref = quoted(`models:/${name}/1`)
  await expectRefused(gateway, `diffLineage(a: ${ref}, b: "models:/nobody") { unchanged }`, { code: 'NOT_FOUND' })
  await expectRefused(gateway, `diffLineage(a: ${ref}, b: ${ref}, bAt: "2999-01-01T00:00:00.000Z") { unchanged }`, {
    code: 'BAD_USER_INPUT',
  })
})
