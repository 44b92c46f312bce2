import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { mlflowWriter, seedMlflow } from '../../support/seed-mlflow.ts'
import { sharedTools } from '../../support/tools.ts'

const seeded = await seedMlflow({ url: sharedTools().mlflowUrl })
const writer = mlflowWriter({ url: sharedTools().mlflowUrl })
const { name, champion } = seeded.model
const tag = { name, version: champion, key: 'sensitivity', value: 'secret' }
await writer.post('/model-versions/set-tag', tag)
const gateway = await startGateway({ sources: [mlflowSource()] })
await gateway.caughtUp('tracking')
const token = await gateway.tokenOf('vera', 'viewer')

test('an alias of a version that the caller may not see is as if it was not there', async () => {
  const query = `query ($ref: String!) { model(ref: $ref) {
    aliases { alias version modelVersion { version } } versions { nodes { version aliases } } latestVersion { version } } }`
  const variables = { ref: `models:/${name}` }
  const whole = await gateway.read(query, variables)
  expect(whole).toMatchObject({ model: { aliases: [{ alias: 'champion', version: champion }] } })
  const seen = await gateway.read(query, variables, { token })
  expect(seen).toMatchObject({ model: { aliases: [] } })
  expect(JSON.stringify(seen)).not.toContain('champion')
})
