import { expect, test } from 'vitest'
import { markOf, parseConfig, putByGateway, withVersion } from './model-config.ts'

const files = { registry: 'tracking', ref: 'models:/fraud "EU"/3', digest: 'a'.repeat(64) }
const next = { ...files, ref: 'models:/fraud "EU"/4', digest: 'b'.repeat(64) }
const byHand = `# Kept by the serving team.
backend: "python"
version_policy: { latest: { num_versions: 2 } }  
max_batch_size: 8 # as measured in March
parameters: { key: "modelwarden.1" value: { string_value: "models:/fraud/1" } }
parameters: { key: "threads" value: { string_value: "4" } }
`
const written = (former: string | null, version = files, replaces: string | null = null) =>
  withVersion(former, { files: version, replaces }) ?? ''

test('a version is named and everything else is kept, comments too', () => {
  expect(written(byHand, files, 'before')).toBe(`# Kept by the serving team.
backend: "python"
max_batch_size: 8 # as measured in March
parameters: { key: "threads" value: { string_value: "4" } }
version_policy: { specific: { versions: [ 3 ] } }
parameters: { key: "modelwarden.3" value: { string_value: "tracking:models:/fraud \\"EU\\"/3 sha256:${files.digest}" } }
parameters: { key: "modelwarden.replaces" value: { string_value: "before" } }
`)
})

test('what was written is read as it was meant, and the next version takes its place without a trace', () => {
  const first = written(byHand, files, 'before')
  expect(putByGateway(first)).toEqual({ files, replaces: 'before' })
  expect(markOf(parseConfig(first)?.parameters ?? new Map(), '3')).toEqual({
    marker: { ref: files.ref, source: 'tracking' },
    files,
  })
  expect(written(first, next)).toBe(written(byHand, next))
  expect(putByGateway(written(null))).toEqual({ files, replaces: null })
})

test.each([
  ['another policy', (text: string) => text.replace('[ 3 ]', '[ 3, 4 ]')],
  ['a second policy', (text: string) => `${text}version_policy: { all { } }\n`],
  ['a marker of another version', (text: string) => text.replace('modelwarden.3', 'modelwarden.2')],
  [
    'a marker more',
    (text: string) => `${text}parameters { key: "modelwarden.4" value { string_value: "models:/x/4" } }\n`,
  ],
  ['no digest', (text: string) => text.replace(` sha256:${files.digest}`, '')],
  ['half of it', (text: string) => text.slice(0, -20)],
])("a file with %s is no more the gateway's", (_, change) => {
  expect(putByGateway(change(written(byHand)))).toBeNull()
})

test('what a person changes beside it stays, and the file is still the gateway’s', () => {
  const tuned = written(byHand).replace('max_batch_size: 8', 'max_batch_size: 16')
  expect(putByGateway(tuned)).toEqual({ files, replaces: null })
  expect(written(tuned, next)).toContain('max_batch_size: 16')
})

test('a policy in the middle of a line goes alone, and one in a list of the same name is found', () => {
  expect(written('a: 1 version_policy { all { } } b: 2')).toMatch(/^a: 1 {2}b: 2\nversion_policy/)
  const listed = 'parameters [ { key: "modelwarden.1" value { string_value: "models:/a/1" } }, { key: "x" } ]\n'
  expect(written(listed)).toContain('{ key: "x" }')
})

test('a file that is not in the text format is not rewritten', () => {
  expect(withVersion('{"backend": "python"}', { files, replaces: null })).toBeNull()
  expect(parseConfig('backend "python"')).toBeNull()
})
