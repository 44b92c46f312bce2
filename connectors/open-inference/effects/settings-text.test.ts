import { expect, test } from 'vitest'
import { servedText } from '../../../src/connector/index.ts'
import { handMadeDigest } from './hand-made.ts'
import { copiesByDigest } from './mlserver-places.ts'
import { readSettings, type SettingsPlace, writeSettings } from './settings-text.ts'
import { createStaging } from './staging.ts'

const files = { registry: 'tracking', ref: 'models:/fraud/3', digest: 'a'.repeat(64) }
const staging = createStaging(copiesByDigest('/srv/models'), 'serving')
const place: SettingsPlace = { deployment: 'live', path: '/srv/models/live/model-settings.json', staging }
const runtime = 'mlserver_mlflow.MLflowRuntime'
const written = (former: string | null, replaces: string | null = null) =>
  writeSettings(files, place, { former, replaces, runtime })

test('what is written names the copy relatively, and is read as it was meant', () => {
  const content = written(null, 'before')
  expect(JSON.parse(content)).toEqual({
    name: 'live',
    implementation: runtime,
    versions: ['modelwarden:tracking:models:/fraud/3', `modelwarden-files:${files.digest}`],
    parameters: {
      uri: `../.modelwarden/live/${files.digest}`,
      version: '3',
      extra: {
        modelwarden: { ref: 'models:/fraud/3', source: 'tracking', files: files.digest, replaces: 'before' },
      },
    },
  })
  expect(readSettings(content, place)).toEqual({ text: servedText(files), version: '3', replaces: 'before' })
})

test('what was there about other things than the model is kept', () => {
  const former = JSON.stringify({
    name: 'live',
    implementation: 'other.Runtime',
    max_batch_size: 8,
    inputs: [{ name: 'x' }],
    parameters: { uri: './m', version: 'v1', content_type: 'np', extra: { own: 1 } },
  })
  expect(JSON.parse(written(former))).toMatchObject({ max_batch_size: 8, parameters: { extra: { own: 1 } } })
  expect(written(former)).not.toMatch(/"inputs"|content_type|other\.Runtime/)
})

test.each(['uri', 'version'])("settings whose %s was changed by hand are no more the gateway's", (key) => {
  const body = JSON.parse(written(null))
  body.parameters[key] = 'elsewhere'
  const { text } = readSettings(JSON.stringify(body), place)
  expect(handMadeDigest(text)).toMatch(/^[0-9a-f]{64}$/)
})

test.each(['', '{', '[]', '"x"', '{"parameters": 5}'])('settings that hold %j stand for their own bytes', (content) => {
  expect(readSettings(content, place)).toMatchObject({
    text: expect.stringMatching(/^settings sha256:/),
    replaces: null,
  })
  expect(JSON.parse(written(content))).toMatchObject({ name: 'live' })
})
